"""A worker that is killed in the middle of a job loses nothing."""

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from flask_migrate import upgrade
from sqlalchemy import select

from shop import create_app
from shop.config import ROOT
from shop.database import db, transaction
from shop.jobs import enqueue, services
from shop.jobs.models import Job, JobState
from shop.jobs.registry import HANDLERS
from shop.lib import clock
from tests.live import environment
from tests.postgres import empty_database

PATIENCE_S = 30
# A worker whose only job never ends by itself.
WORKER = """
import time
from shop import create_app
from shop.jobs import services
from shop.jobs.registry import HANDLERS

HANDLERS["test.slow"] = lambda: time.sleep(600)
with create_app().app_context():
    services.run_next()
"""


@pytest.fixture
def shop(app, tmp_path, worker_id):
    """A shop of its own, whose rows other processes see."""
    with empty_database(f"shop_killed_{worker_id}") as url:
        settings = {"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url}
        shop = create_app(settings)
        with shop.app_context():
            upgrade()
            yield shop
            db.session.remove()
            db.engine.dispose()


def state():
    db.session.rollback()
    return db.session.scalars(select(Job)).one().state


def test_the_job_in_hand_is_done_by_another_once_its_lease_has_ended(
    shop, tmp_path, monkeypatch, at
):
    with transaction():
        enqueue("test.slow")
    environ = environment(tmp_path, DATABASE_URL=shop.config["DATABASE_URL"])
    worker = subprocess.Popen([sys.executable, "-c", WORKER], cwd=ROOT, env=environ)
    try:
        until = time.monotonic() + PATIENCE_S
        while state() is not JobState.RUNNING:
            assert time.monotonic() < until and worker.poll() is None
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait(PATIENCE_S)
    done = []
    monkeypatch.setitem(HANDLERS, "test.slow", lambda: done.append(True))

    assert not services.run_next()  # nobody can know yet that the worker is dead
    at(clock.now() + services.LEASE + timedelta(seconds=1))

    assert services.run_next()
    assert done == [True]
    assert state() is JobState.DONE
