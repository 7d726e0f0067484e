"""The office's review desk."""

from datetime import UTC, datetime, timedelta

import pytest

from shop.accounts.models import Role, Scope
from shop.catalog import rules, services
from shop.catalog.models import ListingStatus
from shop.lib import clock
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant, make_whole_product
from tests.factories.certification import make_certificate
from tests.factories.places import make_commune
from tests.factories.producers import make_producer

S = ListingStatus


@pytest.fixture
def waiting(session):
    """A product that its maker has sent for review."""
    product = make_whole_product(name_vi="Trà sen mới", story_vi="Hái lúc sương.")
    services.submit(product, actor=make_user(Role.PRODUCER, Scope.PRODUCER, "1"))
    return product


def word(office, product, step, status=303, **told):
    sent = {"step": step, "seen": rules.version_of(product)} | told
    return office.post("catalog_office.product", sent, slug=product.slug, status=status)


@pytest.mark.parametrize(
    ("lang", "heading", "state"),
    [("vi", "Duyệt sản phẩm", "Chờ duyệt (1)"), ("en", "Review of products", "In review (1)")],
)
def test_the_desk_shows_what_waits(office, waiting, lang, heading, state):
    page = office.get("catalog_office.desk", lang=lang)

    assert page.h1.text == heading
    assert page.select_one("nav.desks [aria-current]").text == state
    (row,) = page.select("[data-product]")
    assert row["data-product"] == waiting.slug and waiting.producer.name in row.text


def test_what_came_first_stands_first(office, session):
    maker = make_user(Role.PRODUCER, Scope.PRODUCER, "1")
    late, early = make_whole_product(name_vi="Sau"), make_whole_product(name_vi="Trước")
    services.submit(early, actor=maker)
    services.submit(late, actor=maker)

    rows = office.get("catalog_office.desk").select("[data-product] h2")

    assert [row.text.strip() for row in rows] == ["Trước", "Sau"]


def test_a_part_of_a_name_finds_it_with_or_without_marks(office, session):
    make_product(name_vi="Trà sen Tây Hồ", slug="tra-sen-tay-ho")
    make_product(name_vi="Gốm Bát Tràng", slug="gom-bat-trang")

    for text in ("tay ho", "Tây Hồ", "TRÀ SEN"):
        page = office.open(f"/office/products?status=published&q={text}")
        assert [row["data-product"] for row in page.select("[data-product]")] == ["tra-sen-tay-ho"]


def test_drafts_are_nobody_else_s_business(office, session):
    product = make_whole_product()

    assert not office.open("/office/products?status=draft").select("[data-product]")
    office.get("catalog_office.product", slug=product.slug, status=404)


def test_the_desk_asks_as_often_for_many_as_for_one(office, session, count_statements):
    counts = []
    for _ in range(2):
        for _ in range(len(counts) * 4 + 1):
            make_whole_product(listing_status=S.PENDING_REVIEW)
        with count_statements() as statements:
            office.get("catalog_office.desk")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_the_page_shows_everything_that_a_buyer_would_see(office, waiting):
    make_variant(product=waiting, price_vnd=315_000, gtin="04006381333931", name_vi="Hộp lớn")
    make_certificate(product=waiting, product_name="Trà sen cũ")

    page = office.get("catalog_office.product", slug=waiting.slug)

    for words in (
        *("Trà sen mới", "Hái lúc sương.", "315.000", "4006381333931", "Nhãn ghi usage"),
        *(waiting.producer.name, "Trà sen cũ", "Trà sen mới"),
    ):
        assert words in page.text
    assert page.select_one("img.pic")["src"].startswith("data:image/svg+xml;base64,")


def test_published_it_is_in_the_shop(office, client, waiting):
    answer = word(office, waiting, "publish")

    assert answer.location == "/office/products"
    assert waiting.listing_status is S.PUBLISHED
    client.get("catalog.product", slug=waiting.slug)


def test_sent_back_it_carries_the_reason(office, waiting):
    word(office, waiting, "reject", reason=" Tên khác giấy chứng nhận. ")

    assert waiting.listing_status is S.REJECTED
    assert waiting.changes[-1].reason == "Tên khác giấy chứng nhận."


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_without_a_good_reason_nothing_is_sent_back(office, waiting, reason):
    page = word(office, waiting, "reject", 422, reason=reason)

    assert page.select("#reason-error") and waiting.listing_status is S.PENDING_REVIEW
    assert page.select("details[open] #reason")


