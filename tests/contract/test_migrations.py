"""Migrations make the tables of the models, and take them away again."""

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect

from shop import create_app
from shop.certification.models import Certificate
from shop.config import ROOT
from shop.database import Base, db
from tests.factories.certification import make_certificate
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


def checks_of_models():
    return {
        table.name: {
            str(each.name) for each in table.constraints if isinstance(each, CheckConstraint)
        }
        for table in Base.metadata.tables.values()
    }


def checks_of_database():
    inspector = inspect(db.engine)
    return {
        table: {each["name"] for each in inspector.get_check_constraints(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


def test_there_is_one_newest_migration():
    heads = ScriptDirectory(str(ROOT / "migrations")).get_heads()

    assert len(heads) == 1


def test_every_check_of_the_models_is_in_the_database(fresh_database):
    upgrade()

    assert checks_of_database() == checks_of_models()


def test_rows_and_what_refers_to_them_survive_each_way(fresh_database):
    upgrade()
    certificate = make_certificate()
    key, product_id = certificate.id, certificate.product_id
    db.session.remove()

    downgrade()
    upgrade()

    assert db.session.get(Certificate, key).product_id == product_id


def test_up_is_the_models_and_down_is_nothing(fresh_database):
    upgrade()
    assert not differences()

    downgrade(revision="base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]

    upgrade()
    assert not differences()
