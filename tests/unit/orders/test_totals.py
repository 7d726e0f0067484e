"""Whatever is bought: the amounts of an order add up, and the quote said them before."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from shop.cart.queries import Contents, Group, Item
from shop.checkout.services import quote
from shop.lib.money import included_tax_vnd
from shop.orders.rules import line_amounts
from shop.orders.services import Parcel, Ware, place
from shop.producers.models import ProducerKind
from tests.factories.cart import make_pack
from tests.factories.catalog import make_criteria_set, make_product
from tests.factories.orders import make_contact
from tests.factories.producers import make_producer

PRICES = st.integers(1, 50_000_000)
QUANTITIES = st.integers(1, 999)
tokens = count(1)


@given(PRICES, QUANTITIES, st.sampled_from([0, 5, 8, 10]))
def test_the_tax_of_a_line_lies_inside_it(price_vnd, quantity, percent):
    amounts = line_amounts(price_vnd, quantity, percent)

    assert amounts.total_vnd == price_vnd * quantity
    assert 0 <= amounts.vat_vnd <= amounts.total_vnd
    net = amounts.total_vnd - amounts.vat_vnd
    # Half a đồng of rounding, once for the line.
    assert abs(net * percent - amounts.vat_vnd * 100) <= 50 + percent / 2


def item(variant, quantity):
    return Item(variant, quantity, quantity, variant.price_vnd, None, None, [])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.lists(
            st.tuples(PRICES, QUANTITIES, st.sampled_from([1, 12, 14])), min_size=1, max_size=3
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(list(ProducerKind)),
    st.sampled_from(["01", "79"]),
)
def test_lines_orders_and_purchase_add_up(session: Session, baskets, kind, province):
    groups = []
    for basket in baskets:
        producer = make_producer(kind=kind)
        packs = [
            make_pack(
                quantity,
                price_vnd=price_vnd,
                product=make_product(
                    producer=producer, criteria_set_no=make_criteria_set(criteria_set).no
                ),
            )
            for price_vnd, quantity, criteria_set in basket
        ]
        lines = zip(packs, basket, strict=True)
        groups.append(Group(producer, [item(pack, quantity) for pack, (_, quantity, _) in lines]))
    quoted = quote(Contents(groups), province)

    purchase = place(
        [
            Parcel(
                parcel.producer,
                [Ware(each.variant, each.quantity, None) for each in parcel.group.items],
                parcel.delivery.fee_vnd,
            )
            for parcel in quoted.parcels
        ],
        make_contact(),
        checkout_token=f"tong-tien-{next(tokens)}",
        user=None,
        locale="vi",
    )

    for order in purchase.orders:
        assert order.goods_vnd == sum(line.total_vnd for line in order.lines)
        assert order.total_vnd == order.goods_vnd + order.delivery_vnd
        assert 0 <= order.vat_vnd <= order.goods_vnd
        for line in order.lines:
            assert line.total_vnd == line.unit_price_vnd * line.quantity
            assert line.vat_vnd == included_tax_vnd(line.total_vnd, line.vat_percent)
            assert sum(part.quantity for part in line.allocations) == line.quantity
    assert purchase.total_vnd == quoted.total_vnd
    assert sum(order.goods_vnd for order in purchase.orders) == quoted.goods_vnd
    assert sum(order.vat_vnd for order in purchase.orders) == quoted.vat_vnd
