"""Turn what a buyer confirmed into a purchase with one order for each producer."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import ProductVariant
from shop.certification.models import Certificate
from shop.database import Origin, db, transaction
from shop.inventory import services as inventory
from shop.inventory.models import Reservation
from shop.inventory.rules import StockLine
from shop.lib import clock
from shop.orders import letters
from shop.orders.models import (
    Channel,
    LineAllocation,
    Order,
    OrderChange,
    OrderLine,
    OrderStatus,
    Purchase,
)
from shop.orders.numbers import new_number
from shop.orders.rules import Contact, line_amounts
from shop.orders.vat import vat_percent
from shop.producers.models import Producer

TOKEN_BYTES = 32


@dataclass(frozen=True)
class Ware:
    """Units of a pack, with the certificate that gives it stars today."""

    variant: ProductVariant
    quantity: int
    certificate: Certificate | None


@dataclass(frozen=True)
class Parcel:
    """What one producer sends."""

    producer: Producer
    wares: Sequence[Ware]
    delivery_vnd: int


def place(
    parcels: Sequence[Parcel],
    contact: Contact,
    *,
    checkout_token: str,
    user: User | None,
    locale: str,
) -> Purchase:
    """Write a purchase, one order for each producer, and hold the stock.

    :param checkout_token: unique key of the checkout that this comes from
    :param user: the signed-in buyer; None for a guest
    :raises OutOfStock: naming every line that cannot be met; nothing is written then
    """
    with transaction() as session:
        purchase = Purchase(
            token=secrets.token_urlsafe(TOKEN_BYTES),
            number=_free_number(),
            checkout_token=checkout_token,
            user_id=user.id if user else None,
            name=contact.name,
            phone=contact.phone,
            email=contact.email,
            commune_code=contact.commune_code,
            street=contact.street,
            note=contact.note,
            locale=locale,
            is_demo=any(
                ware.variant.origin is Origin.DEMO for parcel in parcels for ware in parcel.wares
            ),
        )
        session.add(purchase)
        reservations = inventory.reserve(
            (
                StockLine(ware.variant.id, ware.quantity)
                for parcel in parcels
                for ware in parcel.wares
            ),
            reference=purchase.number,
        )
        by_variant = _by_variant(reservations)
        for position, parcel in enumerate(parcels, start=1):
            order = _order(purchase, f"{purchase.number}-{position}", parcel, by_variant)
            session.add(order)
            audit.record(user, "order.placed", order, number=order.number)
        letters.send_placed(purchase, user)
    return purchase


def _free_number() -> str:
    while True:
        number = new_number()
        if db.session.scalar(select(Purchase.id).filter_by(number=number)) is None:
            return number


def _by_variant(reservations: Iterable[Reservation]) -> dict[int, list[Reservation]]:
    parts: dict[int, list[Reservation]] = {}
    for reservation in reservations:
        sold_as = reservation.box_id or reservation.stock_level.variant_id
        parts.setdefault(sold_as, []).append(reservation)
    return parts


def _order(
    purchase: Purchase, number: str, parcel: Parcel, reservations: dict[int, list[Reservation]]
) -> Order:
    lines = list(_lines(parcel, reservations))
    goods_vnd = sum(line.total_vnd for line in lines)
    return Order(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        number=number,
        purchase=purchase,
        producer=parcel.producer,
        channel=Channel.WEB,
        status=OrderStatus.PLACED,
        goods_vnd=goods_vnd,
        delivery_vnd=parcel.delivery_vnd,
        total_vnd=goods_vnd + parcel.delivery_vnd,
        lines=lines,
        history=[OrderChange(to_status=OrderStatus.PLACED)],
    )


def _lines(parcel: Parcel, reservations: dict[int, list[Reservation]]) -> Iterator[OrderLine]:
    today = clock.today()
    for ware in parcel.wares:
        variant, product = ware.variant, ware.variant.product
        percent = vat_percent(today, product.criteria_set_no, parcel.producer.kind)
        amounts = line_amounts(variant.price_vnd, ware.quantity, percent)
        yield OrderLine(
            variant=variant,
            name_vi=product.name_vi,
            name_en=product.name_en,
            pack_vi=variant.name_vi,
            pack_en=variant.name_en,
            unit_price_vnd=variant.price_vnd,
            quantity=ware.quantity,
            total_vnd=amounts.total_vnd,
            vat_percent=percent,
            vat_vnd=amounts.vat_vnd,
            stars=ware.certificate.stars if ware.certificate else None,
            certificate=ware.certificate,
            allocations=[
                LineAllocation(
                    lot_id=part.stock_level.lot_id, reservation=part, quantity=part.quantity
                )
                for part in reservations[variant.id]
            ],
        )
