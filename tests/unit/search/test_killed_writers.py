"""Several processes read the index while those that write it are killed: nothing is lost."""

import json
import os
import subprocess
import sys

import pytest
from sqlalchemy import select

from shop import create_app
from shop.catalog.models import Product
from shop.config import ROOT
from shop.database import Base, db, transaction
from shop.jobs.models import Job, JobState
from shop.search import services
from shop.search.engine import search_engine
from shop.search.lag import search_lag_s
from shop.search.words import query_words
from tests.factories.catalog import make_product
from tests.factories.producers import make_producer
from tests.postgres import empty_database

PRODUCTS = 24
BACKENDS = ["whoosh", *(["postgresql"] if os.environ.get("TEST_DATABASE_URL") else [])]


@pytest.fixture(params=BACKENDS)
def shop(request, database_url, worker_id, tmp_path):
    """A shop whose products all got another name, each change with its job.

    It asks for `database_url` only to run on each database that the run has.
    """
    settings = {"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "SEARCH_BACKEND": request.param}
    with empty_database(f"shop_writers_{worker_id}") as url:
        app = create_app({**settings, "DATABASE_URL": url})
        with app.app_context():
            Base.metadata.create_all(db.engine)
            maker = make_producer()
            products = [make_product(name_vi="Trà cũ", producer=maker) for _ in range(PRODUCTS)]
            services.rebuild()
            for number, product in enumerate(products):
                with transaction():
                    product.name_vi = f"Trà mới{number}"
            yield str(tmp_path), url, request.param, str(PRODUCTS)
            db.session.remove()
            db.engine.dispose()


def test_whoever_dies_readers_go_on_and_every_change_arrives(shop):
    done = subprocess.run(
        [sys.executable, "-m", "tests.unit.search.followers", *shop],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert not done.returncode, done.stderr
    told = json.loads(done.stdout)
    assert told["codes"] == [0, 0, 0], done.stderr
    assert told["killed"] and told["reads"] > 10
    assert "cannot be read" not in done.stderr

    db.session.rollback()
    assert set(db.session.scalars(select(Job.state))) == {JobState.DONE}
    assert search_lag_s() == 0
    engine = search_engine()
    assert engine.find(query_words("cũ")).found == frozenset()
    for key, name in db.session.execute(select(Product.id, Product.name_vi)):
        assert engine.find(query_words(name)).found == {key}
