"""The programme's figures: each a query with its definition.

Facts are rows with a published source or recorded by the office; what the demonstration
made up is counted apart and never added to them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from shop.catalog.labels import GROUPS
from shop.catalog.models import Product, ProductGroup
from shop.certification.models import Certificate, CertificateStatus
from shop.certification.queries import is_valid_on
from shop.certification.rules import EXPIRING_DAYS
from shop.database import Origin, db
from shop.office.labels import ORDER_STATUSES
from shop.orders.models import Order, Purchase
from shop.places.labels import KINDS as POINT_KINDS
from shop.places.models import Commune, Province, SalesPoint
from shop.producers.labels import KINDS as PRODUCER_KINDS
from shop.producers.models import Producer, ProducerKind
from shop.trade_weeks.models import TradeWeek

HANOI = "01"
SOONEST_LISTED = 12


@dataclass(frozen=True)
class Row:
    label: str
    facts: int
    demo: int

    @property
    def total(self) -> int:
        return self.facts + self.demo


@dataclass(frozen=True)
class Report:
    """A table of figures, and what exactly is counted in it."""

    key: str
    title: LazyString
    head: LazyString  # what a row is
    unit: LazyString  # what is counted
    definition: LazyString
    rows: list[Row]

    @property
    def facts(self) -> int:
        return sum(row.facts for row in self.rows)

    @property
    def demo(self) -> int:
        return sum(row.demo for row in self.rows)


@dataclass(frozen=True)
class Certified:
    """A product that holds stars today, with what it is counted by."""

    product_id: int
    stars: int
    is_demo: bool
    days_left: int
    is_extended: bool
    group: ProductGroup
    producer_kind: ProducerKind | None
    province_code: str | None
    commune_code: str | None


def certified_today(day: date) -> list[Certified]:
    """Return one row per product that holds a certificate; of several the latest counts."""
    rows = db.session.execute(
        select(
            Product.id,
            Certificate.stars,
            Certificate.origin,
            Certificate.expires_on,
            Certificate.extended_until,
            Product.product_group,
            Producer.kind,
            Producer.province_code,
            Producer.commune_code,
        )
        .join(Product, Product.id == Certificate.product_id)
        .outerjoin(Producer, Producer.id == Product.producer_id)
        .where(is_valid_on(day))
        .order_by(Certificate.issued_on, Certificate.id)
    )
    held = {
        key: Certified(
            product_id=key,
            stars=stars,
            is_demo=origin is Origin.DEMO,
            days_left=((extended or expires) - day).days,
            is_extended=expires < day,
            group=group,
            producer_kind=kind,
            province_code=province,
            commune_code=commune,
        )
        for key, stars, origin, expires, extended, group, kind, province, commune in rows
    }
    return list(held.values())


def all_reports(day: date) -> list[Report]:
    """Return every report for a day, in the order of the page."""
    held = certified_today(day)
    provinces: dict[str, str] = {
        province.code: province.short_name for province in db.session.scalars(select(Province))
    }
    return [
        *_held_reports(held, provinces),
        _expiring(held),
        _lapsed(day, {each.product_id for each in held}),
        _sales_points(provinces),
        _point_kinds(),
        _trade_weeks(),
        _orders(),
    ]


def _held_reports(held: list[Certified], provinces: dict[str, str]) -> list[Report]:
    unit = _l("Products")
    in_hanoi = [each for each in held if each.province_code == HANOI]
    return [
        Report(
            "stars",
            _l("By stars"),
            _l("Stars"),
            unit,
            _l(
                "Products whose certificate is valid today: neither expired, revoked nor replaced. "
                "A product with several is counted once, by its latest."
            ),
            _counted(
                held,
                lambda each: each.stars,
                {stars: _("%(stars)s stars", stars=stars) for stars in (5, 4, 3)},
            ),
        ),
        Report(
            "groups",
            _l("By group of products"),
            _l("Group"),
            unit,
            _l("Products certified today by the six groups of Decision 26/2026/QĐ-TTg."),
            _counted(held, lambda each: each.group, _texts(GROUPS)),
        ),
        Report(
            "producer-kinds",
            _l("By kind of maker"),
            _l("Kind of maker"),
            unit,
            _l("Products certified today by the legal kind of who makes them, where it is known."),
            _counted(
                held,
                lambda each: each.producer_kind,
                {
                    **{kind: str(PRODUCER_KINDS[kind]) for kind in PRODUCER_KINDS},
                    None: _("Unknown"),
                },
                skip_empty=True,
            ),
        ),
        Report(
            "provinces",
            _l("By province"),
            _l("Province or city"),
            unit,
            _l("Products certified today by the province of their maker, since 1 July 2025."),
            _largest_first(
                _counted(
                    held,
                    lambda each: each.province_code,
                    {**provinces, None: _("Unknown")},
                    skip_empty=True,
                )
            ),
        ),
        Report(
            "communes",
            _l("By commune of Hà Nội"),
            _l("Commune or ward"),
            unit,
            _l("Products of Hà Nội certified today by their maker's commune since 1 July 2025."),
            _largest_first(
                _counted(
                    in_hanoi,
                    lambda each: each.commune_code,
                    {**_communes(in_hanoi), None: _("Unknown")},
                    skip_empty=True,
                )
            ),
        ),
    ]


def _expiring(held: list[Certified]) -> Report:
    spans = {
        "extended": _("Past its date, extended"),
        "30": _("Within 30 days"),
        "90": _("In 31 to 90 days"),
        "180": _("In 91 to 180 days"),
    }

    def span(each: Certified) -> str | None:
        if each.is_extended:
            return "extended"
        return next((key for key in ("30", "90", "180") if each.days_left <= int(key)), None)

    soon = [each for each in held if span(each)]
    return Report(
        "expiring",
        _l("Certificates that end soon"),
        _l("Ends"),
        _l("Certificates"),
        _l(
            "Certificates valid today whose last day is at most %(days)s days away. Where a source "
            "gives only a year or month, its first day is taken.",
            days=EXPIRING_DAYS,
        ),
        _counted(soon, span, spans),
    )


def _lapsed(day: date, held: set[int]) -> Report:
    last_day = func.max(func.coalesce(Certificate.extended_until, Certificate.expires_on))
    rows = db.session.execute(
        select(Certificate.product_id, last_day, func.min(Certificate.origin))
        .where(Certificate.status == CertificateStatus.VERIFIED)
        .group_by(Certificate.product_id)
        .having(last_day < day)
    )
    found = [
        (date.fromisoformat(str(last)).year, origin == Origin.DEMO)
        for product_id, last, origin in rows
        if product_id not in held
    ]
    years = {year: str(year) for year in sorted({year for year, _demo in found})}
    return Report(
        "lapsed",
        _l("Certificates that have lapsed"),
        _l("Year in which it ended"),
        _l("Products"),
        _l(
            "Products that had a certificate, have none today, and for which no renewal is "
            "published. Some of them may have been renewed without our sources telling."
        ),
        _rows(found, years),
    )


def _sales_points(provinces: dict[str, str]) -> Report:
    found = db.session.execute(select(SalesPoint.province_code, SalesPoint.origin))
    return Report(
        "sales-points",
        _l("Sales points by province"),
        _l("Province or city"),
        _l("Sales points"),
        _l("Shops, centres and markets that sources name, whether or not still open."),
        _largest_first(
            _rows(
                ((code, origin is Origin.DEMO) for code, origin in found),
                {**provinces, None: _("Unknown")},
                skip_empty=True,
            )
        ),
    )


def _point_kinds() -> Report:
    found = db.session.execute(select(SalesPoint.kind, SalesPoint.origin))
    return Report(
        "sales-point-kinds",
        _l("Sales points by kind"),
        _l("Kind of place"),
        _l("Sales points"),
        _l("The same places by what they are; design centres include candidates of 2023 and 2024."),
        _rows(
            ((kind, origin is Origin.DEMO) for kind, origin in found),
            _texts(POINT_KINDS),
        ),
    )


def _trade_weeks() -> Report:
    found = db.session.execute(select(TradeWeek.start_on, TradeWeek.origin)).all()
    years = {year: str(year) for year in sorted({start_on.year for start_on, _origin in found})}
    return Report(
        "trade-weeks",
        _l("Trade weeks by year"),
        _l("Year"),
        _l("Trade weeks"),
        _l("Trade weeks, fairs and exhibitions with OCOP booths that sources tell of."),
        _rows(((start_on.year, origin is Origin.DEMO) for start_on, origin in found), years),
    )


def _orders() -> Report:
    found = db.session.execute(
        select(Order.status, Purchase.is_demo).outerjoin(Purchase, Purchase.id == Order.purchase_id)
    )
    return Report(
        "orders",
        _l("Orders of this shop"),
        _l("State"),
        _l("Orders"),
        _l("Orders placed here, one for each maker of a purchase, by their state now."),
        _rows(
            ((status, bool(is_demo)) for status, is_demo in found),
            _texts(ORDER_STATUSES),
            skip_empty=True,
        ),
    )


def expiring_soonest(day: date) -> list[Certificate]:
    """Return the certificates whose last day comes first, to be asked about."""
    last_day = func.coalesce(Certificate.extended_until, Certificate.expires_on)
    return list(
        db.session.scalars(
            select(Certificate)
            .where(is_valid_on(day))
            .options(joinedload(Certificate.product))
            .order_by(last_day, Certificate.id)
            .limit(SOONEST_LISTED)
        )
    )


def _communes(held: Iterable[Certified]) -> dict[str, str]:
    codes = {each.commune_code for each in held if each.commune_code}
    found = db.session.scalars(select(Commune).where(Commune.code.in_(codes)))
    return {commune.code: commune.name for commune in found}


def _counted(
    held: Iterable[Certified],
    key: Callable[[Certified], Any],
    labels: dict[Any, str],
    *,
    skip_empty: bool = False,
) -> list[Row]:
    return _rows(((key(each), each.is_demo) for each in held), labels, skip_empty=skip_empty)


def _rows(
    found: Iterable[tuple[Any, bool]], labels: dict[Any, str], *, skip_empty: bool = False
) -> list[Row]:
    """Count (value, is made up) pairs into one row for each label."""
    counts = Counter(found)
    rows = [
        Row(label, counts[value, False], counts[value, True]) for value, label in labels.items()
    ]
    return [row for row in rows if row.total or not skip_empty]


def _texts(labels: Mapping[Any, LazyString]) -> dict[Any, str]:
    return {value: str(label) for value, label in labels.items()}


def _largest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.facts, -row.demo, row.label))
