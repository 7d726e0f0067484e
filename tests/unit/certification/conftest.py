"""What tests of the register share."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from shop.accounts.models import Role
from shop.certification.models import IssuerLevel
from shop.certification.register import Recognised
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product

WORD = Recognised(
    decision_no="12/QĐ-BNN",
    issued_on=date(2026, 1, 31),
    stars=4,
    score=Decimal("72.5"),
    issuer_level=IssuerLevel.PROVINCE,
    issuer_name="UBND thành phố Hà Nội",
)


@pytest.fixture
def officer(session):
    return make_user(Role.OFFICER)


@pytest.fixture
def product(session):
    return make_product()


@pytest.fixture
def word():
    """What a decision says; the test changes what it is about."""

    def saying(**changes):
        return replace(WORD, **changes)

    return saying
