"""Logs: one JSON object a line, findable by request, and nothing about a person in them."""

import io
import json
import logging

import pytest
from sqlalchemy.exc import IntegrityError

from shop.accounts import services
from shop.accounts.models import User
from shop.database import transaction

PASSWORD = "sáng nay trời đẹp"
PERSON = {"name": "Nguyễn Thị Lan", "email": "lan.nguyen@example.vn", "password": PASSWORD}


@pytest.fixture
def lines(app, monkeypatch):
    """What has been logged, as it would be on standard error, each line parsed."""
    handler = logging.getLogger("shop").handlers[0]  # pytest listens with others
    output = io.StringIO()
    monkeypatch.setattr(handler, "stream", output)

    def parsed():
        return [json.loads(line) for line in output.getvalue().splitlines()]

    return parsed


def test_a_request_is_one_line_with_its_number(client, session, lines):
    page = client.get("reference.sources")

    (line,) = lines()
    assert line["request_id"] == page.headers["X-Request-ID"]
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "reference.sources", 200)
    assert line["level"] == "INFO"
    assert line["timestamp"].endswith("+00:00")
    assert line["duration_ms"] >= 0


def test_an_error_is_one_line_too(client, session, lines, monkeypatch):
    monkeypatch.setattr("shop.reference.sources.counts", lambda: 1 / 0)

    page = client.get("reference.sources", status=500)

    error, request = lines()
    assert error["request_id"] == request["request_id"] == page.headers["X-Request-ID"]
    assert "ZeroDivisionError" in error["exc_info"]


def nothing_personal(lines):
    text = json.dumps(lines(), ensure_ascii=False)
    assert lines()
    for told in (*PERSON.values(), "Lan", "lan.nguyen", "xuân hè"):
        assert told not in text


def test_neither_forms_nor_questions_are_logged(client, session, lines):
    client.post("accounts.sign_up", PERSON)
    client.post("accounts.sign_in", PERSON | {"password": "sai rồi"}, status=422)
    client.get("search.products", q="quà cho chị Lan xuân hè")
    client.http.get("/orders/lan.nguyen")
    client.http.get("/files/lan.nguyen")

    nothing_personal(lines)


def test_a_lost_race_is_logged_without_what_was_entered(client, session, lines, monkeypatch):
    services.register(PERSON["name"], PERSON["email"], None)

    def register_twice(*_args, **_options):
        with transaction() as inside:
            inside.add(User(name="Lan", email=PERSON["email"], session_key="x"))

    monkeypatch.setattr("shop.accounts.services.register", register_twice)
    client.post("accounts.sign_up", PERSON, status=409)

    nothing_personal(lines)
    assert any("constraint refused a change" in line["message"] for line in lines())


def test_an_error_of_the_database_hides_its_values(session):
    with pytest.raises(IntegrityError) as failed, transaction() as inside:
        for _ in range(2):
            inside.add(User(name="Lan", email=PERSON["email"], session_key="x"))

    assert PERSON["name"] not in str(failed.value)
    assert "hide_parameters=True" in str(failed.value)
