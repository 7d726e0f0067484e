"""A maker's orders: the list, the page of one, and the one step that comes next."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from shop.catalog.models import ProductVariant
from shop.lib import clock
from shop.orders import services
from shop.orders.models import OrderChange, OrderStatus, Shipment
from shop.orders.rules import DESKS, Desk
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order
from tests.factories.traceability import make_lot

BUTTONS = {
    OrderStatus.AWAITING_PAYMENT: [],
    OrderStatus.PLACED: ["accept", "cancel"],
    OrderStatus.CONFIRMED: ["pack", "cancel"],
    OrderStatus.PACKED: ["ship"],
    OrderStatus.SHIPPED: ["deliver", "undelivered"],
    OrderStatus.READY_FOR_PICKUP: ["deliver"],
    OrderStatus.DELIVERED: [],
    OrderStatus.COMPLETED: [],
    OrderStatus.REFUSED: ["take_back"],
    OrderStatus.FAILED: ["take_back"],
    OrderStatus.NOT_COLLECTED: ["take_back"],
    OrderStatus.RETURNED_TO_PRODUCER: [],
    OrderStatus.CANCELLED: [],
}


@pytest.fixture
def stock(pack):
    return make_stock(pack, 20)


@pytest.fixture
def order(stock, pack):
    return make_order((pack, 2), name="Trần Thị Sen", note="Gọi trước khi đến")


def page_of(desk, order, **options):
    return desk.get("workspace.order", token=order.token, **options)


def take(desk, order, step, *, status=303, **typed):
    return desk.post("workspace.order", {"step": step} | typed, token=order.token, status=status)


def bring(order, maker, *steps):
    for step in steps:
        if step == "ship":
            services.ship(order, "Bưu điện", None, actor=maker)
        else:
            getattr(services, step)(order, actor=maker)


def alert(page):
    return page.select_one("[role=alert]").text


@pytest.mark.parametrize("status", BUTTONS)
def test_a_page_offers_exactly_the_steps_that_are_allowed(desk, session, order, status):
    order.status = status
    session.commit()

    page = page_of(desk, order)

    assert [field["value"] for field in page.select("input[name=step]")] == BUTTONS[status]


@pytest.mark.parametrize(
    ("lang", "buttons"),
    [
        ("vi", ["Nhận đơn", "Đóng gói xong", "Giao cho đơn vị vận chuyển"]),
        ("en", ["Accept", "Packed", "Hand over to the carrier"]),
    ],
)
def test_an_order_is_accepted_packed_and_shipped(desk, session, order, maker, lang, buttons):
    typed = [{}, {}, {"carrier": "Viettel Post", "tracking_no": "VTP 1"}]
    for step, button, words in zip(["accept", "pack", "ship"], buttons, typed, strict=True):
        page = page_of(desk, order, lang=lang)
        form = page.select_one(f"form:has(input[value={step}])")
        assert form.select_one("button").text == button
        answer = take(desk, order, step, **words)
        assert answer.location == desk.url("workspace.order", token=order.token)

    page = desk.open(answer.location)
    assert "Đơn " + order.number in page.select_one("[role=status]").text
    parcel = session.scalars(select(Shipment)).one()
    assert (parcel.carrier, parcel.tracking_no) == ("Viettel Post", "VTP 1")
    assert "Viettel Post · VTP 1" in page.text
    steps = [step.text for step in page.select(".journey li")]
    assert len(steps) == 4
    assert "Trần Thị Sen" in steps[0] and all(maker.name in step for step in steps[1:])


def test_a_page_tells_who_gets_what_and_how_it_is_paid(desk, order):
    page = page_of(desk, order)

    line = page.select_one("ul.goods li").text
    assert "2 ×" in line and order.lines[0].name_vi in line and "Hộp 100 g" in line
    assert page.select_one("a[href='tel:+84912345678']").text == "Gọi 0912 345 678"
    assert "12 ngõ 5 Hàng Bún, Phường Ba Đình, Thành phố Hà Nội" in page.text
    assert "Gọi trước khi đến" in page.text and "Thu tiền khi giao" in page.text
    assert page.select_one("[data-total-vnd]")["data-total-vnd"] == "268000"
    lot = order.lines[0].allocations[0].lot
    assert page.select_one(f"ul.goods a[href='{desk.url('workspace.lot', code=lot.code)}']")


def test_the_second_tap_on_accept_is_answered_with_where_the_order_stands(desk, session, order):
    take(desk, order, "accept")

    page = take(desk, order, "accept", status=409)

    assert "Đơn vừa sang bước khác" in alert(page)
    assert page.select_one("input[name=step]")["value"] == "pack"
    assert session.scalar(select(func.count(OrderChange.id))) == 2


def test_a_refused_step_keeps_what_was_typed(desk, session, order, maker):
    bring(order, maker, "accept", "pack")

    page = take(desk, order, "ship", status=422, carrier="", tracking_no="VTP 99")

    assert page.select_one("#tracking_no")["value"] == "VTP 99"
    assert page.select_one("#carrier")["aria-invalid"] == "true"
    assert page.select_one("[role=alert] a[href='#carrier']")
    assert session.scalars(select(Shipment)).all() == []


def test_a_decline_needs_words_for_the_buyer(desk, session, order, stock):
    page = take(desk, order, "cancel", status=422, reason="  ")
    assert page.select_one("#reason-error") and page.select_one("details#cancel[open]")

    take(desk, order, "cancel", reason="Hết nguyên liệu")

    session.refresh(order)
    session.refresh(stock)
    assert (order.status, stock.reserved) == (OrderStatus.CANCELLED, 0)
    assert "Hết nguyên liệu" in page_of(desk, order).text


@pytest.mark.parametrize("outcome", [OrderStatus.REFUSED, OrderStatus.FAILED])
def test_an_undelivered_order_comes_back_to_be_looked_at(desk, session, order, maker, outcome):
    bring(order, maker, "accept", "pack", "ship")

    take(desk, order, "undelivered", outcome=outcome, reason="Đi vắng")
    session.refresh(order)
    assert order.status is outcome
    take(desk, order, "take_back")

    session.refresh(order)
    assert order.status is OrderStatus.RETURNED_TO_PRODUCER
    assert "Hàng trả về, chờ kiểm tra" in desk.get("workspace.stock").text


def test_an_undelivered_order_needs_an_outcome_and_a_reason(desk, session, order, maker):
    bring(order, maker, "accept", "pack", "ship")

    page = take(desk, order, "undelivered", status=422, outcome="delivered", reason="")

    assert page.select_one("#reason-error")
    session.refresh(order)
    assert order.status is OrderStatus.SHIPPED


def test_delivery_is_written_down(desk, session, order, maker):
    bring(order, maker, "accept", "pack", "ship")

    take(desk, order, "deliver")

    session.refresh(order)
    assert order.status is OrderStatus.DELIVERED


def test_another_lot_is_chosen_while_packing(desk, session, order, stock, pack, maker):
    other = make_stock(pack, 5, lot=make_lot(product=pack.product))
    make_stock(pack, 1, lot=make_lot(product=pack.product))  # too few to choose
    make_stock(pack, 9, lot=make_lot(product=pack.product, status=LotStatus.ON_HOLD))
    bring(order, maker, "accept")
    (part,) = order.lines[0].allocations
    name = f"lot-{part.id}"

    choice = page_of(desk, order).select(f"select[name={name}] option")
    assert [option["value"] for option in choice] == [str(stock.lot_id), str(other.lot_id)]
    take(desk, order, "pack", **{name: str(other.lot_id)})

    session.refresh(part)
    assert part.lot_id == other.lot_id


def test_a_lot_that_may_not_leave_is_said_and_another_offered(
    desk, session, order, stock, pack, maker
):
    other = make_stock(pack, 5, lot=make_lot(product=pack.product))
    bring(order, maker, "accept", "pack")
    stock.lot.status = LotStatus.ON_HOLD
    session.commit()

    page = take(desk, order, "ship", status=409, carrier="Bưu điện")
    assert stock.lot.lot_no in alert(page)
    assert page.select_one("#carrier")["value"] == "Bưu điện"
    (select_,) = page.select("select[name^=lot-]")
    take(desk, order, "ship", carrier="Bưu điện", **{select_["name"]: str(other.lot_id)})

    session.refresh(order)
    assert order.status is OrderStatus.SHIPPED


def test_a_lot_of_another_product_is_refused(desk, session, order, maker):
    bring(order, maker, "accept")
    (part,) = order.lines[0].allocations
    foreign = make_stock(make_variant(), 9)

    take(desk, order, "pack", status=422, **{f"lot-{part.id}": str(foreign.lot_id)})

    session.refresh(order)
    assert order.status is OrderStatus.CONFIRMED


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "1.5"])
def test_a_lot_that_is_none_leaves_the_choice_as_it_was(desk, session, order, maker, value):
    bring(order, maker, "accept")
    (part,) = order.lines[0].allocations

    take(desk, order, "pack", **{f"lot-{part.id}": value, f"lot-{value}": "1"})

    session.refresh(order)
    assert order.status is OrderStatus.PACKED


def test_a_step_that_does_not_exist_is_not_found(desk, order):
    take(desk, order, "destroy", status=404)


def test_a_slip_names_goods_lots_receiver_and_cash(desk, order):
    page = desk.get("workspace.packing_slip", token=order.token)

    lot = order.lines[0].allocations[0].lot
    for said in (order.number, lot.lot_no, "Trần Thị Sen", "0912 345 678", "Gọi trước khi đến"):
        assert said in page.select_one(".slip").text
    assert "268.000" in page.text


@pytest.mark.parametrize("desk_", list(Desk))
def test_orders_are_listed_by_state_with_their_counts(desk, session, order, pack, desk_):
    other = make_order((pack, 1))
    status = {
        Desk.TO_ACCEPT: OrderStatus.PLACED,
        Desk.TO_PACK: OrderStatus.CONFIRMED,
        Desk.TO_HAND_OVER: OrderStatus.PACKED,
        Desk.ON_THE_WAY: OrderStatus.SHIPPED,
        Desk.COMING_BACK: OrderStatus.FAILED,
        Desk.UNPAID: OrderStatus.AWAITING_PAYMENT,
        Desk.DONE: OrderStatus.DELIVERED,
        Desk.ENDED: OrderStatus.CANCELLED,
    }[desk_]
    order.status = status
    other.status = OrderStatus.COMPLETED if desk_ is not Desk.DONE else OrderStatus.CANCELLED
    session.commit()

    page = desk.get("workspace.orders", desk=desk_)

    assert [row["data-order"] for row in page.select("li.job")] == [order.token]
    assert page.select_one(".chip.on").text.endswith("(1)")


def test_every_state_has_its_place_in_the_list(session):
    placed = [status for statuses in DESKS.values() for status in statuses]

    assert sorted(placed) == sorted(OrderStatus)


def test_without_a_state_all_orders_in_hand_are_listed_the_longest_waiting_first(
    desk, session, order, pack
):
    orders = [order, *(make_order((pack, 1)) for _ in range(3))]
    for number, each in enumerate(orders):
        each.placed_at = clock.now() - timedelta(hours=number)
    orders[1].status = OrderStatus.CANCELLED
    session.commit()

    page = desk.get("workspace.orders")

    assert [row["data-order"] for row in page.select("li.job")] == [
        orders[number].token for number in (3, 2, 0)
    ]


def test_a_state_that_does_not_exist_is_ignored_with_a_notice(desk, order):
    page = desk.get("workspace.orders", desk="xyz", page="khong")

    assert page.select(".band.info") and len(page.select("li.job")) == 1


def test_a_long_list_has_pages(desk, pack, stock):
    orders = [make_order((pack, 1)) for _ in range(20)]
    make_stock(pack, 9)
    orders.append(make_order((pack, 1)))

    page = desk.get("workspace.orders", desk="to_accept", page=2)

    assert [row["data-order"] for row in page.select("li.job")] == [orders[-1].token]
    assert page.select_one("a[rel=prev]")["href"].endswith("desk=to_accept&page=1")


def test_an_empty_list_says_why(desk):
    assert desk.get("workspace.orders").select_one(".empty h2").text == "Ở đây chưa có đơn nào"


@pytest.mark.parametrize("name", ["orders", "order"])
def test_a_page_asks_as_often_for_many_lines_and_orders_as_for_one(
    desk, session, pack, producer, maker, count_statements, name
):
    def statements(order):
        session.expire_all()
        with count_statements() as counted:
            desk.get(f"workspace.{name}", **({"token": order.token} if name == "order" else {}))
        return len(counted)

    make_stock(pack, 40)
    small = make_order((pack, 1))
    bring(small, maker, "accept")
    few = statements(small)
    packs = [make_variant(product=pack.product) for _ in range(4)]
    for each in packs:
        make_stock(each, 9)
        make_stock(each, 9, lot=make_lot(product=pack.product))
    large = make_order(*((each, 1) for each in packs))
    bring(large, maker, "accept")

    assert statements(large) == few
    assert session.scalar(select(func.count(ProductVariant.id))) == 5
