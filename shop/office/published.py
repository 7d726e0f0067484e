"""Published totals of the programme, beside what our register names one by one."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from shop.catalog.models import Product
from shop.certification.models import ProgrammeTotal, Recognition
from shop.database import Origin, db
from shop.places.models import SalesPoint
from shop.producers.models import Producer

SCOPES = {"Hà Nội": "01", "Việt Nam": None}  # as published: province code, None: all

MEASURES = {
    "recognised_products": _l("Recognised products, cumulative"),
    "five_star": _l("Five-star products"),
    "potential_five_star": _l("Proposed for five stars"),
    "four_star": _l("Four-star products"),
    "three_star": _l("Three-star products"),
    "sales_points": _l("Sales points"),
}


@dataclass(frozen=True)
class Published:
    """A published total beside ours."""

    scope: str
    measure: str
    label: LazyString
    as_of: str
    published: int
    ours: int
    source: str | None

    @property
    def difference(self) -> int:
        return self.ours - self.published


def totals() -> list[Published]:
    """Return the latest published total of each measure beside ours of the facts."""
    latest: dict[tuple[str, str], ProgrammeTotal] = {}
    for each in db.session.scalars(
        select(ProgrammeTotal)
        .where(
            ProgrammeTotal.scope.in_(("Hà Nội", "Việt Nam")), ProgrammeTotal.measure.in_(MEASURES)
        )
        .order_by(ProgrammeTotal.as_of, ProgrammeTotal.id)
    ):
        latest[each.scope, each.measure] = each
    ours = {scope: _ours(province_code) for scope, province_code in SCOPES.items()}
    return [
        Published(
            scope=scope,
            measure=measure,
            label=MEASURES[measure],
            as_of=total.as_of,
            published=int(total.value),
            ours=ours[scope][measure],
            source=total.source,
        )
        for scope in ours
        for measure in MEASURES
        if (total := latest.get((scope, measure)))
    ]


def course() -> list[tuple[str, int]]:
    """Return how the recognised products of Hà Nội grew: the last published number of each year."""
    rows = db.session.execute(
        select(ProgrammeTotal.as_of, func.max(ProgrammeTotal.value))
        .where(ProgrammeTotal.scope == "Hà Nội", ProgrammeTotal.measure == "recognised_products")
        .group_by(ProgrammeTotal.as_of)
        .order_by(ProgrammeTotal.as_of)
    )
    by_year = {as_of[:4]: (as_of, int(Decimal(value))) for as_of, value in rows}
    return list(by_year.values())


def _ours(province_code: str | None) -> dict[str, int]:
    """Count what our register of facts names one by one, by the latest stars a source gives."""
    where = [] if province_code is None else [Producer.province_code == province_code]
    latest: dict[int, int | None] = {}
    potential: set[int] = set()
    rows = db.session.execute(
        select(Recognition.product_id, Recognition.stars, Recognition.is_potential_five_star)
        .join(Product, Product.id == Recognition.product_id)
        .outerjoin(Producer, Producer.id == Product.producer_id)
        .where(*where)
        .order_by(Recognition.stated_on, Recognition.id)
    )
    for product_id, stars, is_potential in rows:
        latest[product_id] = stars or latest.get(product_id)
        if is_potential:
            potential.add(product_id)
    stars_of = Counter(latest.values())
    points = select(func.count()).select_from(SalesPoint).where(SalesPoint.origin != Origin.DEMO)
    if province_code is not None:
        points = points.where(SalesPoint.province_code == province_code)
    return {
        "recognised_products": sum(1 for stars in latest.values() if stars),
        "five_star": stars_of[5],
        "four_star": stars_of[4],
        "three_star": stars_of[3],
        "potential_five_star": len(potential),
        "sales_points": db.session.scalar(points) or 0,
    }
