"""What lies in a cart, as it stands today."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from shop.cart import rules
from shop.cart.models import Cart, CartLine
from shop.cart.rules import Problem
from shop.catalog.models import Product, ProductVariant
from shop.certification.models import Certificate
from shop.certification.queries import certificates_on, lets_sell
from shop.database import Origin, db
from shop.inventory.queries import available
from shop.lib import clock
from shop.producers.models import Producer


@dataclass(frozen=True)
class Item:
    """A line of a cart with today's price, stock and stars."""

    variant: ProductVariant
    quantity: int
    stock: int  # units that can be sent today
    price_seen_vnd: int
    stars_seen: int | None
    certificate: Certificate | None
    problems: list[Problem]

    @property
    def product(self) -> Product:
        return self.variant.product

    @property
    def is_sold(self) -> bool:
        return not rules.NOT_SOLD & set(self.problems)

    @property
    def orderable(self) -> int:
        """Units of the line that could be ordered now."""
        if not self.is_sold:
            return 0
        return max(0, min(self.quantity, self.stock))

    @property
    def total_vnd(self) -> int:
        return self.variant.price_vnd * self.orderable

    @property
    def is_blocked(self) -> bool:
        return bool(rules.BLOCKING & set(self.problems))


@dataclass(frozen=True)
class Group:
    """The part of a cart that one producer sends."""

    producer: Producer | None
    items: list[Item]

    @property
    def total_vnd(self) -> int:
        return sum(item.total_vnd for item in self.items)

    @property
    def weight_g(self) -> int:
        return sum(item.variant.weight_g * item.orderable for item in self.items)


@dataclass(frozen=True)
class Contents:
    groups: list[Group]

    @cached_property
    def items(self) -> list[Item]:
        return [item for group in self.groups for item in group.items]

    @property
    def total_vnd(self) -> int:
        return sum(group.total_vnd for group in self.groups)

    @property
    def troubled(self) -> list[Item]:
        return [item for item in self.items if item.problems]

    @property
    def is_blocked(self) -> bool:
        return any(item.is_blocked for item in self.items)

    @property
    def is_demo(self) -> bool:
        return any(item.variant.origin is Origin.DEMO for item in self.items)


def digest(token: str) -> str:
    """Return what the database keeps of a cart's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def guest_cart(token: str) -> Cart | None:
    """Return the cart of somebody who has not signed in, by the token of their browser."""
    return db.session.scalar(select(Cart).filter_by(token_digest=digest(token), user_id=None))


def cart_of(user_id: int) -> Cart | None:
    return db.session.scalar(select(Cart).filter_by(user_id=user_id))


def line_count(cart: Cart) -> int:
    return (
        db.session.scalar(select(func.count()).select_from(CartLine).filter_by(cart_id=cart.id))
        or 0
    )


def contents(cart: Cart | None) -> Contents:
    """Return what a cart holds by producer, each line with all that has changed since."""
    lines = _lines(cart) if cart else []
    today = clock.today()
    stock = available([line.variant_id for line in lines], today)
    certificates = certificates_on(today, {line.variant.product_id for line in lines})
    groups: dict[int | None, Group] = {}
    for line in lines:
        product = line.variant.product
        group = groups.setdefault(product.producer_id, Group(product.producer, []))
        group.items.append(_item(line, stock.get(line.variant_id, 0), certificates.get(product.id)))
    return Contents(list(groups.values()))


def _lines(cart: Cart) -> list[CartLine]:
    producer = joinedload(CartLine.variant).joinedload(ProductVariant.product)
    return list(
        db.session.scalars(
            select(CartLine)
            .where(CartLine.cart_id == cart.id)
            .order_by(CartLine.id)
            .options(
                producer.joinedload(Product.producer).options(
                    joinedload(Producer.commune), joinedload(Producer.province)
                )
            )
            .execution_options(populate_existing=True)
        )
    )


def _item(line: CartLine, stock: int, certificate: Certificate | None) -> Item:
    return Item(
        variant=line.variant,
        quantity=line.quantity,
        stock=stock,
        price_seen_vnd=line.price_seen_vnd,
        stars_seen=line.stars_seen,
        certificate=certificate,
        problems=rules.problems(
            for_sale=rules.is_for_sale(line.variant),
            lets_sell=lets_sell(certificate is not None),
            quantity=line.quantity,
            stock=stock,
            price_vnd=line.variant.price_vnd,
            price_seen_vnd=line.price_seen_vnd,
            stars=certificate.stars if certificate else None,
            stars_seen=line.stars_seen,
        ),
    )
