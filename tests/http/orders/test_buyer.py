"""What a buyer sees of a purchase, in both languages, and how they call an order off."""

import pytest
from sqlalchemy import select

from shop.database import Origin
from shop.inventory.models import StockLevel
from shop.jobs.models import Job
from shop.lib import clock
from shop.orders import services
from shop.orders.models import OrderStatus
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.certification import make_certificate
from tests.factories.orders import make_order, make_purchase


@pytest.fixture
def order(session):
    pack = make_pack(price_vnd=108_000, origin=Origin.ENTERED)
    make_certificate(product=pack.product, stars=5)
    return make_order((pack, 2))


def move_on(order, upto):
    """Let an order go its way until it stands at a state."""
    maker = make_user()
    steps = {
        OrderStatus.CONFIRMED: lambda: services.accept(order, actor=maker),
        OrderStatus.PACKED: lambda: services.pack(order, actor=maker),
        OrderStatus.SHIPPED: lambda: services.ship(order, "Bưu điện", "VN123", actor=maker),
        OrderStatus.DELIVERED: lambda: services.deliver(order, actor=maker),
    }
    for status, step in steps.items():
        step()
        if status is upto:
            return


def show(client, order, **options):
    return client.get("orders.order", token=order.token, **options)


def cancel(client, order, reason="", status=303, **options):
    return client.post(
        "orders.cancel", {"reason": reason}, token=order.token, status=status, **options
    )


@pytest.mark.parametrize(
    ("lang", "title", "state"),
    [("vi", "Đơn", "Đã đặt"), ("en", "Order", "Placed")],
)
def test_an_order_says_what_was_bought_and_where_it_stands(client, order, lang, title, state):
    page = show(client, order, lang=lang)

    assert page.h1.text == f"{title} {order.number}"
    box = page.select_one(f"[data-order='{order.token}']")
    assert int(box["data-total-vnd"]) == order.total_vnd == 216_000 + 28_000
    assert page.select_one("main .tag").text == state
    assert page.select_one(".journey [aria-current=step] h3").text == state
    assert len(page.select(".journey .ahead")) == 4
    assert "16.000" in page.select_one(".sum").text  # the VAT inside
    assert "0912 345 678" in page.select_one("address").text
    [line] = order.lines
    assert page.select_one("[data-product]")["data-product"] == line.variant.product.slug


def test_stars_are_those_of_the_sale(client, session, order):
    order.lines[0].certificate.stars = 3
    session.commit()

    page = show(client, order)

    assert "OCOP 5 sao" in page.select_one(".item").text
    assert not page.select("[data-stars]"), "a badge is drawn from today's certificate alone"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_purchase_shows_each_of_its_orders(client, session, lang):
    purchase = make_purchase((make_pack(), 1), (make_pack(), 3))

    page = client.get("orders.purchase", token=purchase.token, lang=lang)

    assert purchase.number in page.h1.text
    totals = [int(each["data-total-vnd"]) for each in page.select("[data-total-vnd]")]
    assert totals == [purchase.total_vnd, *(order.total_vnd for order in purchase.orders)]
    assert [each["data-order"] for each in page.select("[data-order]")] == [
        order.token for order in purchase.orders
    ]
    for order in purchase.orders:
        assert page.select_one(f"a[href='/orders/{order.token}']")


@pytest.mark.parametrize("endpoint", ["orders.order", "orders.purchase"])
@pytest.mark.parametrize("token", ["x" * 43, "0", "CS-22222", "a" * 500, "%00", "ố"])
def test_a_strangers_guess_finds_nothing(client, order, endpoint, token):
    client.get(endpoint, token=token, status=404)


def test_a_number_alone_opens_nothing(client, order):
    client.get("orders.order", token=order.number, status=404)
    client.get("orders.order", token=order.purchase.token, status=404)
    client.get("orders.purchase", token=order.token, status=404)


def test_an_address_with_a_nul_is_not_found(client, order):
    assert client.http.get(f"/orders/{order.token}%00").status_code == 404
    assert client.http.get(f"/orders/{order.token}?lang=%00").status_code == 404


@pytest.mark.parametrize("endpoint", ["orders.order", "orders.purchase"])
def test_the_pages_are_kept_by_nobody_and_tell_no_one_their_address(client, order, endpoint):
    token = order.token if endpoint == "orders.order" else order.purchase.token

    page = client.get(endpoint, token=token)

    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "Set-Cookie" not in page.headers


def test_lots_show_once_the_goods_lie_packed(client, session, order):
    lot = order.lines[0].allocations[0].lot
    trace = f"a[href='/t/{lot.code}']"
    assert not show(client, order).select(trace)

    move_on(order, OrderStatus.CONFIRMED)
    assert not show(client, order).select(trace)

    services.pack(order, actor=make_user())
    assert lot.lot_no in show(client, order).select_one(trace).text


def test_who_carries_the_parcel_is_told(client, order):
    move_on(order, OrderStatus.SHIPPED)

    page = show(client, order)

    assert "Bưu điện" in page.select_one("main").text
    assert "VN123" in page.select_one("main").text
    assert page.select_one(".journey [aria-current=step] h3").text == "Đang giao"


