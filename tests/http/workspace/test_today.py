"""The page where a maker's day begins."""

from datetime import timedelta

import pytest

from shop.lib import clock
from shop.orders import services
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order
from tests.factories.traceability import make_lot


def jobs(page):
    return [job["data-order"] for job in page.select("article.job")]


def watched(page):
    return page.select_one("section[aria-labelledby=watch]").text


def counts(page):
    return [int(each.text) for each in page.select(".counts b")]


def test_an_order_goes_from_notice_to_packed_in_three_taps(desk, pack):
    make_stock(pack, 9)
    order = make_order((pack, 2), name="Trần Thị Sen")
    address = desk.url("workspace.order", token=order.token)

    page = desk.get("workspace.today")
    assert counts(page) == [1, 0, 0] and jobs(page) == [order.token]
    assert "Trần Thị Sen" in page.text and "Nhận đơn" in page.text

    page = desk.open(desk.http.post(address, data=page.form_fields(address)).location)
    assert counts(page) == [0, 1, 0] and "Đóng gói xong" in page.text

    page = desk.open(desk.http.post(address, data=page.form_fields(address)).location)
    assert counts(page) == [0, 0, 1]
    assert page.select_one(f"a.btn[href='{address}#next']")


@pytest.mark.parametrize(
    ("lang", "heading"), [("vi", "Hôm nay chưa có việc gì"), ("en", "Nothing waits for you")]
)
def test_a_day_without_orders_says_so_and_leads_on(desk, lang, heading):
    page = desk.get("workspace.today", lang=lang)

    assert page.select_one("h1").text == heading
    assert page.select_one(f".empty a[href='{desk.url('workspace.stock')}']")
    assert counts(page) == [0, 0, 0]


def test_what_travels_and_what_comes_back_are_a_tap_away(desk, pack, maker):
    make_stock(pack, 20)
    for end in (None, "Đi vắng"):
        order = make_order((pack, 1))
        services.accept(order, actor=maker)
        services.pack(order, actor=maker)
        services.ship(order, "Bưu điện", None, actor=maker)
        if end:
            services.refuse(order, end, actor=maker)

    page = desk.get("workspace.today")

    for state in ("on_the_way", "coming_back"):
        assert page.select_one(f"a[href='{desk.url('workspace.orders', desk=state)}']")
    assert page.select_one("h1").text == "Hôm nay có 1 việc"  # one parcel to take back


def test_the_longest_waiting_come_first_and_the_rest_is_counted(desk, pack):
    make_stock(pack, 20)
    orders = [make_order((pack, 1)) for _ in range(6)]

    page = desk.get("workspace.today")

    assert jobs(page) == [order.token for order in orders[:4]]
    assert "Còn 2 đơn nữa" in page.text


@pytest.mark.parametrize(("units", "said"), [(6, None), (5, "Còn bán được 5"), (0, "Hết hàng")])
def test_little_stock_is_said(desk, pack, units, said):
    if units:
        make_stock(pack, units)

    text = watched(desk.get("workspace.today"))

    assert (said or "Kho còn đủ hàng") in text


@pytest.mark.parametrize(
    ("days", "units", "said"),
    [(60, 9, None), (20, 9, "Hạn dùng"), (-1, 9, "Hết hạn từ"), (20, 0, None)],
)
def test_a_lot_near_its_end_is_said_while_units_are_left(desk, pack, days, units, said):
    make_stock(pack, 9)
    expires_on = clock.today() + timedelta(days=days)
    lot = make_lot(
        product=pack.product, expires_on=expires_on, packed_on=expires_on - timedelta(days=400)
    )
    if units:
        make_stock(pack, units, lot=lot)

    text = watched(desk.get("workspace.today"))

    assert (lot.lot_no in text) == (said is not None)
    assert (said or "") in text


@pytest.mark.parametrize(("days_ago", "is_said"), [(1000, True), (700, False)])
def test_a_certificate_that_ends_within_half_a_year_is_said(desk, pack, days_ago, is_said):
    make_stock(pack, 9)
    issued_on = clock.today() - timedelta(days=days_ago)
    certificate = make_certificate(product=pack.product, issued_on=issued_on)

    page = desk.get("workspace.today")

    link = f"a[href='{desk.url('certification.show', public_id=certificate.public_id)}']"
    assert bool(page.select(link)) == is_said


def test_a_renewed_certificate_is_nothing_to_worry_about(desk, pack):
    make_stock(pack, 9)
    for days_ago in (1000, 5):
        make_certificate(product=pack.product, issued_on=clock.today() - timedelta(days=days_ago))

    assert "Kho còn đủ hàng" in watched(desk.get("workspace.today"))


def test_the_last_seven_days_are_summed(desk, pack, maker):
    make_stock(pack, 9)
    order = make_order((pack, 2))
    services.accept(order, actor=maker)
    services.pack(order, actor=maker)
    services.ship(order, "Bưu điện", None, actor=maker)
    services.deliver(order, actor=maker)

    week = desk.get("workspace.today").select_one("section[aria-labelledby=week]")

    assert [value.text for value in week.select("dd")] == ["1", "240.000\N{NO-BREAK SPACE}₫"]


def test_the_page_asks_as_often_for_many_as_for_one(desk, pack, producer, count_statements):
    def a_day():
        product = make_product(producer=producer)
        for each in (pack, make_variant(product=product)):
            make_stock(each, 3)
        make_order((pack, 1))
        soon = clock.today() + timedelta(days=1)
        make_stock(pack, 1, lot=make_lot(product=pack.product, expires_on=soon))
        make_certificate(product=product, issued_on=clock.today() - timedelta(days=1000))

    a_day()
    with count_statements() as one:
        desk.get("workspace.today")
    for _ in range(3):
        a_day()

    with count_statements() as many:
        desk.get("workspace.today")

    assert len(many) == len(one)


def test_a_held_lot_is_not_watched_for_its_last_day(desk, pack):
    make_stock(pack, 9)
    lot = make_lot(
        product=pack.product,
        status=LotStatus.ON_HOLD,
        expires_on=clock.today() + timedelta(days=1),
    )
    make_stock(pack, 9, lot=lot)

    assert lot.lot_no not in watched(desk.get("workspace.today"))
