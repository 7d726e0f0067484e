"""Changes come from our own pages; addresses are built from our own name; proxies are few."""

import pytest
from flask import jsonify, request

from shop import create_app
from tests.browserless import FreshClient
from tests.factories.accounts import make_user

FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://["},
    {"Origin": "http://localhost.evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]
OWN = [
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://localhost"},
]


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("path", ["/cart/lines", "/sign-in", "/checkout", "/sign-out"])
def test_a_post_of_another_site_is_refused(client, session, path, headers):
    data = {"csrf_token": client.csrf_token()}

    answer = client.http.post(path, data=data, headers=headers)

    assert answer.status_code == 403


def test_another_site_cannot_sign_a_person_out(client, session):
    client.sign_in(make_user())

    client.http.post(
        "/sign-out",
        data={"csrf_token": client.csrf_token()},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert client.get("accounts.profile")


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_a_post_of_our_own_page_is_heard(client, session, headers):
    data = {"csrf_token": client.csrf_token()}

    assert client.http.post("/sign-out", data=data, headers=headers).status_code == 303


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_another_site_may_link_to_us(client, session, headers):
    assert client.http.get("/sources", headers=headers).status_code == 200


def test_a_program_is_told_with_a_code(client, session):
    answer = client.http.post("/api/v1/products", headers={"Sec-Fetch-Site": "cross-site"})

    assert (answer.status_code, answer.json["code"]) == (403, "shop.cross_site_request")


def test_a_form_without_its_token_is_refused(client, session):
    page = client.http.post("/sign-in", data={"email": "lan@example.vn", "password": "x"})

    assert page.status_code == 403


@pytest.fixture
def behind(tmp_path):
    """A shop behind so many proxies, with an address that tells what it makes of a request."""

    def build(proxies, **settings):
        shop = create_app(
            {
                "DEMO": "0",
                "SECRET_KEY": "k" * 40,
                "BASE_URL": "https://shop.example.vn",
                "INSTANCE_PATH": str(tmp_path),
                "DATABASE_URL": "",
                "TRUSTED_PROXIES": str(proxies),
            }
            | settings
        )
        shop.add_url_rule(
            "/told",
            "told",
            lambda: jsonify(who=request.remote_addr, scheme=request.scheme, host=request.host),
        )
        return FreshClient(shop, shop.response_class)

    return build


FORWARDED = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "shop.example.vn",
}


def told(client, headers):
    return client.get("/told", base_url="http://127.0.0.1", headers=headers).json


def test_without_a_proxy_nobody_is_believed(behind):
    assert told(behind(0), FORWARDED) == {"who": "127.0.0.1", "scheme": "http", "host": "127.0.0.1"}


@pytest.mark.parametrize(("proxies", "who"), [(1, "198.51.100.7"), (2, "203.0.113.9")])
def test_so_many_proxies_are_believed_and_no_more(behind, proxies, who):
    headers = FORWARDED
    if proxies == 2:
        headers = headers | {
            "X-Forwarded-Proto": "https, http",
            "X-Forwarded-Host": "shop.example.vn, inner",
        }

    assert told(behind(proxies), headers) == {
        "who": who,
        "scheme": "https",
        "host": "shop.example.vn",
    }


@pytest.mark.parametrize("host", ["evil.example", "shop.example.vn.evil.example", "10.0.0.7"])
def test_only_our_own_name_is_answered(behind, host):
    client = behind(0)

    answer = client.get("/told", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("host", ["shop.example.vn", "SHOP.example.vn:443", "127.0.0.1:8000"])
def test_our_name_and_the_machine_itself_are_answered(behind, host):
    assert behind(0).get("/told", headers={"Host": host}).status_code == 200


def test_a_forged_name_does_not_pass_through_a_proxy(behind):
    headers = FORWARDED | {"X-Forwarded-Host": "evil.example"}

    assert behind(1).get("/told", headers=headers).status_code == 400


def test_the_session_travels_by_https_alone_where_the_shop_does(behind):
    assert behind(0).application.config["SESSION_COOKIE_SECURE"] is True
    http = behind(0, BASE_URL="http://shop.example.vn")
    assert http.application.config["SESSION_COOKIE_SECURE"] is False
