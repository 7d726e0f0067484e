"""Fail if the migrations do not make the tables that the models describe."""

import sys
import tempfile
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade

from shop import create_app
from shop.database import Base, db


def differences() -> list[Any]:
    """Return what the current application's database lacks of the models, or has too much."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": folder, "DATABASE_URL": ""})
        with app.app_context():
            upgrade()
            found = differences()
            db.engine.dispose()
    for difference in found:
        print(f"migrations differ from the models: {difference}")
    if not found:
        print("migrations: equal to the models")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
