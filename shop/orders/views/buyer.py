"""What a buyer sees of a purchase: whoever has the address may look, nobody else can guess it."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.catalog.covers import covers_of
from shop.database import Origin
from shop.errors import ShopError
from shop.extensions import csrf
from shop.lib.phones import phone_for_people
from shop.orders import labels, policy, rules, services
from shop.orders.models import Order, OrderStatus
from shop.payments import labels as payment_labels
from shop.payments.queries import payments_of
from shop.web.forms import tidy

bp = Blueprint("orders", __name__)

LONGEST_REASON = 300


@bp.get("/purchases/<token>")
@public
def purchase(token: str) -> Response:
    found = policy.open_purchase(token)
    return _private(
        render_template(
            "orders/purchase.html",
            purchase=found,
            status=rules.purchase_status(order.status for order in found.orders),
            **_words(found.orders),
        )
    )


@bp.get("/orders/<token>")
@public
def order(token: str) -> Response:
    return _order_page(policy.open_order(token))


@bp.post("/orders/<token>/cancel")
@public
@csrf.exempt  # no session stands behind it; whoever has the token may cancel
def cancel(token: str) -> Response:
    found = policy.open_order(token)
    actor = current_user if current_user.is_authenticated else None
    reason = (tidy(request.form.get("reason")) or "")[:LONGEST_REASON]
    try:
        services.cancel(found, reason, actor=actor, by_buyer=True)
    except ShopError as error:
        found = policy.open_order(token)
        if found.status is not OrderStatus.CANCELLED:  # else a second click: it is done
            return _order_page(found, error)
    return redirect(url_for(".order", token=token), 303)


def _order_page(found: Order, error: ShopError | None = None) -> Response:
    response = _private(
        render_template("orders/order.html", order=found, error=error, **_words([found]))
    )
    response.status_code = error.status if error else 200
    return response


def _words(orders: list[Order]) -> dict[str, Any]:
    lines = [line for order in orders for line in order.lines]
    return {
        "labels": labels,
        "payment_labels": payment_labels,
        "rules": rules,
        "payments": payments_of(order.id for order in orders),
        "phone_for_people": phone_for_people,
        "covers": covers_of(line.variant.product for line in lines),
        "longest_reason": LONGEST_REASON,
        "is_sample": any(line.variant.origin is Origin.DEMO for line in lines),
        "journeys": {order.id: _journey(order) for order in orders},
    }


def _journey(order: Order) -> tuple[list[rules.Milestone], list[rules.Milestone]]:
    return rules.milestones(
        rules.Milestone(change.to_status, change.at, change.note) for change in order.history
    )


def _private(page: str) -> Response:
    response = make_response(page)
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    # The address is the key, so no other site hears it; "no-referrer" would also hide from
    # ourselves where a cancellation comes from.
    response.headers["Referrer-Policy"] = "same-origin"
    return response
