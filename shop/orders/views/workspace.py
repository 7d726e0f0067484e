"""The producer's orders, and the page where their day begins."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import requires
from shop.accounts.queries import names_of
from shop.errors import NotFound, ShopError
from shop.lib.phones import phone_for_people
from shop.orders import labels, policy, queries, rules, services
from shop.orders.forms import CancelForm, ShipForm, UndeliveredForm
from shop.orders.models import Order, OrderStatus
from shop.orders.rules import Desk
from shop.payments import labels as payment_labels
from shop.payments.queries import payments_of
from shop.producers.policy import own_producer
from shop.web import navigation
from shop.web.forms import Form
from shop.web.paging import page_number
from shop.web.workspace import bp

ORDERS_SHOWN = 20
CHOSEN_LOT = re.compile(r"lot-([0-9]{1,9})=([0-9]{1,9})")
LOTS_OPEN = frozenset({OrderStatus.CONFIRMED, OrderStatus.PACKED})


@dataclass(frozen=True)
class Step:
    """What a page may ask to be done with an order, and what it says afterwards."""

    run: Callable[[Order, Any], None]  # the order, and what was typed along with it
    done: LazyString
    form: type[Form] = Form


STEPS: dict[str, Step] = {
    "accept": Step(
        lambda order, _form: services.accept(order, actor=current_user),
        _l("Order %(number)s is accepted. Pack it next."),
    ),
    "pack": Step(
        lambda order, _form: services.pack(order, _chosen_lots(), actor=current_user),
        _l("Order %(number)s is packed. Hand it over next."),
    ),
    "ship": Step(
        lambda order, form: services.ship(
            order, form.carrier.data, form.tracking_no.data, _chosen_lots(), actor=current_user
        ),
        _l("Order %(number)s is on its way."),
        ShipForm,
    ),
    "deliver": Step(
        lambda order, _form: services.deliver(order, actor=current_user),
        _l("Order %(number)s is delivered."),
    ),
    "undelivered": Step(
        lambda order, form: _end(order, form),
        _l("Written down. Tell us here when order %(number)s is back with you."),
        UndeliveredForm,
    ),
    "take_back": Step(
        lambda order, _form: services.take_back(order, actor=current_user),
        _l("Order %(number)s is back. Look its goods over in the stock book."),
    ),
    "cancel": Step(
        lambda order, form: services.cancel(order, form.reason.data, actor=current_user),
        _l("Order %(number)s is cancelled; its goods are free again."),
        CancelForm,
    ),
}

navigation.add("workspace", 20, "workspace.orders", _l("Orders"), "clipboard-list")


@bp.get("/orders")
@requires("orders.fulfil")
def orders() -> str:
    producer = own_producer(current_user)
    counts = queries.order_counts(producer.id)
    asked = request.args.get("desk")
    desk = Desk(asked) if asked in set(Desk) else None
    page = queries.producer_orders(
        producer.id,
        rules.DESKS[desk] if desk else rules.OPEN,
        page_number(request.args.get("page")),
        ORDERS_SHOWN,
        newest_first=desk in rules.CLOSED_DESKS,
    )
    return render_template(
        "workspace/orders.html",
        page=page,
        desk=desk,
        ignored=bool(asked) and desk is None,
        desks={each: sum(counts.get(status, 0) for status in rules.DESKS[each]) for each in Desk},
        open_count=sum(counts.get(status, 0) for status in rules.OPEN),
        payments=payments_of(order.id for order in page.items),
        **words(),
    )


@bp.route("/orders/<token>", methods=["GET", "POST"])
@requires("orders.fulfil")
def order(token: str) -> Response | tuple[str, int]:
    found = policy.own_order(current_user, token)
    forms = {name: step.form() for name, step in STEPS.items()}
    if request.method == "GET":
        return _order_page(found, forms, 200)
    name, number, status = request.form.get("step", ""), found.number, 422
    if name not in STEPS:
        raise NotFound(_l("There is no such step."))
    if forms[name].validate_on_submit():
        try:
            STEPS[name].run(found, forms[name])
        except ShopError as error:
            forms[name].reject(error)
            status = error.status
        else:
            flash(str(STEPS[name].done) % {"number": number}, "success")
            return redirect(_after(token), 303)
    return _order_page(policy.own_order(current_user, token), forms, status, forms[name])


@bp.get("/orders/<token>/slip")
@requires("orders.fulfil")
def packing_slip(token: str) -> str:
    found = policy.own_order(current_user, token)
    return render_template(
        "workspace/slip.html", order=found, payment=payments_of([found.id]).get(found.id), **words()
    )


def words() -> dict[str, Any]:
    """Return what templates of orders speak with."""
    return {
        "labels": labels,
        "payment_labels": payment_labels,
        "OrderStatus": OrderStatus,
        "Desk": Desk,
        "phone_for_people": phone_for_people,
    }


def _end(order: Order, form: UndeliveredForm) -> None:
    end = services.refuse if form.outcome.data == OrderStatus.REFUSED else services.fail
    end(order, form.reason.data, actor=current_user)


def _chosen_lots() -> dict[int, int]:
    """Return the lots that were chosen for parts of an order, by row ids."""
    found = (CHOSEN_LOT.fullmatch(f"{name}={value}") for name, value in request.form.items())
    return {int(each[1]): int(each[2]) for each in found if each}


def _after(token: str) -> str:
    """Return where a step leads: to the page on which it was taken."""
    if request.form.get("back") == "today":
        return url_for(".today")
    return url_for(".order", token=token)


def _order_page(
    order: Order, forms: dict[str, Form], status: int, refused: Form | None = None
) -> tuple[str, int]:
    page = render_template(
        "workspace/order.html",
        order=order,
        forms=forms,
        refused=refused,
        payment=payments_of([order.id]).get(order.id),
        choices=queries.lot_choices(order) if order.status in LOTS_OPEN else {},
        chosen=_chosen_lots(),
        names=names_of(change.actor_id for change in order.history),
        **words(),
    )
    return page, status
