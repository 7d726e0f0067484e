"""Reads of trade weeks and their booths."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from shop.catalog.models import ListingStatus, Product
from shop.certification.models import Certificate
from shop.certification.queries import certificates_on
from shop.database import db
from shop.lib.text import fold, tone_normalised
from shop.producers.models import Producer
from shop.trade_weeks.models import Booth, BoothStatus, Hall, TradeWeek, Zone
from shop.trade_weeks.rules import Phase, phase_on, stars_asked

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Exhibitor:
    """A producer at a booth with its certified products, most stars first."""

    producer: Producer
    products: tuple[tuple[Product, Certificate], ...]

    @property
    def stars(self) -> int | None:
        return max((certificate.stars for _, certificate in self.products), default=None)


@dataclass(frozen=True)
class Match:
    """A booth that answers a search, and the products it has of it."""

    booth: Booth
    products: tuple[Product, ...]


def trade_weeks(day: date) -> dict[Phase, list[TradeWeek]]:
    """Return all trade weeks by phase: those running or coming soonest first, past ones last."""
    found = db.session.scalars(
        select(TradeWeek)
        .options(joinedload(TradeWeek.province), joinedload(TradeWeek.commune))
        .order_by(TradeWeek.start_on, TradeWeek.id)
    )
    phases: dict[Phase, list[TradeWeek]] = {phase: [] for phase in Phase}
    for week in found:
        phases[phase_of(week, day)].append(week)
    phases[Phase.PAST].reverse()
    return phases


def phase_of(week: TradeWeek, day: date) -> Phase:
    return phase_on(day, week.start_on, week.end_on, precision=week.date_precision)


def running(day: date) -> list[TradeWeek]:
    """Return the trade weeks that are on today."""
    last_day = func.coalesce(TradeWeek.end_on, TradeWeek.start_on)
    found = db.session.scalars(
        select(TradeWeek)
        .where(TradeWeek.start_on <= day, last_day >= day)
        .options(joinedload(TradeWeek.province), joinedload(TradeWeek.commune))
        .order_by(TradeWeek.start_on, TradeWeek.id)
    )
    return [week for week in found if week.runs_on(day)]


def with_booths() -> set[int]:
    """Return the trade weeks whose hall plan is known."""
    return set(db.session.scalars(select(Hall.trade_week_id).distinct()))


def find_trade_week(slug: str) -> TradeWeek | None:
    """Return a trade week with its halls, zones, booths and who stands there."""
    booths = selectinload(TradeWeek.halls).selectinload(Hall.zones).selectinload(Zone.booths)
    return db.session.scalar(
        select(TradeWeek)
        .where(TradeWeek.slug == slug)
        .options(
            joinedload(TradeWeek.province),
            joinedload(TradeWeek.commune),
            booths.joinedload(Booth.producer).joinedload(Producer.province),
            booths.joinedload(Booth.producer).joinedload(Producer.commune),
        )
    )


def find_booth(slug: str, number: str) -> tuple[TradeWeek, Booth] | None:
    row = db.session.execute(
        select(TradeWeek, Booth)
        .join(Booth, Booth.trade_week_id == TradeWeek.id)
        .where(TradeWeek.slug == slug, Booth.number == number)
        .options(
            joinedload(TradeWeek.province),
            joinedload(TradeWeek.commune),
            joinedload(Booth.zone),
            joinedload(Booth.producer).joinedload(Producer.province),
            joinedload(Booth.producer).joinedload(Producer.commune),
        )
    ).first()
    return (row[0], row[1]) if row else None


def stands_of(producer_id: int, day: date) -> list[Booth]:
    """Return the booths at which a producer stands on a day, with their trade weeks."""
    found = db.session.scalars(
        select(Booth)
        .join(TradeWeek, TradeWeek.id == Booth.trade_week_id)
        .where(
            Booth.producer_id == producer_id,
            Booth.status.in_([BoothStatus.ASSIGNED, BoothStatus.CHECKED_IN]),
            TradeWeek.start_on <= day,
            func.coalesce(TradeWeek.end_on, TradeWeek.start_on) >= day,
        )
        .options(joinedload(Booth.zone).joinedload(Zone.hall).joinedload(Hall.trade_week))
        .order_by(TradeWeek.start_on, Booth.number)
    )
    return [booth for booth in found if booth.zone.hall.trade_week.runs_on(day)]


def booths_of(week: TradeWeek) -> list[Booth]:
    """Return the booths of a trade week that was loaded whole, in reading order."""
    return [booth for hall in week.halls for zone in hall.zones for booth in zone.booths]


def exhibitors(producer_ids: Iterable[int | None], day: date) -> dict[int, Exhibitor]:
    """Return producers with their products that are certified on a day."""
    products = db.session.scalars(
        select(Product)
        .where(
            Product.producer_id.in_({key for key in producer_ids if key is not None}),
            Product.listing_status == ListingStatus.PUBLISHED,
        )
        .options(joinedload(Product.producer))
        .order_by(Product.name_vi)
    ).all()
    certificates = certificates_on(day, [product.id for product in products])
    found: dict[int, list[tuple[Product, Certificate]]] = {}
    for product in products:
        certificate = certificates.get(product.id)
        if certificate and product.producer_id:
            found.setdefault(product.producer_id, []).append((product, certificate))
    return {
        key: Exhibitor(pairs[0][0].producer, tuple(sorted(pairs, key=lambda pair: -pair[1].stars)))
        for key, pairs in found.items()
        if pairs[0][0].producer
    }


def matching(booths: Iterable[Booth], exhibitors: dict[int, Exhibitor], text: str) -> list[Match]:
    """Return the booths whose number, producer or products answer a search.

    Whole words first, and their beginnings only where those find nothing; marks count
    where the search has them, so that "trà" is not "tranh". "5 sao" asks for stars.
    """
    spelling = fold if fold(text) == text.lower() else tone_normalised
    stars, words = stars_asked(text, spelling)
    stands = [booth for booth in booths if booth.producer]
    for says in (_has_words, _has_beginnings):

        def answers(name: str, says: Callable[[str, list[str]], bool] = says) -> bool:
            return says(spelling(name), words)

        found = (_match(booth, exhibitors, stars, answers) for booth in stands)
        if matches := [match for match in found if match]:
            return matches
    return []


def _match(
    booth: Booth,
    exhibitors: dict[int, Exhibitor],
    stars: int | None,
    answers: Callable[[str], bool],
) -> Match | None:
    assert booth.producer
    exhibitor = exhibitors.get(booth.producer.id)
    products = tuple(
        product
        for product, certificate in (exhibitor.products if exhibitor else ())
        if stars is None or certificate.stars == stars
    )
    who = f"{booth.number} {booth.producer.name}"
    having = tuple(
        product
        for product in products
        if answers(f"{who} {product.name_vi} {product.name_en or ''}")
    )
    # Somebody who asks for a maker wants the booth, whatever its products are called.
    if having or (stars is None and answers(who)):
        return Match(booth, having or products)
    return None


def _has_words(text: str, words: Iterable[str]) -> bool:
    return set(words) <= set(_WORD.findall(text))


def _has_beginnings(text: str, words: Iterable[str]) -> bool:
    return all(any(own.startswith(word) for own in _WORD.findall(text)) for word in words)