def test_what_lacks_something_has_no_button_and_is_refused(office, session):
    product = make_product(listing_status=S.PENDING_REVIEW)

    page = office.get("catalog_office.product", slug=product.slug)
    assert not page.select("[name=step][value=publish]")
    assert "Còn thiếu mục luật yêu cầu" in page.text

    refused = word(office, product, "publish", 422)
    assert "Sản phẩm còn thiếu" in refused.select_one("[role=alert]").text
    assert product.listing_status is S.PENDING_REVIEW


def test_what_changed_meanwhile_is_looked_at_again(office, waiting):
    page = word(office, waiting, "publish", 409, seen="2026-01-01T00:00:00+00:00")

    assert "vừa sửa sau khi bạn mở trang" in page.select_one("[role=alert]").text
    assert waiting.listing_status is S.PENDING_REVIEW
    (seen, _) = page.select("[name=seen]")
    assert seen["value"] == rules.version_of(waiting)


@pytest.mark.parametrize(
    ("status", "step", "answer"),
    [
        (S.PUBLISHED, "publish", 409),
        (S.PUBLISHED, "lift", 409),
        (S.TAKEN_DOWN, "publish", 409),
        (S.REJECTED, "publish", 409),
        (S.PENDING_REVIEW, "take_down", 409),
        (S.PENDING_REVIEW, "unpublish", 404),
        (S.PUBLISHED, "", 404),
    ],
)
def test_other_steps_are_refused(office, session, status, step, answer):
    product = make_whole_product(listing_status=status)

    word(office, product, step, answer, reason="Vì")

    assert product.listing_status is status


def test_taken_down_and_brought_back(office, client, session):
    product = make_whole_product(listing_status=S.PUBLISHED)

    word(office, product, "take_down", reason="Bị tố cáo")
    client.get("catalog.product", slug=product.slug, status=404)

    word(office, product, "lift", reason="Không đúng")
    client.get("catalog.product", slug=product.slug)
    assert [change.reason for change in product.changes] == ["Bị tố cáo", "Không đúng"]


@pytest.mark.parametrize(
    ("minutes", "late"), [(0, False), (24 * 60 - 1, False), (24 * 60 + 1, True)]
)
def test_an_authority_s_demand_runs_for_24_hours(office, session, at, minutes, late):
    at(datetime(2026, 11, 25, 5, tzinfo=UTC))
    product = make_whole_product(listing_status=S.PUBLISHED)
    came = (clock.now() - timedelta(minutes=minutes)).astimezone(clock.VIETNAM)

    word(
        office,
        product,
        "take_down",
        reason="Công văn 12",
        by_authority="y",
        demanded_at=f"{came:%Y-%m-%dT%H:%M}",
    )

    page = office.get("catalog_office.product", slug=product.slug)
    assert "Cơ quan có thẩm quyền yêu cầu lúc" in page.text
    assert ("Đã quá hạn." in page.text) is late


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"by_authority": "y"}, "Hạn 24 giờ"),
        ({"by_authority": "y", "demanded_at": "2099-01-01T00:00"}, "chưa tới"),
    ],
)
def test_a_demand_has_its_hour_and_it_is_past(office, session, told, says):
    product = make_whole_product(listing_status=S.PUBLISHED)

    page = word(office, product, "take_down", 422, reason="Công văn", **told)

    assert says in page.select_one("#demanded_at-error").text
    assert product.listing_status is S.PUBLISHED


def test_an_officer_of_a_province_sees_its_makers_alone(client, session):
    commune = make_commune()
    near = make_whole_product(
        listing_status=S.PENDING_REVIEW,
        producer=make_producer(commune_code=commune.code, province_code=commune.province_code),
    )
    far = make_whole_product(
        listing_status=S.PENDING_REVIEW,
        producer=make_producer(commune_code=None, province_code=None, stated_province="Huế"),
    )
    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, commune.province_code))

    rows = client.get("catalog_office.desk").select("[data-product]")
    client.get("catalog_office.product", slug=far.slug, status=404)

    assert [row["data-product"] for row in rows] == [near.slug]


def test_an_administrator_finds_no_link_to_a_closed_desk(client, session):
    client.sign_in(make_user(Role.ADMINISTRATOR))

    assert not client.get("office.dashboard").select("nav a[href='/office/products']")


def test_an_officer_finds_the_desk_in_the_menu(office):
    assert office.get("office.dashboard").select("nav a[href='/office/products']")
