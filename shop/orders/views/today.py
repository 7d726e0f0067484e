"""The page where a producer's day begins: what waits, and what to keep an eye on."""

from datetime import timedelta

from babel.dates import format_date
from flask import render_template
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from shop.accounts.permissions import requires
from shop.certification.queries import certificates_ending
from shop.certification.rules import EXPIRING_DAYS
from shop.inventory.queries import stock_book, units_by_lot
from shop.lib import clock
from shop.orders import queries, rules
from shop.orders.models import OrderStatus
from shop.orders.rules import Desk
from shop.orders.views.workspace import words
from shop.payments.queries import payments_of
from shop.producers.policy import own_producer
from shop.traceability.models import Lot
from shop.traceability.queries import lots_expiring
from shop.traceability.rules import EXPIRING_MOST, expiring_from
from shop.web import navigation
from shop.web.workspace import bp

JOBS = {
    Desk.TO_ACCEPT: OrderStatus.PLACED,
    Desk.TO_PACK: OrderStatus.CONFIRMED,
    Desk.TO_HAND_OVER: OrderStatus.PACKED,
}
SHOWN_OF_EACH = 4
LOOK_BACK = timedelta(days=7)

navigation.add("workspace", 10, "workspace.today", _l("Today"), "house")


@bp.get("/")
@requires("workspace.use")
def today() -> str:
    producer, day = own_producer(current_user), clock.today()
    counts = queries.order_counts(producer.id)
    first = queries.first_orders(producer.id, JOBS.values(), SHOWN_OF_EACH)
    return render_template(
        "workspace/today.html",
        producer=producer,
        weekday=format_date(day, "EEEE", locale=get_locale()),
        counts={desk: sum(counts.get(status, 0) for status in rules.DESKS[desk]) for desk in Desk},
        jobs={desk: first[status] for desk, status in JOBS.items()},
        payments=payments_of(order.id for orders in first.values() for order in orders),
        low=[item for item in stock_book(producer.id, day) if item.is_low],
        certificates=certificates_ending(producer.id, day, day + timedelta(days=EXPIRING_DAYS)),
        lots=_lots_to_watch(producer.id),
        week=queries.delivered_since(producer.id, clock.now() - LOOK_BACK),
        **words(),
    )


def _lots_to_watch(producer_id: int) -> list[tuple[Lot, int]]:
    """Return the lots near or past their last day of which units are left, and how many."""
    day = clock.today()
    ending = [
        lot
        for lot in lots_expiring(producer_id, day + EXPIRING_MOST)
        if (begins := expiring_from(lot)) and begins <= day
    ]
    units = units_by_lot(lot.id for lot in ending)
    return [(lot, units[lot.id]) for lot in ending if units.get(lot.id)]
