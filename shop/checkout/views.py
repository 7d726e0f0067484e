"""One page from the cart to the purchase; it works without a script."""

import secrets
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.cart import cookie
from shop.cart import services as carts
from shop.cart.models import Cart
from shop.cart.queries import contents
from shop.cart.rules import Problem
from shop.checkout import services
from shop.checkout.address import find_commune
from shop.checkout.errors import SeveralCommunes
from shop.checkout.forms import CheckoutForm
from shop.checkout.services import Agreed
from shop.delivery.rules import Way
from shop.errors import ShopError
from shop.lib.phones import phone_e164, phone_for_people
from shop.orders.queries import last_purchase
from shop.orders.rules import Contact
from shop.payments.models import PaymentMethod
from shop.places.models import Commune
from shop.places.queries import HANOI, all_provinces
from shop.web.locale import language

bp = Blueprint("checkout", __name__)

TOKEN_BYTES = 24


@bp.route("/checkout", methods=["GET", "POST"])
@public
def show() -> Response:
    cart = cookie.current_cart()
    form = _form()
    if "settle" in request.form or "recount" in request.form:
        if cart is not None and "settle" in request.form:
            carts.settle(cart)
        return _page(cart, form, status=200)
    if not form.is_submitted():
        return _page(cart, form, status=200)
    choices: list[Commune] = []
    if form.validate():
        try:
            return redirect(url_for("orders.purchase", token=_place(cart, form)), 303)
        except SeveralCommunes as error:
            choices = error.communes
            form.reject(error)
        except ShopError as error:
            form.reject(error)
            return _page(cart, form, status=error.status)
    return _page(cart, form, status=422, choices=choices)


def _place(cart: Cart | None, form: CheckoutForm) -> str:
    """Order what is in the cart; return the token of the purchase."""
    if cart is None:
        raise services.CartEmpty
    commune = find_commune(form.province.data, form.commune_choice.data or form.commune.data)
    contact = Contact(
        name=form.name.data,
        phone=phone_e164(form.phone.data) or "",
        email=form.email.data or None,
        commune_code=commune.code,
        street=form.street.data,
        note=form.note.data or None,
    )
    return services.place_order(
        cart,
        contact,
        payment=PaymentMethod(form.payment.data),
        checkout_token=form.checkout_token.data,
        agreed=Agreed(_amount(form.goods_vnd.data), _amount(form.total_vnd.data)),
        user=current_user if current_user.is_authenticated else None,
        locale=language(),
    ).token


def _form() -> CheckoutForm:
    form = CheckoutForm(data={} if request.method == "POST" else _known())
    form.province.choices = [(each.code, each.name) for each in all_provinces()]
    return form


def _known() -> dict[str, Any]:
    """Return what the form can say already: the last receiver of a signed-in buyer."""
    known: dict[str, Any] = {
        "province": HANOI,
        "checkout_token": secrets.token_urlsafe(TOKEN_BYTES),
    }
    if not current_user.is_authenticated:
        return known
    if last := last_purchase(current_user.id):
        return known | {
            "name": last.name,
            "phone": phone_for_people(last.phone),
            "email": last.email,
            "province": last.commune.province_code,
            "commune": last.commune.name,
            "street": last.street,
        }
    phone = current_user.phone
    return known | {
        "name": current_user.name,
        "phone": phone_for_people(phone) if phone else None,
        "email": current_user.email,
    }


def _page(
    cart: Cart | None, form: CheckoutForm, *, status: int, choices: list[Commune] | None = None
) -> Response:
    wanted = contents(cart)
    province = form.province.data if _is_known(form) else HANOI
    quote = services.quote(wanted, province)
    # What the next submission agrees to is what this page shows.
    form.goods_vnd.data, form.total_vnd.data = quote.goods_vnd, quote.total_vnd
    response = make_response(
        render_template(
            "checkout/show.html",
            form=form,
            cart=wanted,
            quote=quote,
            choices=choices or [],
            Problem=Problem,
            Way=Way,
        ),
        status,
    )
    response.cache_control.no_store = True
    return response


def _is_known(form: CheckoutForm) -> bool:
    return form.province.data in {code for code, _name in form.province.choices}


def _amount(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 16 else None
