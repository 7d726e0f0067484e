import collections
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from shop.database import db
from shop.web import health

Usage = collections.namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def own_checks_only(monkeypatch):
    monkeypatch.setattr(health, "CHECKS", {})
    monkeypatch.setattr(health, "FIGURES", {})


def ready(client):
    answer = client.http.get("/readyz")
    return answer.status_code, answer.json


def test_a_living_process_says_so_without_asking_anyone(client, monkeypatch, session):
    monkeypatch.setattr(db.session, "execute", lambda *_: 1 / 0)

    assert client.http.get("/healthz").json == {"status": "ok"}


def test_a_shop_that_can_serve_says_of_what_it_knows_that(client, session):
    status, told = ready(client)

    assert status == 200
    assert told == {"status": "ok", "checks": {"database": "ok", "disk": "ok"}}


def test_a_database_that_does_not_answer_is_named(client, session, monkeypatch):
    def gone(*_):
        raise OperationalError("SELECT 1", {}, sqlite3.OperationalError("gone"))

    monkeypatch.setattr(db.session, "execute", gone)

    status, told = ready(client)

    assert status == 503
    assert told["checks"] == {"database": "OperationalError", "disk": "ok"}


@pytest.mark.parametrize(
    ("free", "status"),
    [(health.LEAST_FREE_BYTES, 503), (health.LEAST_FREE_BYTES + 1, 200)],
)
@pytest.mark.parametrize("full", ["INSTANCE_PATH", "MEDIA_PATH"])
def test_either_disk_must_have_room(client, session, monkeypatch, tmp_path, full, free, status):
    monkeypatch.setitem(client.app.config, full, tmp_path)
    monkeypatch.setattr(
        health.shutil,
        "disk_usage",
        lambda path: Usage(10**12, 0, free if path == tmp_path else 10**12),
    )

    assert ready(client)[0] == status


def test_a_check_of_a_domain_counts_too(client, session, monkeypatch):
    monkeypatch.setattr(health, "CHECKS", {"search": lambda: "there is no index"})

    status, told = ready(client)

    assert status == 503
    assert told["checks"]["search"] == "there is no index"


def test_health_is_never_refused_for_being_asked_often(client, session):
    assert {client.http.get("/healthz").status_code for _ in range(200)} == {200}
