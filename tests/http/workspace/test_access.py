"""Who may open the workspace, and whose things they find there."""

import pytest

from shop.accounts.models import Role, Scope
from tests.factories.accounts import make_user
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order
from tests.factories.producers import make_producer

LISTS = ["today", "orders", "stock", "receive", "lots", "new_lot"]
OBJECTS = ["order", "packing_slip", "stock_item", "lot", "lot_labels"]


@pytest.fixture
def addresses(client, pack):
    """The address of each page about something of one maker."""
    stock = make_stock(pack, 9)
    order = make_order((pack, 1))
    values = {
        "order": {"token": order.token},
        "packing_slip": {"token": order.token},
        "stock_item": {"level_id": stock.id},
        "lot": {"code": stock.lot.code},
        "lot_labels": {"code": stock.lot.code},
    }
    return {
        name: client.url(f"workspace.{name}", **values.get(name, {})) for name in LISTS + OBJECTS
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", LISTS + OBJECTS)
def test_a_maker_reads_every_page_in_both_languages(desk, addresses, name, lang):
    page = desk.open(addresses[name], lang=lang)

    assert page.html["lang"] == lang and page.select_one("h1").text.strip()
    assert page.select_one("meta[name=robots][content=noindex]")
    current = page.select(".work-nav [aria-current]")
    assert len(current) == 1


@pytest.mark.parametrize("name", LISTS + OBJECTS)
def test_who_is_not_signed_in_is_asked_to(client, addresses, name):
    page = client.open(addresses[name], status=302)

    assert page.location.startswith("/sign-in?next=/workspace/")


@pytest.mark.parametrize("name", LISTS + OBJECTS)
@pytest.mark.parametrize("role", [Role.CONSUMER, Role.POINT_STAFF, Role.OFFICER])
def test_a_person_of_another_role_is_turned_away(client, session, addresses, name, role):
    client.sign_in(make_user(role))

    client.open(addresses[name], status=403)


@pytest.mark.parametrize("name", OBJECTS)
def test_another_makers_things_are_not_found(client, session, addresses, name):
    stranger = make_producer()
    client.sign_in(make_user(Role.PRODUCER, Scope.PRODUCER, str(stranger.id)))

    client.open(addresses[name], status=404)


@pytest.mark.parametrize("name", ["order", "stock_item", "lot"])
def test_another_makers_things_are_not_changed(client, session, addresses, name):
    stranger = make_producer()
    client.sign_in(make_user(Role.PRODUCER, Scope.PRODUCER, str(stranger.id)))
    token = {"csrf_token": client.csrf_token()}

    answer = client.http.post(addresses[name], data=token | {"step": "accept"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("order", {"token": "khong-co"}),
        ("packing_slip", {"token": "khong-co"}),
        ("stock_item", {"level_id": 2**31 - 1}),
        ("lot", {"code": "khong-co"}),
        ("lot_labels", {"code": "khong-co"}),
    ],
)
def test_what_does_not_exist_is_not_found(desk, endpoint, values):
    desk.get(f"workspace.{endpoint}", status=404, **values)


@pytest.mark.parametrize("name", ["order", "stock_item", "lot", "receive", "new_lot"])
def test_a_form_without_its_token_changes_nothing(desk, addresses, name):
    answer = desk.http.post(addresses[name], data={"step": "accept"})

    assert answer.status_code == 403


def test_a_maker_sees_nothing_of_others_in_the_lists(desk, session):
    other = make_order()

    for name in LISTS:
        text = desk.get(f"workspace.{name}").text
        assert other.number not in text
        assert other.lines[0].name_vi not in text


def test_a_person_without_a_maker_is_told_so(client, session):
    client.sign_in(make_user(Role.PRODUCER, Scope.ALL))

    client.get("workspace.today", status=404)
