"""The demonstration's published password opens nothing in a real shop."""

import pytest

from shop.accounts import services
from shop.accounts.models import Role, Scope

PASSWORD = "cho-sao-demo"
FORM = {"email": "admin@demo.test", "password": PASSWORD}


@pytest.fixture
def administrator(session):
    person = services.register("Vũ Thanh Quản", "admin@demo.test", PASSWORD, is_demo=True)
    services.grant_role(person, Role.ADMINISTRATOR, Scope.ALL, actor=None)
    return person


def test_they_sign_in_to_a_demonstration(client, administrator):
    client.post("accounts.sign_in", FORM, status=303)


def test_a_real_shop_takes_their_password_for_wrong(client, administrator, monkeypatch):
    monkeypatch.setitem(client.app.config, "DEMO", False)

    page = client.post("accounts.sign_in", FORM, status=422)

    assert page.select_one("#password")["aria-invalid"] == "true"


def test_a_session_of_theirs_ends_where_the_demonstration_does(client, administrator, monkeypatch):
    client.sign_in(administrator)
    client.get("office.dashboard")

    monkeypatch.setitem(client.app.config, "DEMO", False)

    client.get("office.dashboard", status=302)
