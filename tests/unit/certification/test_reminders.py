from datetime import timedelta

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from shop.accounts.models import Role, Scope
from shop.certification import services
from shop.certification.cli import cli
from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.certification.register import reminder_on
from shop.jobs.models import Job
from shop.lib import clock
from shop.messages.channels import mail
from tests.factories.accounts import make_user
from tests.factories.certification import make_certificate


def ending_in(days, **changes):
    ends_on = clock.today() + timedelta(days=days)
    return make_certificate(issued_on=ends_on - timedelta(days=1096), expires_on=ends_on, **changes)


@pytest.fixture
def maker(session):
    def having(certificate):
        return make_user(Role.PRODUCER, Scope.PRODUCER, str(certificate.product.producer_id))

    return having


def letters(session):
    return session.scalars(select(Job).filter_by(name="messages.deliver")).all()


@pytest.mark.nodb
@pytest.mark.parametrize(
    ("days_left", "letter"),
    [
        (241, None),
        (240, 240),
        (181, 240),
        (180, 180),
        (151, 180),
        (150, 150),
        (126, 150),
        (125, 125),
        (120, 125),
        (119, None),
        (0, None),
        (-1, None),
    ],
)
def test_each_letter_has_its_days(days_left, letter):
    assert reminder_on(days_left) == letter


def test_a_maker_is_told_once_of_each_time(session, maker):
    certificate = ending_in(180)
    person = maker(certificate)

    services.remind()
    services.remind()
    services.remind(clock.today() + timedelta(days=10))

    (letter,) = letters(session)
    assert letter.arguments["to"] == person.email

    services.remind(clock.today() + timedelta(days=30))
    assert len(letters(session)) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_precision": IssuedPrecision.YEAR},
        {"status": CertificateStatus.REVOKED, "ended_on": clock.today()},
    ],
)
def test_what_does_not_end_for_sure_brings_no_letter(session, maker, changes):
    maker(ending_in(180, **changes))

    assert services.remind() == []


def test_a_maker_without_people_gets_no_letter(session):
    ending_in(180)

    assert services.remind() == [] and letters(session) == []


def test_a_dry_run_writes_to_nobody(app, session, maker):
    certificate = ending_in(150)
    person = maker(certificate)

    said = app.test_cli_runner().invoke(cli, ["remind", "--dry-run"])

    assert said.exit_code == 0, said.output
    assert person.email in said.output and str(certificate.expires_on) in said.output
    assert letters(session) == []


def test_the_command_run_twice_sends_once(app, session, maker):
    maker(ending_in(125))

    for _ in range(2):
        assert app.test_cli_runner().invoke(cli, ["remind"]).exit_code == 0

    assert len(letters(session)) == 1


@pytest.mark.parametrize(("lang", "words"), [("vi", "còn 180 ngày"), ("en", "180 days left")])
def test_the_letter_names_its_days(app, session, maker, lang, words):
    certificate = ending_in(180)
    maker(certificate)
    services.remind()
    told = letters(session)[0].arguments

    with force_locale(lang):
        letter = mail.render(told["template"], told["to"], lang, "https://cho.vn", told["context"])

    text = letter.get_body(("plain",)).get_content()
    assert words in letter["Subject"]
    assert f"{clock.today() + timedelta(days=60):%d/%m/%Y}" in text
    assert f"https://cho.vn/certificates/{certificate.public_id}" in text
