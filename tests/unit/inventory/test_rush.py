"""Many buyers in several processes want the same few units, and one process dies on the way."""

import json
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from shop import create_app
from shop.config import ROOT
from shop.database import Base, db
from shop.inventory.models import MovementKind, Reservation, StockMovement
from shop.inventory.queries import differences
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.postgres import empty_database

UNITS = 15  # for forty buyers


@pytest.fixture
def shop(database_url, worker_id, tmp_path):
    """A shop on an empty database that other processes see; its folder and address.

    It asks for `database_url` only to run on each database that the run has.
    """
    with empty_database(f"shop_rush_{worker_id}") as url:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        with app.app_context():
            Base.metadata.create_all(db.engine)
            yield str(tmp_path), url
            db.session.remove()
            db.engine.dispose()


def test_no_more_is_sold_than_there_is(shop):
    pack = make_variant()
    stock = make_stock(pack, UNITS)
    goods = str(pack.id)
    db.session.rollback()  # what is read below is read afterwards

    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.inventory.buyers", *shop, goods],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert not done.returncode, done.stderr
    assert json.loads(done.stdout) == {"bought": UNITS, "codes": [-signal.SIGKILL, 0, 0, 0, 0, 0]}
    db.session.refresh(stock)
    sold = -db.session.scalar(
        select(func.sum(StockMovement.quantity)).filter_by(kind=MovementKind.SELL)
    )
    assert (stock.available, stock.reserved + sold) == (0, UNITS)
    assert stock.on_hand == UNITS - sold
    assert "CS-NEVER" not in db.session.scalars(select(Reservation.reference)).all()
    assert not list(differences())
