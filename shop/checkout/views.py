"""One page from the cart to the purchase; it works without a script."""

import secrets
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from shop.accounts.permissions import public
from shop.cart import cookie
from shop.cart import services as carts
from shop.cart.models import Cart
from shop.cart.queries import contents
from shop.catalog.covers import covers_of
from shop.checkout import services
from shop.checkout.address import find_commune
from shop.checkout.errors import CartEmpty, FormTooOld, SeveralCommunes
from shop.checkout.forms import CheckoutForm
from shop.checkout.services import Agreed
from shop.delivery import labels as delivery
from shop.errors import ShopError
from shop.extensions import csrf
from shop.lib.mails import mail_address
from shop.lib.phones import phone_e164, phone_for_people
from shop.orders.queries import last_purchase
from shop.orders.rules import Contact
from shop.payments.models import PaymentMethod
from shop.places.models import Commune
from shop.places.queries import HANOI, all_provinces, find_communes
from shop.web.locale import language

bp = Blueprint("checkout", __name__)

TOKEN_BYTES = 24
MOST_COMMUNES = 250  # more than any province has


@bp.route("/checkout", methods=["GET", "POST"])
@public
@csrf.exempt  # the form asks for its token itself: a stale one costs nobody their words
def show() -> Response:
    form = _form()
    if not form.is_submitted():
        return _page(form)
    try:
        cart = cookie.current_cart()
        if "settle" in request.form and cart is not None:
            carts.settle(cart)
        if "settle" in request.form or "recount" in request.form:
            return _page(form)
        if not form.validate():
            return _page(form, status=_refusal(form), choices=_unclear_commune(form))
        return redirect(url_for("orders.purchase", token=_place(cart, form)), 303)
    except ShopError as error:
        form.reject(error)
        choices = error.communes if isinstance(error, SeveralCommunes) else []
        return _page(form, status=error.status, choices=choices)


def _refusal(form: CheckoutForm) -> int:
    """Say what the form lacks, and bring it up to date; return the status of that answer."""
    if not form.is_too_old():
        return 422
    form.bring_up_to_date(secrets.token_urlsafe(TOKEN_BYTES))
    error = FormTooOld()
    form.reject(error)
    return error.status


def _unclear_commune(form: CheckoutForm) -> list[Commune]:
    """Say what is wrong with the commune beside all else, so that nothing is said later."""
    if form.commune.errors or form.province.errors:
        return []
    try:
        _commune(form)
    except ShopError as error:
        form.reject(error)
        return error.communes if isinstance(error, SeveralCommunes) else []
    return []


def _place(cart: Cart | None, form: CheckoutForm) -> str:
    """Order what is in the cart; return the token of the purchase."""
    if cart is None:
        raise CartEmpty
    contact = Contact(
        name=form.name.data,
        phone=phone_e164(form.phone.data) or "",
        email=mail_address(form.email.data or ""),
        commune_code=_commune(form).code,
        street=form.street.data,
        note=form.note.data or None,
    )
    return services.place_order(
        cart,
        contact,
        payment=PaymentMethod(form.payment.data),
        checkout_token=form.checkout_token.data,
        agreed=Agreed(form.goods_seen.data or None, _amount(form.total_vnd.data)),
        user=current_user if current_user.is_authenticated else None,
        locale=language(),
    ).token


def _commune(form: CheckoutForm) -> Commune:
    """Return the commune that the buyer means; the form then names it as it is called today."""
    try:
        commune = find_commune(form.province.data, form.commune.data)
    except SeveralCommunes as error:
        chosen = [each for each in error.communes if each.code == form.commune_choice.data]
        if not chosen:
            raise
        commune = chosen[0]
    form.commune.data = commune.name
    return commune


def _form() -> CheckoutForm:
    # Only behind a session is there something to guard that the origin of a request does not.
    form = CheckoutForm(
        data={} if request.method == "POST" else _known(),
        meta={"csrf": current_user.is_authenticated},
    )
    form.province.choices = [SelectChoice(each.code, each.name) for each in all_provinces()]
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
    form: CheckoutForm, *, status: int = 200, choices: list[Commune] | None = None
) -> Response:
    # Asked for again: what was refused may have changed the cart.
    wanted = contents(cookie.current_cart())
    province = form.province.data if _is_known(form) else HANOI
    quote = services.quote(wanted, province)
    # What the next submission agrees to is what this page shows.
    form.goods_seen.data, form.total_vnd.data = quote.fingerprint, quote.total_vnd
    response = make_response(
        render_template(
            "checkout/show.html",
            form=form,
            cart=wanted,
            quote=quote,
            province=province,
            communes=find_communes(province, "", most=MOST_COMMUNES) if wanted.items else [],
            choices=choices or [],
            covers=covers_of(item.product for item in wanted.items),
            delivery=delivery,
        ),
        status,
    )
    # Not "no-store": going back must find every word again that the buyer had typed.
    response.cache_control.no_cache = True
    response.cache_control.private = True
    return response


def _is_known(form: CheckoutForm) -> bool:
    return form.province.data in {choice.value for choice in form.province.choices}


def _amount(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 16 else None
