"""People at the very same moment, on a real database whose commits are seen by all."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

from flask import Flask

from shop import create_app
from shop.database import Base, db
from shop.errors import ShopError
from tests.postgres import empty_database


@contextmanager
def shop_of_its_own(name: str, instance: Path) -> Iterator[Flask]:
    """Open a shop with an empty database of its own: what is committed there stays there."""
    with empty_database(name) as url:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": str(instance), "DATABASE_URL": url})
        with app.app_context():
            Base.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def at_once(shop, actions):
    """Run each action in a thread of its own, all let go together; return what came of them."""
    db.session.rollback()  # SQLite lets nobody write while another reads under a lock
    gate = Barrier(len(actions))

    def run(action):
        with shop.app_context():
            gate.wait(timeout=30)
            try:
                return action()
            except ShopError as error:
                return error.code

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))
