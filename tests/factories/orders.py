"""Purchases and orders of tests, placed through the real services."""

from shop.certification.queries import certificate_on
from shop.lib import clock
from shop.orders.rules import Contact
from shop.orders.services import Parcel, Ware, place
from shop.payments import services as payments
from shop.payments.models import PaymentMethod
from tests.factories import numbers
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock
from tests.factories.places import make_commune

DELIVERY_VND = 28_000


def make_contact(**overrides):
    defaults = {
        "name": "Nguyễn Thu Hà",
        "phone": "+84912345678",
        "commune_code": make_commune().code,
        "street": "12 ngõ 5 Hàng Bún",
    }
    return Contact(**defaults | overrides)


def make_purchase(*wares, user=None, locale="vi", delivery_vnd=DELIVERY_VND, **contact):
    """Place a purchase of (variant, quantity) pairs that are in stock, paid in cash.

    Without any pair it is two units of a new pack; each producer gets an order.
    """
    parcels: dict = {}
    for variant, quantity in wares or [_stocked_ware()]:
        ware = Ware(variant, quantity, certificate_on(clock.today(), variant.product_id))
        parcels.setdefault(variant.product.producer, []).append(ware)
    purchase = place(
        [Parcel(producer, of_one, delivery_vnd) for producer, of_one in parcels.items()],
        make_contact(**contact),
        checkout_token=f"thanh-toan-cua-kiem-thu-{next(numbers)}",
        user=user,
        locale=locale,
    )
    for order in purchase.orders:
        payments.begin(order, PaymentMethod.COD)
    return purchase


def make_order(*wares, **purchase):
    """Place a purchase that is one producer's alone; return its order."""
    (order,) = make_purchase(*wares, **purchase).orders
    return order


def _stocked_ware():
    variant = make_variant()
    make_stock(variant, 10)
    return variant, 2
