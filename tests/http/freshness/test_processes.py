"""Two processes that serve, and others that write or die: no reader sees what was."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection

import pytest
from bs4 import BeautifulSoup

from bench.visitor import Visitor
from shop.config import ROOT
from shop.database import db
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.places import make_commune, make_province
from tests.live import environment, free_port

START_S = 60
WRITE_AND_DIE = """
import os, signal, sys
from shop import create_app
from shop.catalog.models import ProductVariant
from shop.database import transaction

with create_app().app_context(), transaction() as session:
    session.get_one(ProductVariant, int(sys.argv[1])).price_vnd = 999_000
    session.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@contextmanager
def serving(settings):
    """One more process of the shop; gives its host."""
    host = f"127.0.0.1:{free_port()}"
    config = str(ROOT / "gunicorn.conf.py")
    command = [sys.executable, "-m", "gunicorn", "--config", config, "--bind", host]
    server = subprocess.Popen(command, cwd=ROOT, env=settings, stderr=subprocess.DEVNULL)
    try:
        _await(host)
        yield host
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _await(host):
    until = time.monotonic() + START_S
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://{host}/healthz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(host)


@pytest.fixture
def pack(committed):
    with committed.app_context():
        make_province(), make_commune()
        pack = make_variant(price_vnd=120_000)
        make_stock(pack, 50)
        yield pack
        db.session.remove()


@pytest.fixture(scope="module")
def hosts(committed):
    settings = environment(
        committed.config["INSTANCE_PATH"], DATABASE_URL=committed.config["DATABASE_URL"]
    )
    with ExitStack() as stack:
        yield [stack.enter_context(serving(settings)) for _ in range(2)]


def look(host, slug):
    """Return price and stock of the one pack of a product, as an anonymous reader sees them."""
    connection = HTTPConnection(host, timeout=30)
    connection.request("GET", f"/products/{slug}")
    choice = BeautifulSoup(connection.getresponse().read(), "html.parser").select_one(
        "[data-variant]"
    )
    connection.close()
    return int(choice["data-price-vnd"]), int(choice["data-stock"])


def test_an_order_taken_by_one_process_is_seen_by_the_other(hosts, pack):
    writer, reader = hosts
    slug = pack.product.slug
    assert look(reader, slug) == look(reader, slug) == (120_000, 50)

    for left in (49, 48, 47):
        visitor = Visitor(writer)
        order = visitor.ready_to_order(slug)
        visitor.connection.close()
        connection = HTTPConnection(writer, timeout=30)
        connection.request(order.method, order.path, order.body, order.headers)
        assert connection.getresponse().status == 303
        connection.close()

        assert look(reader, slug) == (120_000, left)


def test_a_writer_that_is_killed_changes_nothing_and_stops_nobody(committed, hosts, pack):
    reader, slug = hosts[1], pack.product.slug
    before = look(reader, slug)
    settings = environment(
        committed.config["INSTANCE_PATH"], DATABASE_URL=committed.config["DATABASE_URL"]
    )

    died = subprocess.run(
        [sys.executable, "-c", WRITE_AND_DIE, str(pack.id)], cwd=ROOT, env=settings, check=False
    )

    assert died.returncode == -signal.SIGKILL
    assert look(reader, slug) == before
    pack.price_vnd = 130_000
    db.session.commit()
    assert look(reader, slug) == (130_000, before[1])
