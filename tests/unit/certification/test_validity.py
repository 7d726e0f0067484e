from datetime import date

import pytest

from shop.certification.models import Certificate, CertificateStatus, IssuerLevel
from shop.certification.rules import Standing, expiry_of, issuers_of, standing_on

pytestmark = pytest.mark.nodb

DISTRICT, PROVINCE, CENTRAL = IssuerLevel.DISTRICT, IssuerLevel.PROVINCE, IssuerLevel.CENTRAL


@pytest.mark.parametrize(
    ("issued_on", "stars", "levels"),
    [
        (date(2019, 12, 1), 3, {DISTRICT, PROVINCE}),
        (date(2023, 2, 23), 3, {DISTRICT, PROVINCE}),
        (date(2023, 2, 24), 3, {DISTRICT}),
        (date(2025, 7, 5), 3, {DISTRICT}),
        (date(2025, 7, 6), 3, {PROVINCE}),
        (date(2026, 11, 22), 3, {PROVINCE}),
        (date(2019, 12, 1), 4, {PROVINCE}),
        (date(2024, 1, 1), 4, {PROVINCE}),
        (date(2026, 1, 1), 4, {PROVINCE}),
        (date(2019, 12, 1), 5, {CENTRAL}),
        (date(2024, 1, 1), 5, {CENTRAL}),
        (date(2026, 1, 1), 5, {CENTRAL}),
        (date(2026, 1, 1), 2, set()),
    ],
)
def test_who_may_certify_follows_the_day(issued_on, stars, levels):
    assert issuers_of(stars, issued_on) == levels


@pytest.mark.parametrize(
    ("issued_on", "last_day"),
    [
        (date(2025, 1, 17), date(2028, 1, 17)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2021, 8, 31), date(2024, 8, 31)),
        (date(2023, 11, 30), date(2026, 11, 30)),
        (date(2021, 2, 28), date(2024, 2, 28)),
        (date(2020, 2, 29), date(2023, 2, 28)),
        (date(2023, 1, 31), date(2026, 1, 31)),
        (date(2023, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_certificate_lasts_36_calendar_months(issued_on, last_day):
    assert expiry_of(issued_on) == last_day


def standing(day, *, status=CertificateStatus.VERIFIED, extended_until=None):
    certificate = Certificate(
        status=status,
        issued_on=date(2023, 6, 1),
        expires_on=date(2026, 6, 1),
        extended_until=extended_until,
    )
    return standing_on(certificate, day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2023, 5, 31), Standing.COMING),
        (date(2023, 6, 1), Standing.ACTIVE),
        (date(2026, 6, 1), Standing.ACTIVE),
        (date(2026, 6, 2), Standing.EXPIRED),
    ],
)
def test_a_certificate_is_valid_from_its_first_through_its_last_day(day, expected):
    assert standing(day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 1), Standing.ACTIVE),
        (date(2026, 6, 2), Standing.EXTENDED),
        (date(2026, 9, 1), Standing.EXTENDED),
        (date(2026, 9, 2), Standing.EXPIRED),
    ],
)
def test_an_extension_holds_through_its_last_day(day, expected):
    assert standing(day, extended_until=date(2026, 9, 1)) is expected


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (CertificateStatus.REVOKED, Standing.REVOKED),
        (CertificateStatus.SUPERSEDED, Standing.SUPERSEDED),
        (CertificateStatus.DRAFT, Standing.DRAFT),
        (CertificateStatus.SUBMITTED, Standing.SUBMITTED),
        (CertificateStatus.REJECTED, Standing.REJECTED),
    ],
)
def test_what_is_not_verified_is_worth_nothing_on_any_day(status, expected):
    assert standing(date(2024, 1, 1), status=status) is expected
    assert not standing(date(2024, 1, 1), status=status).is_valid
