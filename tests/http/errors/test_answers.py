"""What people and programs are told when something is refused or breaks."""

import errno
import json
import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import Forbidden, NotFound, TooManyRequests, UnprocessableEntity

from shop import errors
from shop.database import db

SECRET = "khoa-bi-mat-42"


@pytest.fixture
def fail(monkeypatch, session):
    """Let the look for a certificate, by page and by program, end in an error."""

    def failing(error):
        def find(_public_id):
            raise error

        monkeypatch.setattr("shop.certification.queries.find_public", find)

    return failing


KINDS = [
    (errors.NotFound("x"), 404, "shop.not_found"),
    (errors.Forbidden("x"), 403, "shop.forbidden"),
    (errors.Conflict("x"), 409, "shop.conflict"),
    (errors.RuleViolation("x"), 422, "shop.rule_violation"),
    (errors.DiskFull(), 507, "shop.disk_full"),
    (NotFound(), 404, "http.404"),
    (Forbidden(), 403, "http.403"),
    (UnprocessableEntity(), 422, "http.422"),
    (TooManyRequests(retry_after=60), 429, "http.429"),
    (IntegrityError("INSERT", {}, sqlite3.IntegrityError(SECRET)), 409, "shop.conflict"),
    (OperationalError("INSERT", {}, sqlite3.OperationalError("disk is full")), 507, None),
    (OSError(errno.ENOSPC, "No space left on device"), 507, "shop.disk_full"),
    (ZeroDivisionError(SECRET), 500, "shop.error"),
    (OSError(errno.EIO, SECRET), 500, "shop.error"),
]
IDS = [f"{type(error).__name__}-{status}" for error, status, _code in KINDS]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("error", "status", "code"), KINDS, ids=IDS)
def test_a_person_gets_a_page_in_their_language(client, fail, error, status, code, lang):
    fail(error)

    page = client.get("certification.show", public_id="abc", status=status, lang=lang)

    assert page.html["lang"] == lang
    assert page.select_one("meta[name=robots][content=noindex]")
    assert page.select("main a[href], main form[action]"), "a way out"
    assert SECRET not in page.text
    assert "Traceback" not in page.text


def test_the_pages_differ_by_language(client, fail):
    for error, status, _code in KINDS:
        fail(error)
        vi, en = (
            client.get("certification.show", public_id="abc", status=status, lang=lang)
            for lang in ("vi", "en")
        )

        assert vi.h1.text != en.h1.text


@pytest.mark.parametrize(("error", "status", "code"), KINDS, ids=IDS)
def test_a_program_gets_a_problem_document(client, fail, error, status, code):
    fail(error)

    answer = client.http.get("/api/v1/certificates/abc")

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["code"] == code or code is None
    assert answer.json["title"]
    assert SECRET not in answer.text


def test_a_program_too_is_answered_in_its_language(client, session):
    titles = {
        client.http.get("/api/v1/nothing", headers={"Accept-Language": lang}).json["title"]
        for lang in ("vi", "en")
    }

    assert len(titles) == 2


def test_a_wait_is_told_in_seconds(client, fail):
    fail(TooManyRequests(retry_after=60))

    for path in ("/certificates/abc", "/api/v1/certificates/abc"):
        assert client.http.get(path).headers["Retry-After"] == "60"


@pytest.mark.parametrize("path", ["/khong-co", "/api/v1/khong-co", "/products/../../etc/passwd"])
def test_an_address_that_nobody_has_is_not_found(client, session, path):
    assert client.http.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/sources", {"GET", "HEAD", "OPTIONS"}),
        ("DELETE", "/", {"GET", "HEAD", "OPTIONS"}),
        ("GET", "/cart/lines", {"POST", "OPTIONS"}),
        ("PUT", "/sign-in", {"GET", "HEAD", "POST", "OPTIONS"}),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(client, session, method, path, allowed):
    answer = client.http.open(path, method=method)

    assert answer.status_code == 405
    assert set(answer.allow) == allowed
    assert set(client.http.options(path).allow) == allowed


@pytest.mark.parametrize("path", ["/sources", "/khong-co", "/api/v1/khong-co"])
def test_the_head_of_an_answer_has_its_status_and_no_body(client, session, path):
    whole, head = client.http.get(path), client.http.head(path)

    assert head.status_code == whole.status_code
    assert head.mimetype == whole.mimetype
    assert not head.data


def test_what_broke_is_in_the_log_under_the_number_on_the_page(client, fail, caplog):
    fail(ZeroDivisionError(SECRET))

    page = client.get("certification.show", public_id="abc", status=500)

    assert page.headers["X-Request-ID"] in page.select_one("main").text
    told = [each for each in caplog.records if each.exc_info]
    assert SECRET in str(told[0].exc_info[1])


def test_a_change_that_broke_is_not_kept_by_the_next(client, fail, session):
    fail(ZeroDivisionError())
    client.get("certification.show", public_id="abc", status=500)

    assert client.get("reference.sources")


def test_a_database_that_is_gone_still_gives_a_page(client, monkeypatch, session):
    def gone(*_args, **_options):
        raise OperationalError("SELECT", {}, Exception("server closed the connection"))

    # Signed in, so that the error page, too, would ask who that is.
    with client.http.session_transaction() as state:
        state["_user_id"] = "somebody"
    for name in ("scalar", "scalars", "execute"):
        monkeypatch.setattr(db.session, name, gone)

    page = client.get("certification.show", public_id="abc", status=500)

    assert page.html["lang"] == "vi"
    assert page.headers["X-Request-ID"] in page.text
    assert "server closed" not in page.text
    problem = client.http.get("/api/v1/certificates/abc")
    assert json.loads(problem.data)["code"] == "shop.error"
