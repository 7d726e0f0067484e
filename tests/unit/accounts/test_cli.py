"""Officers' accounts from the command line."""

import pytest

from shop.accounts import services
from shop.accounts.errors import WrongCredentials
from shop.accounts.models import Role, Scope
from shop.accounts.permissions import holds
from tests.factories.places import make_province

MAIL, PASSWORD = "bo@example.vn", "một câu rất dài"


@pytest.fixture
def run(app, session):
    def run(*options, password=PASSWORD):
        command = ["accounts", "create-officer", MAIL, "--name", "Đỗ Quang Bộ"]
        return app.test_cli_runner().invoke(
            args=[*command, "--password", password, *options], catch_exceptions=False
        )

    return run


@pytest.mark.parametrize(
    ("options", "role"),
    [([], Role.OFFICER), (["--administrator"], Role.ADMINISTRATOR)],
)
def test_an_account_is_opened_with_its_role(run, options, role):
    assert run(*options).exit_code == 0

    user = services.authenticate(MAIL, PASSWORD)
    grant = user.grants[-1]
    assert (user.name, grant.role, grant.scope) == ("Đỗ Quang Bộ", role, Scope.ALL)


def test_an_officer_of_a_province_reaches_that_province(run):
    code = make_province().code

    assert run("--province", code).exit_code == 0

    grant = services.find_user(MAIL).grants[-1]
    assert (grant.scope, grant.scope_key) == (Scope.PROVINCE, code)


def test_whoever_took_the_address_before_gets_no_office(run):
    squatter = services.register("Kẻ Đến Trước", MAIL, "mật khẩu của kẻ khác")
    session_key = squatter.session_key

    assert run().exit_code == 0

    with pytest.raises(WrongCredentials):
        services.authenticate(MAIL, "mật khẩu của kẻ khác")
    user = services.authenticate(MAIL, PASSWORD)
    assert user is squatter and holds(user, "office.view")
    assert user.name == "Đỗ Quang Bộ" and user.session_key != session_key


def test_a_second_run_gives_no_second_role(run):
    run()
    run()

    assert [grant.role for grant in services.find_user(MAIL).grants] == [
        Role.CONSUMER,
        Role.OFFICER,
    ]


@pytest.mark.parametrize(
    ("options", "password"),
    [(["--province", "1"], PASSWORD), ([], "ngắn"), (["--dry-run"], PASSWORD)],
)
def test_what_is_wrong_or_only_tried_opens_nothing(run, options, password):
    run(*options, password=password)

    assert services.find_user(MAIL) is None
