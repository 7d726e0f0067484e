"""What the market has today: the home page's parts."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from shop.catalog.covers import cover_url
from shop.catalog.models import Product
from shop.database import db
from shop.lib import clock
from shop.places.models import SalesPoint
from shop.places.queries import PointFilter, sales_points
from shop.producers.models import CraftVillage
from shop.search.finding import holding
from shop.search.present import present_shelf
from shop.search.queries import ProductCard, listed_cards
from shop.search.rules import Filters
from shop.search.selection import choose
from shop.search.shelf import Shelf
from shop.search.words import read_query
from shop.trade_weeks.models import Booth, TradeWeek
from shop.trade_weeks.queries import booths_of, find_trade_week, running
from shop.web.locale import language

MOST_STARS = 5
ON_SHELF = 5
POINTS_SHOWN = 3
# Searches to try; only those that find something today are shown.
TO_TRY = ("chè Tân Cương", "bưởi Diễn", "gốm Chu Đậu", "nước mắm")
LONGEST_CALENDAR = 7  # days of a trade week


@dataclass(frozen=True)
class RunningWeek:
    """The trade week that is on, its days, and its floor."""

    week: TradeWeek
    days: list[tuple[date, str]]  # with their weekdays; empty where the last one is not stated
    booths: list[Booth]
    five_star_makers: frozenset[int]  # ids

    @property
    def floor(self) -> str:
        """The view box of the floor, in decimetres."""
        right = max(booth.x_m + booth.width_m for booth in self.booths)
        bottom = max(booth.y_m + booth.depth_m for booth in self.booths)
        return f"-4 -4 {right * 10 + 8:.0f} {bottom * 10 + 8:.0f}"


@dataclass(frozen=True)
class Tale:
    """A craft village with a story, and a print of something that is made there."""

    village: CraftVillage
    cover_url: str | None


@dataclass(frozen=True)
class Market:
    to_try: list[str]
    week: RunningWeek | None
    five_stars: list[ProductCard]
    five_star_count: int
    points: list[SalesPoint]
    point_count: int
    tale: Tale | None


def market_of_today() -> Market:
    """Return what the home page shows, in a fixed number of statements."""
    today = clock.today()
    shelf = present_shelf()
    five = choose(shelf, Filters(stars=frozenset({MOST_STARS}))).products
    points = sales_points(PointFilter())
    return Market(
        to_try=[text for text in TO_TRY if holding(shelf, read_query(text))],
        week=_running_week(today, {each.producer_slug for each in five}),
        five_stars=listed_cards(five[:ON_SHELF], shelf),
        five_star_count=len(five),
        points=sorted(points, key=lambda point: -(point.products_shown or 0))[:POINTS_SHOWN],
        point_count=len(points),
        tale=_tale_of(today, shelf),
    )


def _running_week(today: date, five_star_slugs: Container[str | None]) -> RunningWeek | None:
    weeks = running(today)
    week = find_trade_week(weeks[0].slug) if weeks else None
    if week is None:
        return None
    booths = _one_floor(week)
    makers = (booth.producer for booth in booths if booth.producer)
    return RunningWeek(
        week,
        _days(week),
        booths,
        frozenset(maker.id for maker in makers if maker.slug in five_star_slugs),
    )


def _days(week: TradeWeek) -> list[tuple[date, str]]:
    length = (week.end_on - week.start_on).days + 1 if week.end_on else 0
    if length > LONGEST_CALENDAR:
        return []
    days = (week.start_on + timedelta(days=number) for number in range(length))
    return [(day, format_date(day, "EEE", locale=language())) for day in days]


def _one_floor(week: TradeWeek) -> list[Booth]:
    booths = booths_of(week)
    return [booth for booth in booths if booth.zone.hall_id == booths[0].zone.hall_id]


def _tale_of(today: date, shelf: Shelf) -> Tale | None:
    """Return another village's story each day, in turn."""
    villages = db.session.scalars(
        select(CraftVillage)
        .where(CraftVillage.story_vi.is_not(None))
        .options(joinedload(CraftVillage.province), joinedload(CraftVillage.commune))
        .order_by(CraftVillage.id)
    ).all()
    if not villages:
        return None
    village = villages[today.toordinal() % len(villages)]
    return Tale(village, _print_from(village, shelf))


def _print_from(village: CraftVillage, shelf: Shelf) -> str | None:
    made_there = choose(shelf, Filters(village=frozenset({village.slug}))).products
    if not made_there:
        return None
    product = db.session.get(Product, made_there[0].id)
    return cover_url(product) if product else None
