"""The pages of signing in and of a person: what they offer, and to whom."""

import pytest

from shop.accounts import services
from shop.accounts.models import Role, Scope
from shop.database import transaction
from shop.extensions import limiter
from shop.lib import clock
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.orders import make_purchase
from tests.factories.places import make_sales_point

PASSWORD = "sáng nay trời đẹp"


@pytest.fixture(autouse=True)
def fresh_limits():
    limiter.reset()
    yield
    limiter.reset()


def test_the_demonstration_names_its_people_at_sign_in(client, session):
    page = client.get("accounts.sign_in")

    shown = {link.text for link in page.select("main a[href*='demo.test']")}
    assert {"consumer@demo.test", "producer@demo.test", "admin@demo.test"} <= shown
    assert "cho-sao-demo" in page.select_one("main").text


def test_choosing_one_of_them_fills_in_the_name(client, session):
    page = client.get("accounts.sign_in", email="officer@demo.test")

    assert page.select_one("#email")["value"] == "officer@demo.test"


def test_without_the_demonstration_nobody_is_named(client, session, app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", False)

    page = client.get("accounts.sign_in")

    assert "demo.test" not in str(page)
    assert "cho-sao-demo" not in str(page)


def test_only_the_sign_in_page_names_them(client, session):
    assert "demo.test" not in str(client.get("accounts.sign_up"))


@pytest.mark.parametrize("endpoint", ["accounts.sign_in", "accounts.sign_up"])
def test_the_way_back_survives_the_step_to_the_other_form(client, session, endpoint):
    page = client.get(endpoint, next="/checkout")

    assert page.select("main a[href$='next=/checkout'], main a[href*='next=%2Fcheckout']")


def test_signing_in_leads_back_to_where_one_was(client, session):
    services.register("Lan", "lan@example.vn", PASSWORD)

    page = client.post(
        "accounts.sign_in", {"email": "lan@example.vn", "password": PASSWORD}, next="/checkout"
    )

    assert page.location == "/checkout"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_too_many_tries_are_answered_with_a_page(client, session, lang):
    wrong = {"email": "lan@example.vn", "password": "wrong"}
    for _ in range(10):
        client.post("accounts.sign_in", wrong, status=422)

    page = client.post("accounts.sign_in", wrong, status=429, lang=lang)

    assert page.h1
    assert int(page.headers["Retry-After"]) <= 60


@pytest.mark.parametrize("email", ["a\0b@example.vn", "x" * 300, "a@b.vn\r\nBcc: c@d.vn"])
def test_a_name_that_no_column_takes_is_refused_like_any_wrong_one(client, session, email):
    client.post("accounts.sign_in", {"email": email, "password": PASSWORD}, status=422)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", "   "), ("name", "x" * 121), ("email", "a@b"), ("email", "a,b@c.vn")],
)
def test_a_blank_or_broken_field_opens_no_account(client, session, field, value):
    data = {"name": "Hoa", "email": "hoa@example.vn", "password": PASSWORD} | {field: value}

    page = client.post("accounts.sign_up", data, status=422)

    assert page.select_one(f"#{field}")["aria-invalid"] == "true"
    assert services.find_user("hoa@example.vn") is None


def test_nuls_are_left_out_of_a_new_name(client, session):
    client.post(
        "accounts.sign_up", {"name": "Ho\0a ", "email": "hoa@example.vn", "password": PASSWORD}
    )

    assert services.find_user("hoa@example.vn").name == "Hoa"


def test_a_stranger_is_sent_to_sign_in(client, session):
    page = client.get("accounts.profile", status=302)

    assert page.location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("lang", "state", "work"), [("vi", "Đã đặt", "chủ thể"), ("en", "Placed", "Workspace")]
)
def test_a_person_finds_their_purchases_and_their_work(client, session, lang, state, work):
    user = make_user(Role.PRODUCER, Scope.ALL)
    mine, _theirs = make_purchase(user=user), make_purchase(user=make_user())
    client.sign_in(user)

    page = client.get("accounts.profile", lang=lang)

    links = [link["href"] for link in page.select("main a[href^='/purchases/']")]
    assert links == [f"/purchases/{mine.token}"]
    assert page.select_one("main .tag").text == state
    assert work in page.select_one("main nav").text


def test_staff_of_a_sales_point_see_whose_they_are(client, session):
    point = make_sales_point()
    client.sign_in(make_user(Role.POINT_STAFF, Scope.SALES_POINT, str(point.id)))

    work = client.get("accounts.profile").select_one("main nav")

    assert work.select_one("a")["href"] == f"/sales-points/{point.slug}"
    assert point.name in work.text


def test_a_buyer_has_no_work_here(client, session):
    client.sign_in(make_user())

    page = client.get("accounts.profile")

    assert not page.select("main nav")
    assert page.select_one(".empty")


def test_a_person_signs_out_from_their_page(client, session):
    client.sign_in(make_user())
    page = client.get("accounts.profile")

    client.post("accounts.sign_out", {}, page=page)

    client.get("accounts.profile", status=302)


def test_who_was_shut_out_is_out_at_once(client, session):
    user = make_user()
    client.sign_in(user)
    client.get("accounts.profile")
    with transaction():
        user.deactivated_at = clock.now()

    client.get("accounts.profile", status=302)


def test_the_page_asks_as_often_for_many_purchases_as_for_one(client, session, count_statements):
    user = make_user()
    make_purchase(user=user)
    client.sign_in(user)

    def statements():
        session.expunge_all()
        with count_statements() as counted:
            client.get("accounts.profile")
        return len(counted)

    one = statements()
    user = services.find_user(user.email)
    for _ in range(4):
        make_purchase((make_pack(), 1), (make_pack(), 1), user=user)

    assert statements() == one
    assert one <= 10
