"""Put goods into a cart, take them out, bring two carts together."""

import secrets

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from shop.accounts.models import User
from shop.cart import queries, rules
from shop.cart.errors import NoSuchPack, NotForSale, WrongQuantity
from shop.cart.models import Cart, CartLine
from shop.catalog.models import Product, ProductVariant
from shop.certification.queries import certificate_on
from shop.database import db, transaction
from shop.lib import clock

TOKEN_BYTES = 32
LARGEST_ID = 2**31 - 1  # of PostgreSQL's integers


def start(variant: ProductVariant, quantity: int, *, user: User | None) -> str:
    """Begin a cart with its first goods; return the token that opens it, of which we keep none.

    :param user: whose cart it is; None for a guest
    :raises WrongQuantity: if the quantity is out of range
    :raises NotForSale: if the pack is not sold here now
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction() as session:
        cart = Cart(token_digest=queries.digest(token), user_id=user.id if user else None)
        session.add(cart)
        session.flush()
        add(cart, variant, quantity)
    return token


def add(cart: Cart, variant: ProductVariant, quantity: int) -> None:
    """Put so many more units of a pack into a cart.

    :raises WrongQuantity: if the quantity is out of range
    :raises NotForSale: if the pack is not sold here now
    """
    if not 1 <= quantity <= rules.MOST_OF_ONE:
        raise WrongQuantity(rules.MOST_OF_ONE)
    with transaction():
        _touch(cart)
        if not rules.is_for_sale(variant):
            raise NotForSale
        line = _line(cart, variant.id)
        _set(cart, variant, quantity + (line.quantity if line else 0))


def change(cart: Cart, variant: ProductVariant, quantity: int) -> None:
    """Set how many units of a pack the buyer wants, having seen its price; 0 takes it out.

    :raises WrongQuantity: if the quantity is out of range
    """
    if not 0 <= quantity <= rules.MOST_OF_ONE:
        raise WrongQuantity(rules.MOST_OF_ONE)
    with transaction():
        _touch(cart)
        if _line(cart, variant.id) is not None:
            _set(cart, variant, quantity)


def settle(cart: Cart) -> None:
    """Bring a cart to what can be ordered now, at today's prices."""
    with transaction():
        _touch(cart)
        for item in queries.contents(cart).troubled:
            _set(cart, item.variant, item.orderable)


def empty(cart: Cart) -> None:
    with transaction() as session:
        _touch(cart)
        session.execute(delete(CartLine).where(CartLine.cart_id == cart.id))


def merge(guest: Cart, user: User) -> None:
    """Put what was gathered before signing in with what the person gathered before."""
    with transaction() as session:
        own = queries.cart_of(user.id)
        if own is None:
            guest.user_id = user.id
            return
        for cart in sorted((guest, own), key=lambda each: each.id):
            _touch(cart)
        for line in list(guest.lines):
            before = _line(own, line.variant_id)
            _put(own, line, before)
        session.delete(guest)


def find_pack(variant_id: int) -> ProductVariant:
    """Return a pack with all that says whether it is for sale.

    :raises NoSuchPack: if there is none
    """
    if not 0 < variant_id <= LARGEST_ID:
        raise NoSuchPack
    variant = db.session.scalar(
        select(ProductVariant)
        .where(ProductVariant.id == variant_id)
        .options(joinedload(ProductVariant.product).joinedload(Product.producer))
    )
    if variant is None:
        raise NoSuchPack
    return variant


def lock(cart: Cart) -> None:
    """Let nobody else change or order this cart before we commit."""
    db.session.refresh(cart, with_for_update=True)


def _touch(cart: Cart) -> None:
    lock(cart)
    cart.changed_at = clock.now()


def _line(cart: Cart, variant_id: int) -> CartLine | None:
    return db.session.scalar(select(CartLine).filter_by(cart_id=cart.id, variant_id=variant_id))


def _set(cart: Cart, variant: ProductVariant, quantity: int) -> None:
    line = _line(cart, variant.id)
    if quantity == 0:
        if line is not None:
            db.session.delete(line)
            db.session.flush()
        return
    if line is None:
        line = CartLine(cart_id=cart.id, variant_id=variant.id)
        db.session.add(line)
    certificate = certificate_on(clock.today(), variant.product_id)
    line.quantity = min(quantity, rules.MOST_OF_ONE)
    line.price_seen_vnd = variant.price_vnd
    line.stars_seen = certificate.stars if certificate else None
    db.session.flush()


def _put(own: Cart, line: CartLine, before: CartLine | None) -> None:
    if before is not None:
        before.quantity = min(before.quantity + line.quantity, rules.MOST_OF_ONE)
        before.price_seen_vnd, before.stars_seen = line.price_seen_vnd, line.stars_seen
        return
    db.session.add(
        CartLine(
            cart_id=own.id,
            variant_id=line.variant_id,
            quantity=line.quantity,
            price_seen_vnd=line.price_seen_vnd,
            stars_seen=line.stars_seen,
        )
    )
