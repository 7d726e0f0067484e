import unicodedata
from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.accounts import services
from shop.accounts.errors import AlreadyRegistered, NotReachable, WrongCredentials
from shop.accounts.models import Role, Scope, User
from shop.accounts.permissions import holds, scope_keys
from shop.audit.models import AuditEntry
from shop.database import transaction
from shop.lib import clock

PASSWORD = "sáng nay trời đẹp"


@pytest.fixture
def person(session):
    return services.register("Lan", "Lan@Example.vn", PASSWORD)


@pytest.mark.parametrize("name", ["lan@example.vn", " LAN@example.vn "])
def test_a_person_signs_in_with_mail_in_any_case(person, name):
    assert services.authenticate(name, PASSWORD) is person


def test_a_password_is_the_same_from_every_keyboard(person):
    taken_apart = unicodedata.normalize("NFD", PASSWORD)

    assert taken_apart != PASSWORD
    assert services.authenticate("lan@example.vn", taken_apart) is person


def test_a_person_signs_in_with_a_phone_number_however_written(session):
    person = services.register("Lan", "0912 345 678", PASSWORD)

    assert person.phone == "+84912345678"
    assert services.authenticate("+84 91 234 56 78", PASSWORD) is person


@pytest.mark.parametrize(
    ("name", "password"),
    [("lan@example.vn", "wrong"), ("nobody@example.vn", PASSWORD), ("", PASSWORD)],
)
def test_wrong_names_and_passwords_are_refused_alike(person, name, password):
    with pytest.raises(WrongCredentials):
        services.authenticate(name, password)


def test_a_deactivated_person_does_not_get_in(session, person):
    with transaction():
        person.deactivated_at = clock.now()

    with pytest.raises(WrongCredentials):
        services.authenticate("lan@example.vn", PASSWORD)


def test_one_mail_address_is_one_account(session, person):
    with pytest.raises(AlreadyRegistered):
        services.register("Lan khác", "lan@example.vn", PASSWORD)

    assert len(session.scalars(select(User)).all()) == 1


@pytest.mark.parametrize("text", ["", "lan", "lan@", "@example.vn", "0123", "lan @example.vn"])
def test_what_cannot_be_reached_opens_no_account(session, text):
    with pytest.raises(NotReachable):
        services.register("Lan", text, PASSWORD)


def test_a_role_holds_on_its_days_only(session, person):
    today = clock.today()
    services.grant_role(
        person, Role.OFFICER, Scope.PROVINCE, "01", actor=None, starts_on=today + timedelta(days=1)
    )

    assert not holds(person, "office.view")


def test_a_role_ends_after_its_last_day(session, person):
    today = clock.today()
    services.grant_role(
        person,
        Role.OFFICER,
        Scope.PROVINCE,
        "01",
        actor=None,
        starts_on=today - timedelta(days=9),
        ends_on=today,
    )

    assert holds(person, "office.view")
    assert not person.grants_on(today + timedelta(days=1))[1:]


def test_scopes_tell_which_things_a_role_reaches(session, person):
    services.grant_role(person, Role.PRODUCER, Scope.PRODUCER, "7", actor=None)
    services.grant_role(person, Role.PRODUCER, Scope.PRODUCER, "9", actor=None)

    assert scope_keys(person, "orders.fulfil", Scope.PRODUCER) == {"7", "9"}
    assert scope_keys(person, "office.view", Scope.PRODUCER) == set()


def test_granting_twice_is_one_grant_and_one_record(session, person):
    for _ in range(2):
        services.grant_role(person, Role.OFFICER, Scope.ALL, actor=person)

    granted = session.scalars(
        select(AuditEntry).where(
            AuditEntry.action == "role.granted", AuditEntry.actor_id.isnot(None)
        )
    ).all()
    assert len(granted) == 1
    assert scope_keys(person, "office.view", Scope.PROVINCE) is None


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "is_further"),
    [(0, 3, False), (1, 2, False), (0, 4, True), (5, 9, True), (0, None, True)],
)
def test_a_role_is_given_further_only_for_days_that_it_lacks(
    session, person, starts_in, ends_in, is_further
):
    def day(n):
        return None if n is None else clock.today() + timedelta(days=n)

    def give(**days):
        fair = (person, Role.BOOTH_STAFF, Scope.TRADE_WEEK, "7")
        return services.grant_role(*fair, actor=None, **days)

    first = give(starts_on=day(-1), ends_on=day(3))

    second = give(starts_on=day(starts_in), ends_on=day(ends_in))

    assert (second is not first) is is_further
