from datetime import timedelta

import pytest

from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.lib import clock
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate, make_recognition


def show(client, certificate, **options):
    return client.get("certification.show", public_id=certificate.public_id, **options)


@pytest.mark.parametrize(("lang", "words"), [("vi", "Giá trị đến hết"), ("en", "Valid through")])
def test_a_citizen_sees_what_was_decided_in_their_language(client, lang, words):
    certificate = make_certificate(decision_no="3981/QĐ-UBND", stars=4)

    page = show(client, certificate, lang=lang)

    assert "3981/QĐ-UBND" in page.text and words in page.text
    assert page.select_one("[data-stars]")["data-stars"] == "4"
    assert [heading.text for heading in page.select("h1")] == [certificate.product_name]


def test_the_code_is_found_in_capitals_too(client, session):
    certificate = make_certificate()

    client.get("certification.show", public_id=certificate.public_id.upper())


def test_an_unknown_code_is_not_found(client):
    client.get("certification.show", public_id="zzzzzzzzzz", status=404)


def test_where_only_the_year_is_known_no_day_is_shown(client, session):
    certificate = make_certificate(
        issued_on=clock.today().replace(month=1, day=1), issued_precision=IssuedPrecision.YEAR
    )

    page = show(client, certificate)

    assert "ngày không nêu rõ" in page.text
    assert "01/01/" not in page.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {
                "status": CertificateStatus.REVOKED,
                "ended_on": clock.today(),
                "revocation_reason": "mark_misuse",
            },
            "Dùng sai nhãn hiệu",
        ),
        ({"status": CertificateStatus.SUPERSEDED, "ended_on": clock.today()}, "giấy mới thay"),
        ({"expires_on": clock.today() - timedelta(days=1)}, "Hết hạn"),
    ],
)
def test_a_certificate_that_does_not_hold_says_why_and_bears_no_star(client, changes, words):
    certificate = make_certificate(**changes)

    page = show(client, certificate)

    assert words in page.text
    assert not page.select("[data-stars]")


def test_a_certificate_of_the_demonstration_says_so(client, session):
    page = show(client, make_certificate(origin=Origin.DEMO))

    assert "Dữ liệu minh họa – không phải quyết định thật" in page.text


def test_an_old_certificate_points_to_the_one_that_holds(client, session):
    product = make_product()
    old = make_certificate(product=product, issued_on=clock.today() - timedelta(days=1500))
    new = make_certificate(product=product, stars=5)

    page = show(client, old)

    assert page.select_one(f".band a[href$='{new.public_id}']")


def test_history_holds_what_came_without_a_year(client, session):
    product = make_product()
    make_recognition(product=product, stated_on=None)

    page = show(client, make_certificate(product=product))

    assert "năm không nêu rõ" in page.text


def test_the_look_up_finds_by_name_and_keeps_what_was_asked(client, session):
    make_certificate(product_name="Trà sen Tây Hồ")

    page = client.get("certification.lookup", number="tra sen")

    assert "Trà sen Tây Hồ" in page.text
    assert page.select_one("#number")["value"] == "tra sen"


def test_a_code_leads_straight_to_its_certificate(client, session):
    certificate = make_certificate()

    page = client.get("certification.lookup", number=certificate.public_id, status=302)

    assert page.headers["Location"].endswith(certificate.public_id)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_look_up_without_a_hit_says_what_to_do(client, session, lang):
    page = client.get("certification.lookup", number="<b>x</b>", lang=lang)

    assert page.select_one(".empty a")
    assert not page.select("b b")


def test_the_look_up_asks_as_often_for_many_as_for_one(client, session, count_statements):
    make_certificate(product_name="Trà")
    with count_statements() as one:
        client.get("certification.lookup", number="trà")
    for _ in range(5):
        make_certificate(product_name="Trà")

    with count_statements() as many:
        client.get("certification.lookup", number="trà")

    assert len(many) == len(one)
