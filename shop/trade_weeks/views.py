"""Trade weeks for visitors: the calendar, the hall plan, a booth."""

from itertools import groupby

from flask import Blueprint, render_template, request
from flask_babel import lazy_gettext as _l

from shop.accounts.permissions import public
from shop.errors import NotFound
from shop.lib import clock
from shop.search.queries import product_cards
from shop.trade_weeks import labels, queries
from shop.trade_weeks.hall_plan import draw
from shop.trade_weeks.models import TradeWeek
from shop.trade_weeks.queries import Exhibitor
from shop.trade_weeks.rules import SHOWN_AS, Phase

bp = Blueprint("trade_weeks", __name__)

LONGEST_SEARCH = 80


@bp.get("/trade-weeks")
@public
def index() -> str:
    phases = queries.trade_weeks(clock.today())
    past = [
        (year, list(weeks))
        for year, weeks in groupby(phases[Phase.PAST], key=lambda week: week.start_on.year)
    ]
    return render_template(
        "trade_weeks/index.html",
        running=phases[Phase.RUNNING],
        coming=phases[Phase.COMING],
        past=past,
        past_count=len(phases[Phase.PAST]),
        with_plan=queries.with_booths(),
    )


@bp.get("/trade-weeks/<slug>")
@public
def show(slug: str) -> str:
    week = _trade_week(slug)
    booths = queries.booths_of(week)
    exhibitors = queries.exhibitors((booth.producer_id for booth in booths), clock.today())
    asked = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    matches = queries.matching(booths, exhibitors, asked) if asked else []
    return render_template(
        "trade_weeks/show.html",
        week=week,
        phase=queries.phase_of(week, clock.today()),
        labels=labels,
        booth_count=len(booths),
        taken=sum(1 for booth in booths if booth.producer_id),
        zones=[
            (zone, draw(zone.booths)) for hall in week.halls for zone in hall.zones if zone.booths
        ],
        exhibitors=exhibitors,
        shown_as=SHOWN_AS,
        asked=asked,
        matches=matches,
        lit={match.booth.number for match in matches},
    )


@bp.get("/trade-weeks/<slug>/booths/<number>")
@public
def booth(slug: str, number: str) -> str:
    found = queries.find_booth(slug, number)
    if found is None:
        raise NotFound(_l("There is no such booth at this trade week."))
    week, its_booth = found
    exhibitor: Exhibitor | None = queries.exhibitors([its_booth.producer_id], clock.today()).get(
        its_booth.producer_id or 0
    )
    products = [product for product, _ in exhibitor.products] if exhibitor else []
    return render_template(
        "trade_weeks/booth.html",
        week=week,
        booth=its_booth,
        status=SHOWN_AS[its_booth.status],
        labels=labels,
        exhibitor=exhibitor,
        cards=product_cards(products),
    )


def _trade_week(slug: str) -> TradeWeek:
    week = queries.find_trade_week(slug)
    if week is None:
        raise NotFound(_l("There is no such trade week."))
    return week
