import pytest

from shop.certification import queries
from shop.certification.models import CertificateStatus
from tests.factories.certification import make_certificate


@pytest.fixture
def lotus(session):
    return make_certificate(decision_no="3981/QĐ-UBND", product_name="Trà sen Tây Hồ")


@pytest.fixture(autouse=True)
def others(session):
    return [make_certificate(product_name="Nước mắm Sông Đốc") for _ in range(3)]


@pytest.mark.parametrize(
    "asked",
    ["3981/QĐ-UBND", " 3981/qđ-ubnd ", "3981", "trà sen", "tra sen", "SEN TAY HO", "Trà  Hồ"],
)
def test_a_certificate_is_found_by_decision_or_name_with_or_without_marks(lotus, asked):
    assert queries.look_up(asked, most=10) == [lotus]


def test_a_certificate_is_found_by_its_code_in_capitals(lotus):
    assert queries.look_up(lotus.public_id.upper(), most=10) == [lotus]


@pytest.mark.parametrize("asked", ["", "   ", "%", "_", "không có"])
def test_nothing_is_found_by_nothing(lotus, asked):
    assert queries.look_up(asked, most=10) == []


def test_only_so_many_are_given(others):
    assert len(queries.look_up("nuoc mam", most=2)) == 2


@pytest.mark.parametrize(
    ("status", "is_known"),
    [
        (CertificateStatus.DRAFT, False),
        (CertificateStatus.SUBMITTED, False),
        (CertificateStatus.REJECTED, False),
        (CertificateStatus.REVOKED, True),
        (CertificateStatus.SUPERSEDED, True),
    ],
)
def test_only_what_was_once_given_is_known_to_everybody(session, status, is_known):
    certificate = make_certificate(product_name="Bưởi Diễn", status=status)

    assert bool(queries.find_public(certificate.public_id)) is is_known
    assert bool(queries.history(certificate.product_id)) is is_known
    assert bool(queries.look_up(certificate.public_id, most=10)) is is_known
    assert bool(queries.look_up("buoi dien", most=10)) is is_known
