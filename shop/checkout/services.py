"""From a cart to a purchase."""

import hashlib
from dataclasses import dataclass

from shop.accounts.models import User
from shop.cart import services as carts
from shop.cart.models import Cart
from shop.cart.queries import Contents, Group, contents
from shop.checkout.errors import CartEmpty, CartHasProblems, TotalChanged
from shop.database import db, transaction
from shop.delivery import rules as delivery
from shop.delivery.rules import DeliveryQuote
from shop.lib import clock
from shop.lib.money import included_tax_vnd
from shop.orders import queries as orders
from shop.orders.models import Purchase
from shop.orders.rules import Contact
from shop.orders.services import Parcel, Ware, place
from shop.orders.vat import vat_percent
from shop.payments import services as payments
from shop.payments.models import PaymentMethod
from shop.places.models import Commune
from shop.producers.models import Producer

FINGERPRINT_SIGNS = 16


@dataclass(frozen=True)
class QuotedParcel:
    """What one producer sends, and what sending it costs."""

    group: Group
    delivery: DeliveryQuote

    @property
    def producer(self) -> Producer:
        assert self.group.producer
        return self.group.producer


@dataclass(frozen=True)
class Quote:
    """Everything that a purchase would come to."""

    parcels: list[QuotedParcel]
    goods_vnd: int
    vat_vnd: int  # inside the goods
    delivery_vnd: int

    @property
    def total_vnd(self) -> int:
        return self.goods_vnd + self.delivery_vnd

    @property
    def fingerprint(self) -> str:
        """Return what stays the same only while all goods, prices and stars do."""
        seen = sorted(
            (
                item.variant.id,
                item.orderable,
                item.variant.price_vnd,
                item.certificate.stars if item.certificate else 0,
            )
            for parcel in self.parcels
            for item in parcel.group.items
        )
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:FINGERPRINT_SIGNS]


@dataclass(frozen=True)
class Agreed:
    """What a buyer saw before ordering; None: not stated."""

    goods: str | None = None  # the quote's fingerprint
    total_vnd: int | None = None

    def covers(self, quote: Quote) -> bool:
        """Say whether a buyer who saw this has agreed to that quote.

        The goods must be exactly what was seen; the whole may only have become less.
        """
        return self.goods in (None, quote.fingerprint) and (
            self.total_vnd is None or quote.total_vnd <= self.total_vnd
        )


def quote(cart: Contents, province_code: str) -> Quote:
    """Return what a cart's orderable goods come to, sent to a province."""
    parcels = [
        QuotedParcel(
            group,
            delivery.quote(group.weight_g, group.producer.province_code == province_code),
        )
        for group in cart.groups
        if group.producer is not None and group.total_vnd
    ]
    today = clock.today()
    return Quote(
        parcels=parcels,
        goods_vnd=sum(parcel.group.total_vnd for parcel in parcels),
        vat_vnd=sum(
            included_tax_vnd(
                item.total_vnd,
                vat_percent(today, item.product.criteria_set_no, parcel.producer.kind),
            )
            for parcel in parcels
            for item in parcel.group.items
        ),
        delivery_vnd=sum(parcel.delivery.fee_vnd for parcel in parcels),
    )


def place_order(
    cart: Cart,
    contact: Contact,
    *,
    payment: PaymentMethod,
    checkout_token: str,
    agreed: Agreed,
    user: User | None,
    locale: str,
) -> Purchase:
    """Turn a cart into a purchase; the same checkout sent again returns the same purchase.

    :param checkout_token: given to the buyer with the form
    :param agreed: what the form showed
    :raises CartEmpty: if there is nothing to order
    :raises CartHasProblems: if a line cannot be ordered as it is
    :raises TotalChanged: if it comes to other goods or amounts than agreed
    :raises CartGone: if the cart went into another one meanwhile
    :raises OutOfStock: naming every line that cannot be met
    :raises MethodNotOffered: if buyers cannot pay that way
    """
    with transaction():
        carts.lock(cart)  # a second click waits here, then finds the purchase of the first
        key = _key(cart, checkout_token)
        if placed := orders.purchase_by_checkout(key):
            return placed
        wanted = contents(cart)
        if not wanted.items:
            raise CartEmpty
        if wanted.is_blocked:
            raise CartHasProblems
        commune = db.session.get_one(Commune, contact.commune_code)
        quoted = quote(wanted, commune.province_code)
        if not agreed.covers(quoted):
            raise TotalChanged
        purchase = place(
            [_parcel(parcel) for parcel in quoted.parcels],
            contact,
            checkout_token=key,
            user=user,
            locale=locale,
        )
        for order in purchase.orders:
            payments.begin(order, payment)
        carts.empty(cart)
    return purchase


def _parcel(parcel: QuotedParcel) -> Parcel:
    wares = [Ware(item.variant, item.quantity, item.certificate) for item in parcel.group.items]
    return Parcel(parcel.producer, wares, parcel.delivery.fee_vnd)


def _key(cart: Cart, checkout_token: str) -> str:
    # Bound to the cart, so that a token somebody else made up finds nobody's purchase.
    return hashlib.sha256(f"{cart.id}:{cart.token_digest}:{checkout_token}".encode()).hexdigest()
