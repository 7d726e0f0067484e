"""What every answer carries, whatever kind it is."""

import re

import pytest

from shop.accounts import services
from shop.accounts.models import Role
from shop.web.assets import BUNDLE
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.traceability import make_lot

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "worker-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
KINDS = {
    "page": "/sources",
    "redirect": "/account",
    "not found": "/khong-co",
    "style sheet": f"/static/{BUNDLE}",
    "script": "/static/js/map.js",
    "API": "/api/v1/products",
    "problem": "/api/v1/khong-co",
    "description": "/api/v1/openapi.json",
    "health": "/healthz",
    "resolver": "/.well-known/gs1resolver",
    "manifest": "/manifest.webmanifest",
}


def policy_of(answer):
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in parts}


def guarded(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]
    assert re.fullmatch(r"[0-9a-f-]{36}", answer.headers["X-Request-ID"])


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_is_guarded(client, session, path):
    answer = client.http.get(path)

    guarded(answer)
    assert policy_of(answer) == POLICY


def test_an_answer_that_broke_is_guarded_too(client, session, monkeypatch):
    monkeypatch.setattr("shop.reference.sources.counts", lambda: 1 / 0)

    answer = client.http.get("/sources")

    assert answer.status_code == 500
    guarded(answer)
    assert policy_of(answer) == POLICY


def test_a_refused_form_is_guarded_too(client, session):
    page = client.post("accounts.sign_in", {"email": "x", "password": "y"}, status=422)

    guarded(page)


def test_a_downloaded_report_is_guarded_too(client, session):
    client.sign_in(make_user(Role.OFFICER))

    guarded(client.http.get("/office/reports/stars.csv"))


def test_only_the_trace_page_adds_a_style_and_only_by_its_hash(client, session):
    answer = client.http.get(f"/t/{make_lot().code}", follow_redirects=True)
    policy = policy_of(answer)

    own, hashed = policy["style-src"]
    assert own == "'self'"
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", hashed)
    assert policy | {"style-src": ["'self'"]} == POLICY


def test_map_tiles_are_let_in_by_their_host_alone(client, session, monkeypatch):
    tiles = "https://{s}.tiles.example.vn/{z}/{x}/{y}.png"
    monkeypatch.setitem(client.app.config, "MAP_TILE_URL", tiles)

    policy = policy_of(client.http.get("/sources"))

    assert policy["img-src"] == [*POLICY["img-src"], "https://*.tiles.example.vn"]


def test_https_is_remembered_where_it_is_used(client, session):
    plain = client.http.get("/healthz")
    secure = client.http.get("/healthz", base_url="https://localhost")

    assert "Strict-Transport-Security" not in plain.headers
    assert secure.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_a_request_id_of_the_proxy_is_taken_over_if_it_is_one(client, session):
    def number(given):
        return client.http.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"]

    assert number("abcdef-0123456789") == "abcdef-0123456789"
    for wrong in ("short", "x" * 37, "a b c d e f g h", '"},{"level":"'):
        assert number(wrong) != wrong


READ = ["/", "/products", "/sales-points", "/certificates", "/trade-weeks", "/t", "/cart"]


@pytest.mark.parametrize("path", READ)
def test_reading_sets_no_cookie(client, session, path):
    assert "Set-Cookie" not in client.http.get(path).headers


def cookies(answer):
    return {
        each.split("=")[0]: {part.strip().lower() for part in each.split(";")[1:]}
        for each in answer.headers.getlist("Set-Cookie")
    }


def test_a_chosen_language_is_remembered_in_a_cookie_that_no_script_reads(client, session):
    found = cookies(client.http.get("/sources?lang=en"))

    assert found.keys() == {"lang"}
    assert {"httponly", "samesite=lax", "path=/"} <= found["lang"]


@pytest.mark.parametrize("base_url", ["http://localhost", "https://localhost"])
def test_no_script_and_no_other_site_reads_the_session(client, session, monkeypatch, base_url):
    monkeypatch.setitem(
        client.app.config, "SESSION_COOKIE_SECURE", base_url.startswith("https")
    )  # as create_app sets it by BASE_URL
    services.register("Lan", "lan@example.vn", "sáng nay trời đẹp")

    answer = client.http.post(
        "/sign-in",
        data={
            "email": "lan@example.vn",
            "password": "sáng nay trời đẹp",
            "csrf_token": client.csrf_token(),
        },
        base_url=base_url,
    )

    found = cookies(answer)
    assert {"httponly", "samesite=lax", "path=/"} <= found["session"]
    assert ("secure" in found["session"]) == base_url.startswith("https")


def test_style_and_script_are_kept_for_ever_under_their_fingerprint(client, session):
    page = client.get("reference.sources")
    address = page.select_one("link[rel=stylesheet]")["href"]

    assert "immutable" in client.http.get(address).headers["Cache-Control"]
    assert "immutable" not in client.http.get(address.split("?")[0]).headers.get(
        "Cache-Control", ""
    )


def test_a_static_address_never_leaves_its_folder(client, session):
    for path in ("/static/../shop/config.py", "/static/..%2f.env", "/static/%2e%2e/wsgi.py"):
        assert client.http.get(path).status_code == 404


def test_a_page_names_its_language_and_that_it_depends_on_it(client, session):
    make_product()
    answer = client.http.get("/sources", headers={"Accept-Language": "en"})

    assert answer.headers["Content-Language"] == "en"
    assert {"Accept-Language", "Cookie"} <= set(answer.vary)
