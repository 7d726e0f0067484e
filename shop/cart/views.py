"""The cart's page and its buttons; it works without a script."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.cart import cookie, queries, services
from shop.cart.errors import WrongQuantity
from shop.cart.rules import MOST_OF_ONE
from shop.catalog.covers import covers_of
from shop.extensions import csrf

bp = Blueprint("cart", __name__)


@bp.app_context_processor
def _count() -> dict[str, object]:
    return {"cart_count": cookie.line_count()}


@bp.get("/cart")
@public
def show() -> Response:
    return _page()


@bp.post("/cart/lines")
@public
@csrf.exempt  # no session stands behind it; the cross-site check guards it
def add() -> Response:
    variant = services.find_pack(request.form.get("variant", -1, type=int))
    cookie.put(variant, _quantity())
    return redirect(url_for(".show", added=variant.id), 303)


@bp.post("/cart/lines/<int:variant_id>")
@public
@csrf.exempt
def change(variant_id: int) -> Response:
    variant = services.find_pack(variant_id)
    cart = cookie.current_cart()
    if cart is not None:
        try:
            services.change(cart, variant, 0 if "remove" in request.form else _quantity())
        except WrongQuantity as error:
            return _page({variant_id: str(error.message)}, status=error.status)
    return redirect(url_for(".show"), 303)


@bp.post("/cart/settle")
@public
@csrf.exempt
def settle() -> Response:
    """Bring the cart to what can be ordered now."""
    cart = cookie.current_cart()
    if cart is not None:
        services.settle(cart)
    return redirect(url_for(".show"), 303)


def _page(wrong: dict[int, str] | None = None, *, status: int = 200) -> Response:
    """Show the cart.

    :param wrong: what is wrong with a quantity just typed, by its pack
    """
    contents = queries.contents(cookie.current_cart())
    added = request.args.get("added", type=int)
    response = make_response(
        render_template(
            "cart/show.html",
            cart=contents,
            wrong=wrong or {},
            most=MOST_OF_ONE,
            added=next((item for item in contents.items if item.variant.id == added), None),
            covers=covers_of(item.product for item in contents.items),
        ),
        status,
    )
    response.cache_control.no_store = True
    return response


def _quantity() -> int:
    quantity = request.form.get("quantity", "1").strip()
    if not quantity.isdecimal() or len(quantity) > 6:
        raise WrongQuantity(MOST_OF_ONE)
    return int(quantity)
