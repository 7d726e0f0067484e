from datetime import date, timedelta

import pytest

from shop.catalog.models import ListingStatus
from shop.certification.models import CertificateStatus, IssuedPrecision
from shop.database import Origin
from shop.lib import clock
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate, make_recognition
from tests.factories.producers import make_producer


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

    issued = page.find("dt", string="Ngày cấp").find_next("dd").text
    last = page.find("dt", string="Giá trị đến hết").find_next("dd").text
    assert issued == f"{clock.today().year} (ngày không nêu rõ)"
    assert "Nguồn chỉ nêu năm" in last and f"01/01/{clock.today().year + 3}" in last


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


def test_everything_that_is_recorded_can_be_checked(client, session):
    producer = make_producer(name="Hợp tác xã Đồng Tâm")
    certificate = make_certificate(
        product=make_product(name_vi="Bưởi hồng", producer=producer),
        product_name="Bưởi Diễn",
        producer_name="Tổ hợp tác Đồng Tiến",
        producer_address="Phú Diễn, Bắc Từ Liêm",
        certificate_no="12/GCN",
        product_code="01-00004-12-2025",
        issuer_name="UBND thành phố Hà Nội",
        legal_document="26/2026/QĐ-TTg",
    )

    page = show(client, certificate)

    assert page.h1.text == "Bưởi Diễn"
    for stated in (
        *("Bưởi hồng", "Hợp tác xã Đồng Tâm", "Tổ hợp tác Đồng Tiến", "Phú Diễn, Bắc Từ Liêm"),
        *("12/GCN", "01-00004-12-2025", "UBND thành phố Hà Nội", "26/2026/QĐ-TTg", "72,5"),
        *(certificate.decision_no, certificate.public_id, "example.vn"),
    ):
        assert stated in page.select_one("article").text


def test_a_product_off_the_market_has_no_link_that_leads_nowhere(client, session):
    product = make_product(listing_status=ListingStatus.UNPUBLISHED)

    page = show(client, make_certificate(product=product))

    assert not page.select(f"article a[href*='{product.slug}']")
    assert "không có trên chợ này" in page.text


def test_a_revoked_certificate_says_why_and_when(client, session):
    certificate = make_certificate(
        status=CertificateStatus.REVOKED,
        ended_on=date(2026, 10, 2),
        revocation_reason="production_stopped",
    )

    page = show(client, certificate)

    ended = page.find("dt", string="Thu hồi ngày").find_next("dd").text
    assert "02/10/2026" in ended and "ngừng sản xuất" in ended.lower()
    assert "sao" not in page.select_one("meta[name=description]")["content"].replace(
        "không còn sao nào", ""
    )


def test_a_page_names_its_one_address(client, session):
    certificate = make_certificate()

    page = show(client, certificate)

    address = page.select_one("link[rel=canonical]")["href"]
    assert address.endswith(f"/certificates/{certificate.public_id}")


def test_a_page_asks_as_often_with_a_long_history_as_with_a_short_one(
    client, session, count_statements
):
    product = make_product()
    certificate = make_certificate(product=product)
    show(client, certificate)
    with count_statements() as one:
        show(client, certificate)
    for year in range(2019, 2024):
        make_certificate(product=product, issued_on=date(year, 3, 1))
        make_recognition(product=product, stated_on=None, decision_no=f"{year}/QĐ")

    with count_statements() as many:
        show(client, certificate)

    assert len(many) == len(one) <= 10


@pytest.mark.parametrize(("lang", "words"), [("vi", "21 giấy"), ("en", "21 certificates")])
def test_many_hits_come_page_by_page_with_their_standing(client, session, lang, words):
    product = make_product(name_vi="Nhãn lồng")
    for number in range(21):
        expires_on = clock.today() + timedelta(days=number - 5)
        make_certificate(product=product, expires_on=expires_on, decision_no=f"{number}/QĐ")

    first = client.get("certification.lookup", number="nhan long", lang=lang)
    second = client.get("certification.lookup", number="nhan long", page=2, lang=lang)

    assert words in first.select_one("#found").text
    assert len(first.select(".register > li")) == 20
    assert len(second.select(".register > li")) == 1
    assert first.select_one(".pager a[rel=next]")["href"].endswith("page=2")
    assert len(first.select(".register .tag")) == 20


def test_the_look_up_asks_as_often_for_many_as_for_one(client, session, count_statements):
    make_certificate(product_name="Trà")
    with count_statements() as one:
        client.get("certification.lookup", number="trà")
    for _ in range(5):
        make_certificate(product_name="Trà")

    with count_statements() as many:
        client.get("certification.lookup", number="trà")

    assert len(many) == len(one)
