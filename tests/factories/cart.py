"""Carts of tests, filled through the real services."""

from shop.cart import queries, services
from shop.catalog.models import ProductVariant
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock


def make_pack(stock=10, **overrides) -> ProductVariant:
    """A pack on sale that lies in its producer's store room."""
    variant = make_variant(**overrides)
    if stock:
        make_stock(variant, stock)
    return variant


def make_cart(*wares, user=None):
    """A cart of (pack, quantity) pairs."""
    (variant, quantity), *rest = wares
    token = services.start(variant, quantity, user=user)
    cart = queries.cart_of(user.id) if user else queries.guest_cart(token)
    for variant, quantity in rest:
        services.add(cart, variant, quantity)
    return cart
