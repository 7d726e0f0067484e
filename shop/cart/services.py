"""Put goods into a cart, take them out, bring two carts together."""

import secrets

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import joinedload

from shop.accounts.models import User
from shop.cart import queries, rules
from shop.cart.errors import CartGone, NoSuchPack, NotCertified, NotForSale, WrongQuantity
from shop.cart.models import Cart, CartLine
from shop.catalog.models import Product, ProductVariant
from shop.certification.queries import certificate_on, lets_sell
from shop.database import LARGEST_ID, db, transaction
from shop.lib import clock

TOKEN_BYTES = 32


def start(variant: ProductVariant, quantity: int, *, user: User | None) -> str:
    """Begin a cart with its first goods; return the token that opens it, of which we keep none.

    :param user: whose cart it is, who may have begun it in another window; None for a guest
    :raises WrongQuantity: if the quantity is out of range
    :raises NotForSale: if the pack is not sold here now
    :raises NotCertified: if this market asks for a certificate and none holds today
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction() as session:
        cart = _own(user) if user else None
        if cart is None:
            cart = Cart(token_digest=queries.digest(token), user_id=user.id if user else None)
            session.add(cart)
            session.flush()
        add(cart, variant, quantity)
    return token


def add(cart: Cart, variant: ProductVariant, quantity: int) -> None:
    """Put so many more units of a pack into a cart.

    :raises WrongQuantity: if the quantity is out of range
    :raises NotForSale: if the pack is not sold here now
    :raises NotCertified: if this market asks for a certificate and none holds today
    """
    if not 1 <= quantity <= rules.MOST_OF_ONE:
        raise WrongQuantity(rules.MOST_OF_ONE)
    with transaction():
        _touch(cart)
        if not rules.is_for_sale(variant):
            raise NotForSale
        certificate = certificate_on(clock.today(), variant.product_id)
        if not lets_sell(certificate is not None):
            raise NotCertified
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
    """Put what was gathered before signing in with what the person gathered before.

    Done already, by the same click sent twice, it changes nothing.
    """
    with transaction() as session:
        own = _own(user)
        found = _locked(guest)
        if found is None or found.user_id is not None:
            return
        if own is None:
            found.user_id = user.id
            return
        _touch(own)
        for line in list(found.lines):
            _put(own, line, _line(own, line.variant_id))
        session.delete(found)


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
    """Let nobody else change or order this cart before we commit.

    :raises CartGone: if it is no more
    """
    if _locked(cart) is None:
        raise CartGone


def _locked(cart: Cart) -> Cart | None:
    key = inspect(cart).identity  # known even where the row is gone
    return db.session.get(Cart, key, with_for_update=True, populate_existing=True)


def _own(user: User) -> Cart | None:
    """Return a person's cart, so that nobody else begins one for them before we commit."""
    # Weaker than a plain lock: an order placed meanwhile may refer to the person.
    db.session.execute(select(User.id).filter_by(id=user.id).with_for_update(key_share=True))
    return queries.cart_of(user.id)


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
    certificate = certificate_on(clock.today(), variant.product_id)
    if line is None:
        line = CartLine(cart_id=cart.id, variant_id=variant.id)
        db.session.add(line)
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
