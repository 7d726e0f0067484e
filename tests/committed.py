"""A shop whose commits last, and are seen by other processes: a database for each module."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_migrate import stamp

from shop import create_app
from shop.database import Base, db
from tests.postgres import empty_database


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    with empty_database(f"shop_committed_{worker_id}") as url:
        app = create_app(
            {
                "DEMO": "1",
                "INSTANCE_PATH": str(tmp_path_factory.mktemp("committed")),
                "DATABASE_URL": url,
            }
        )
        with app.app_context():
            Base.metadata.create_all(db.engine)
            stamp()
            db.session.remove()
        yield app
        app.extensions["pages"].close()
        with app.app_context():
            db.engine.dispose()
