import pytest

from shop.accounts import services
from shop.accounts.errors import WrongCredentials
from shop.accounts.models import Role, Scope
from shop.extensions import limiter

PASSWORD = "sáng nay trời đẹp"


@pytest.fixture
def person(session):
    return services.register("Lan", "lan@example.vn", PASSWORD)


@pytest.fixture(autouse=True)
def fresh_limits():
    limiter.reset()
    yield
    limiter.reset()


def sign_in(client, status=303, **data):
    form = {"email": "lan@example.vn", "password": PASSWORD} | data
    return client.post("accounts.sign_in", form, status=status)


def test_a_person_signs_in_and_sees_their_page(client, person):
    sign_in(client)

    assert "Lan" in client.get("accounts.profile").text


def test_a_refused_sign_in_keeps_the_name_and_not_the_password(client, person):
    page = sign_in(client, status=422, password="wrong")

    assert page.select_one("[name=email]")["value"] == "lan@example.vn"
    assert not page.select_one("[name=password]").get("value")


def test_guessing_is_slowed_down(client, person):
    for _ in range(10):
        sign_in(client, status=422, password="wrong")

    sign_in(client, status=429, password="wrong")


def test_guesses_sent_at_once_are_counted_before_they_are_answered(client, person, monkeypatch):
    checked, token = [], client.csrf_token()
    guess = {"email": "lan@example.vn", "password": "wrong", "csrf_token": token}

    def check(text, _password):
        checked.append(text)
        if len(checked) < 20:  # the next arrives while this one is being looked at
            client.http.post("/sign-in", data=guess)
        raise WrongCredentials

    monkeypatch.setattr(services, "authenticate", check)

    sign_in(client, status=422, password="wrong")

    assert len(checked) == 10


def test_right_passwords_do_not_count_as_guesses(client, person):
    for _ in range(20):
        sign_in(client)


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_signing_in_never_leads_to_another_site(client, person, wanted):
    page = client.post(
        "accounts.sign_in",
        {"email": "lan@example.vn", "password": PASSWORD},
        status=303,
        next=wanted,
    )

    assert page.headers["Location"] == "/account"


def test_a_page_behind_sign_in_comes_back_after_it(client, person):
    asked = client.get("accounts.profile", status=302)

    assert "next=/account" in asked.headers["Location"].replace("%2F", "/")


def test_nothing_set_before_signing_in_survives_it(client, person):
    with client.http.session_transaction() as before:
        before["planted"] = "by somebody else"

    sign_in(client)

    with client.http.session_transaction() as after:
        assert "planted" not in after and after["_user_id"] == person.session_key


def test_an_officer_starts_in_the_office(client, person):
    services.grant_role(person, Role.OFFICER, Scope.ALL, actor=None)

    assert sign_in(client).headers["Location"] == "/office"


def test_signing_out_ends_the_session(client, person):
    sign_in(client)
    client.post("accounts.sign_out", {}, status=303)

    client.get("accounts.profile", status=302)


def test_a_new_account_is_open_at_once(client, session):
    client.post(
        "accounts.sign_up",
        {"name": "Hoa", "email": "0912345678", "password": PASSWORD},
        status=303,
    )

    assert "Hoa" in client.get("accounts.profile").text


def test_every_wrong_field_is_named_at_once(client, session):
    data = {"name": "", "email": "nowhere", "password": "short"}

    page = client.post("accounts.sign_up", data, status=422)

    wrong = {field["name"] for field in page.select("[aria-invalid=true]")}
    assert wrong == {"name", "email", "password"}


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("email", "nowhere"), ("password", "short")]
)
def test_a_wrong_field_is_named_and_the_rest_kept(client, session, field, value):
    data = {"name": "Hoa", "email": "hoa@example.vn", "password": PASSWORD} | {field: value}
    page = client.post("accounts.sign_up", data, status=422)

    assert page.select_one(f"[name={field}][aria-invalid=true]")
    if field != "name":
        assert page.select_one("[name=name]")["value"] == "Hoa"
