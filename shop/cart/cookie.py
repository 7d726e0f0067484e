"""Which cart is this visitor's: the signed-in person's, else the one their browser names."""

from flask import after_this_request, request
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.models import User
from shop.cart import queries, services
from shop.cart.models import Cart
from shop.catalog.models import ProductVariant

NAME = "cart"
AGE_S = 60 * 24 * 3600


def current_cart() -> Cart | None:
    """Return the visitor's cart; None where nothing was ever put into one."""
    if current_user.is_authenticated and (own := queries.cart_of(current_user.id)):
        return own
    token = request.cookies.get(NAME)
    return queries.guest_cart(token) if token else None


def put(variant: ProductVariant, quantity: int) -> None:
    """Put goods into the visitor's cart, begun now where there is none.

    :raises WrongQuantity: if the quantity is out of range
    :raises NotForSale: if the pack is not sold here now
    :raises NotCertified: if this market asks for a certificate and none holds today
    """
    if cart := current_cart():
        services.add(cart, variant, quantity)
        return
    user = current_user if current_user.is_authenticated else None
    token = services.start(variant, quantity, user=user)
    if user:
        return

    @after_this_request
    def _remember(response: Response) -> Response:
        response.set_cookie(
            NAME, token, max_age=AGE_S, httponly=True, samesite="Lax", secure=request.is_secure
        )
        return response


def hand_over(user: User) -> None:
    """Give a person who signs in what their browser has gathered; the cookie has served."""
    token = request.cookies.get(NAME)
    if token is None:
        return
    if cart := queries.guest_cart(token):
        services.merge(cart, user)

    @after_this_request
    def _forget(response: Response) -> Response:
        response.delete_cookie(NAME)
        return response


def line_count() -> int:
    """Return how many lines the visitor's cart has, without asking for those who have none."""
    if NAME not in request.cookies and not current_user.is_authenticated:
        return 0
    cart = current_cart()
    return queries.line_count(cart) if cart else 0
