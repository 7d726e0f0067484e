"""Fail if the migrations do not make the tables that the models describe."""

import sys
import tempfile

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import upgrade

from shop import create_app
from shop.database import Base, db


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": folder, "DATABASE_URL": ""})
        with app.app_context():
            upgrade()
            with db.engine.connect() as connection:
                found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
            db.engine.dispose()
    for difference in found:
        print(f"migrations differ from the models: {difference}")
    if not found:
        print("migrations: equal to the models")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
