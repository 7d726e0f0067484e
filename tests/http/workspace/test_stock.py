"""The stock book: what lies where, putting away, correcting, looking over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.inventory import queries, services
from shop.inventory.models import StockMovement
from shop.inventory.rules import StockLine
from shop.lib import clock
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.traceability import make_lot


@pytest.fixture
def level(pack):
    return make_stock(pack, 10)


def units(session):
    return list(session.scalars(select(StockMovement.quantity).order_by(StockMovement.id)))


def change(desk, level, *, status=303, **typed):
    return desk.post("workspace.stock_item", typed, level_id=level.id, status=status)


def numbers(element):
    return [int(each.text) for each in element.select(".trio dd")]


def test_each_lot_and_place_is_shown_with_what_is_promised_and_free(desk, pack, producer):
    make_stock(pack, 10)
    point = make_sales_point(name="Chợ Sen")
    make_stock(pack, 4, location=services.point_location(producer, point))
    services.reserve([StockLine(pack.id, 3)], reference="CS-1")

    item = desk.get("workspace.stock").select_one(f"[data-variant='{pack.id}']")

    assert item["data-stock"] == "7"
    room, shelf = item.select("li.level")
    assert numbers(room) == [10, 3, 7] and "Kho" in room.text
    assert numbers(shelf) == [4, 0, 4] and "Chợ Sen" in shelf.text


@pytest.mark.parametrize(("count", "said"), [(0, "Hết hàng"), (5, "Sắp hết"), (6, None)])
def test_little_stock_is_marked_and_can_be_listed_alone(desk, pack, producer, count, said):
    make_stock(make_variant(product=make_product(producer=producer)), 50)
    if count:
        make_stock(pack, count)

    everything, low = desk.get("workspace.stock"), desk.get("workspace.stock", low=1)

    tags = [tag.text for tag in everything.select(".item .tag")]
    assert tags == ([said] if said else [])
    assert [item["data-variant"] for item in low.select(".item")] == (
        [str(pack.id)] if said else []
    )


@pytest.mark.parametrize(
    ("lot", "said"),
    [
        ({"status": LotStatus.ON_HOLD}, "Không bán"),
        ({"expires_on": clock.today() - timedelta(days=1)}, "Hết hạn"),
    ],
)
def test_a_lot_that_may_not_be_sold_is_marked(desk, pack, lot, said):
    make_stock(pack, 10, lot=make_lot(product=pack.product, **lot))

    assert said in desk.get("workspace.stock").select_one("li.level").text


def test_a_book_without_packs_says_so(desk):
    assert "Chưa có gì trong sổ" in desk.get("workspace.stock").select_one(".empty").text


def test_goods_are_put_away(desk, session, pack, maker):
    lot = make_lot(product=pack.product)

    desk.post(
        "workspace.receive", {"item": f"{pack.id}-{lot.id}", "quantity": "12", "reference": "PN 7"}
    )

    line = session.scalars(select(StockMovement)).one()
    assert (line.quantity, line.reference, line.actor_id) == (12, "PN 7", maker.id)
    assert queries.available([pack.id], clock.today()) == {pack.id: 12}


@pytest.mark.parametrize("quantity", ["", "0", "-3", "1.5", "mười", "10000000"])
def test_units_are_whole_and_some(desk, session, pack, quantity):
    lot = make_lot(product=pack.product)

    page = desk.post(
        "workspace.receive",
        {"item": f"{pack.id}-{lot.id}", "quantity": quantity, "reference": "PN 7"},
        status=422,
    )

    assert page.select_one("#quantity")["value"] == quantity
    assert page.select_one("#quantity-error") and page.select_one("#reference")["value"] == "PN 7"
    assert units(session) == []


def test_only_own_lots_that_are_sold_can_be_put_away(desk, session, pack):
    on_sale = make_lot(product=pack.product)
    stranger = make_variant()
    others = [
        (stranger, make_lot(product=stranger.product)),
        (pack, make_lot(product=stranger.product)),
        (pack, make_lot(product=pack.product, status=LotStatus.RECALLED)),
        (pack, make_lot(product=pack.product, status=LotStatus.DRAFT)),
        (pack, make_lot(product=pack.product, expires_on=clock.today() - timedelta(days=1))),
    ]

    offered = desk.get("workspace.receive").select("#item option")
    assert [option["value"] for option in offered] == [f"{pack.id}-{on_sale.id}"]
    for each, lot in others:
        typed = {"item": f"{each.id}-{lot.id}", "quantity": "1"}
        desk.post("workspace.receive", typed, status=422)

    assert units(session) == []


def test_the_same_goods_sent_twice_are_put_away_once(desk, session, pack):
    lot = make_lot(product=pack.product)
    page = desk.get("workspace.receive")
    typed = page.form_fields() | {"item": f"{pack.id}-{lot.id}", "quantity": "5"}
    url = desk.url("workspace.receive")
    assert desk.http.post(url, data=typed).status_code == 303

    again = desk.http.post(url, data=typed)

    assert again.status_code == 422 and "đã có hàng của lô này nhập kho" in again.text
    assert units(session) == [5]


def test_without_a_lot_the_way_to_one_is_shown(desk):
    page = desk.get("workspace.receive")

    assert page.select_one(f".empty a[href='{desk.url('workspace.new_lot')}']")


@pytest.mark.parametrize(("direction", "left"), [("less", 8), ("more", 12)])
def test_a_count_is_corrected_with_a_reason(desk, session, level, direction, left, maker):
    change(desk, level, direction=direction, quantity="2", reason="Đếm lại")

    session.refresh(level)
    assert level.on_hand == left
    page = desk.get("workspace.stock_item", level_id=level.id)
    newest = page.select_one("tbody tr").text
    assert "Đếm lại" in newest and maker.name in newest
    assert numbers(page) == [left, 0, left]


@pytest.mark.parametrize("level_id", [0, 2**31 - 1, 2**31, 10**30])
def test_a_number_that_no_stock_has_is_not_found(desk, session, level_id):
    desk.get("workspace.stock_item", level_id=level_id, status=404)


def test_a_correction_needs_a_reason(desk, session, level):
    page = change(desk, level, direction="less", quantity="2", reason="", status=422)

    assert page.select_one("#reason-error") and page.select_one("#quantity")["value"] == "2"
    assert units(session) == [10]


def test_what_orders_have_cannot_be_corrected_away(desk, session, level, pack):
    services.reserve([StockLine(pack.id, 8)], reference="CS-9")

    page = change(desk, level, direction="less", quantity="3", reason="Vỡ", status=422)

    assert "chỉ còn 2" in page.select_one("#quantity-error").text
    assert "CS-9 (8)" in page.text
    assert units(session) == [10]


def test_a_correction_sent_twice_counts_once(desk, session, level):
    url = desk.url("workspace.stock_item", level_id=level.id)
    page = desk.open(url)
    typed = page.form_fields(url) | {"direction": "less", "quantity": "2", "reason": "Vỡ"}
    assert desk.http.post(url, data=typed).status_code == 303

    again = desk.http.post(url, data=typed)

    assert again.status_code == 422 and "giờ ở đây có 8" in again.text
    assert units(session) == [10, -2]


def test_goods_that_came_back_are_put_back_or_taken_out(desk, session, pack, producer):
    level = make_stock(pack, 4, location=services.inspection_location(producer))
    assert queries.available([pack.id], clock.today()) == {}

    change(desk, level, outcome="good", quantity="3")
    change(desk, level, outcome="bad", quantity="1", status=422)
    change(desk, level, outcome="bad", quantity="1", reason="Móp hộp")

    assert queries.available([pack.id], clock.today()) == {pack.id: 3}
    session.refresh(level)
    assert level.on_hand == 0
    assert not list(queries.differences())


def test_a_long_ledger_has_pages(desk, level):
    for number in range(20):
        services.correct(level, 1, reason=f"Lần {number}", actor=None)

    page = desk.get("workspace.stock_item", level_id=level.id, page=2)

    assert len(page.select("tbody tr")) == 1 and "Nhập kho" in page.select_one("tbody").text


def test_the_book_asks_as_often_for_many_packs_as_for_one(
    desk, session, pack, producer, count_statements
):
    def statements():
        session.expire_all()
        with count_statements() as counted:
            desk.get("workspace.stock")
        return len(counted)

    make_stock(pack, 3)
    few = statements()
    for _ in range(4):
        other = make_variant(product=make_product(producer=producer))
        make_stock(other, 3)
        make_stock(other, 3, location=services.point_location(producer, make_sales_point()))

    assert statements() == few