def test_a_buyer_cancels_before_the_maker_accepts(client, session, order):
    form = show(client, order).select_one("form[action$='/cancel']")
    assert form.select_one("label[for=reason]")

    page = client.open(cancel(client, order, " Đặt nhầm\0 ").location)

    assert order.status is OrderStatus.CANCELLED
    assert page.select_one("main .tag").text == "Đã hủy"
    assert "Đặt nhầm" in page.select_one(".journey").text
    assert not page.select("form[action$='/cancel']")
    assert session.scalar(select(StockLevel.reserved)) == 0
    assert session.scalar(select(Job).filter_by(name="payments.follow_order"))


def test_a_cancelled_order_asks_for_no_money(client, order):
    assert "Tiền mặt" in show(client, order).select_one("main").text

    cancel(client, order)

    assert "Tiền mặt" not in show(client, order).select_one("main").text


def test_cancelling_one_order_leaves_the_others(client, session):
    purchase = make_purchase((make_pack(), 1), (make_pack(), 1))
    first, second = purchase.orders

    cancel(client, first)

    assert (first.status, second.status) == (OrderStatus.CANCELLED, OrderStatus.PLACED)
    page = client.get("orders.purchase", token=purchase.token)
    assert page.select_one("main .tag").text == "Đã đặt"


def test_a_click_on_cancel_sent_twice_cancels_once(client, session, order):
    cancel(client, order)

    assert cancel(client, order).location.endswith(order.token)
    assert [change.to_status for change in order.history] == [
        OrderStatus.PLACED,
        OrderStatus.CANCELLED,
    ]


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "đã nhận đơn"), ("en", "has accepted this order already")]
)
def test_after_the_maker_accepted_it_is_too_late(client, session, order, lang, words):
    move_on(order, OrderStatus.CONFIRMED)

    page = cancel(client, order, status=409, lang=lang)

    assert words in page.select_one("[role=alert]").text
    assert order.status is OrderStatus.CONFIRMED
    assert session.scalar(select(StockLevel.reserved)) == 2
    assert not page.select("form[action$='/cancel']")


def test_an_order_on_its_way_cannot_be_cancelled(client, order):
    move_on(order, OrderStatus.SHIPPED)

    cancel(client, order, status=409)

    assert order.status is OrderStatus.SHIPPED


def test_a_stranger_cancels_nothing(client, order):
    client.post("orders.cancel", {}, token="x" * 43, status=404)

    assert order.status is OrderStatus.PLACED


def test_another_site_cancels_nothing(client, order):
    answer = client.http.post(
        f"/orders/{order.token}/cancel",
        headers={"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert order.status is OrderStatus.PLACED


def test_looking_cancels_nothing(client, order):
    assert client.http.get(f"/orders/{order.token}/cancel").status_code == 405
    assert order.status is OrderStatus.PLACED


def test_a_reason_longer_than_its_field_is_cut(client, order):
    cancel(client, order, "x" * 5000)

    assert len(order.history[-1].note) == 300


@pytest.mark.parametrize(("origin", "marked"), [(Origin.DEMO, True), (Origin.ENTERED, False)])
def test_goods_that_are_made_up_say_so(client, session, origin, marked):
    order = make_order((make_pack(origin=origin), 1))

    assert bool(show(client, order).select("main .demo")) is marked


def test_a_buyer_who_left_no_mail_address_is_told_to_keep_the_page(client, session):
    purchase, other = make_purchase(), make_purchase(email="ha@example.vn")

    assert "lưu địa chỉ" in client.get("orders.purchase", token=purchase.token).text
    assert "ha@example.vn" in client.get("orders.purchase", token=other.token).text


def test_an_order_delivered_ends_its_journey(client, order):
    move_on(order, OrderStatus.DELIVERED)

    page = show(client, order)

    assert not page.select(".journey .ahead")
    assert len(page.select(".journey li")) == 5
    assert clock.today().strftime("%d/%m/%Y") in page.select_one(".journey").text


def test_a_purchase_asks_as_often_for_many_orders_as_for_one(client, session, count_statements):
    small = make_purchase((make_pack(), 1))
    packs = [make_pack() for _ in range(5)]
    for pack in packs:
        make_certificate(product=pack.product)
    large = make_purchase(*((pack, 1) for pack in packs))
    for order in (*small.orders, *large.orders):
        move_on(order, OrderStatus.SHIPPED)
    tokens = small.token, large.token

    counts = []
    for token in tokens:
        session.expunge_all()
        with count_statements() as statements:
            client.get("orders.purchase", token=token)
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 10


def test_an_order_asks_as_often_for_many_lines_as_for_one(client, session, count_statements):
    first = make_pack()
    more = [make_pack(product=first.product) for _ in range(4)]
    small, large = make_order((first, 1)), make_order(*((pack, 1) for pack in (first, *more)))
    for order in (small, large):
        move_on(order, OrderStatus.PACKED)
    tokens = small.token, large.token

    counts = []
    for token in tokens:
        session.expunge_all()
        with count_statements() as statements:
            client.get("orders.order", token=token)
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 10
