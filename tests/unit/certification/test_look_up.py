from datetime import date

import pytest

from shop.certification import queries
from shop.certification.models import CertificateStatus
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer


@pytest.fixture
def lotus(session):
    return make_certificate(decision_no="3981/QĐ-UBND", product_name="Trà sen Tây Hồ")


@pytest.fixture(autouse=True)
def others(session):
    return [make_certificate(product=make_product(name_vi="Nước mắm Sông Đốc")) for _ in range(3)]


@pytest.mark.parametrize(
    "asked",
    ["3981/QĐ-UBND", " 3981/qđ-ubnd ", "3981", "trà sen", "tra sen", "SEN TAY HO", "Trà  Hồ"],
)
def test_a_certificate_is_found_by_decision_or_name_with_or_without_marks(lotus, asked):
    assert queries.look_up(asked) == [lotus.id]


def test_a_certificate_is_found_by_its_code_in_capitals(lotus):
    assert queries.look_up(lotus.public_id.upper()) == [lotus.id]


@pytest.mark.parametrize("asked", ["", "   ", "%", "_", "không có"])
def test_nothing_is_found_by_nothing(lotus, asked):
    assert queries.look_up(asked) == []


def test_a_certificate_is_found_by_its_maker_of_then_and_of_today(session):
    product = make_product(producer=make_producer(name="Hợp tác xã Đồng Tâm"))
    certificate = make_certificate(product=product, producer_name="Tổ hợp tác Đồng Tiến")

    assert queries.look_up("dong tam") == queries.look_up("to hop tac đồng tiến")
    assert queries.look_up("dong tam") == [certificate.id]


def test_a_certificate_is_found_by_the_name_its_product_has_today(session):
    product = make_product(name_vi="Bưởi Diễn Hồng")
    certificate = make_certificate(product=product, product_name="Bưởi Phú Diễn")

    assert queries.look_up("buoi dien hong") == [certificate.id]


def test_a_certificate_is_found_by_the_code_printed_on_the_product(lotus, session):
    lotus.product_code = "01-00004-12-2025"
    session.commit()

    assert queries.look_up("01-00004-12-2025") == [lotus.id]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tra", {"Trà Phúc"}),  # whole words before beginnings: not paintings
        ("tra ph", {"Trà Phúc"}),
        ("tran", {"Tranh Đông Hồ"}),
        ("trà", {"Trà Phúc"}),
        ("trá", {"Trà Phúc"}),  # no such marks anywhere, so the letters alone
        ("tranh ho", {"Tranh Đông Hồ"}),
    ],
)
def test_whole_words_come_before_beginnings_and_marks_before_bare_letters(session, asked, found):
    for name in ("Trà Phúc", "Tranh Đông Hồ"):
        make_certificate(product=make_product(name_vi=name))

    names = {each.product_name for each in queries.by_ids(queries.look_up(asked))}

    assert names == found


def test_the_newest_comes_first(session):
    older = make_certificate(
        product=make_product(name_vi="Nước mắm cũ"), issued_on=date(2023, 1, 1)
    )

    assert queries.look_up("nuoc mam")[-1] == older.id


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
    assert bool(queries.look_up(certificate.public_id)) is is_known
    assert bool(queries.look_up("buoi dien")) is is_known
