"""Migrations make the tables of the models, and take them away again."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from shop import create_app
from shop.database import db
from tests.postgres import empty_database
from tools.check_migrations import differences


@pytest.fixture
def fresh_database(app, tmp_path, worker_id):
    """An application on a database without tables."""
    with empty_database(f"shop_migrations_{worker_id}") as url:
        other = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        with other.app_context():
            yield
            db.session.remove()
            db.engine.dispose()


def test_up_is_the_models_and_down_is_nothing(fresh_database):
    upgrade()
    assert not differences()

    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]

    upgrade()
    assert not differences()
