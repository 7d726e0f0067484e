"""Every page of the market that a search engine should know."""

from collections.abc import Iterator
from itertools import islice

from flask import url_for
from sqlalchemy import select

from shop.catalog.models import ListingStatus, Product, ProductGroup
from shop.database import db
from shop.places.models import SalesPoint
from shop.producers.models import CraftVillage, Producer
from shop.producers.rules import PUBLIC
from shop.trade_weeks.models import TradeWeek

MOST_ENTRIES = 50_000  # the protocol's limit of one file
SECTIONS = (
    "search.home",
    "search.products",
    "producers.index",
    "producers.villages",
    "places.index",
    "trade_weeks.index",
    "traceability.lookup",
    "certification.lookup",
    "open_data.show",
    "reference.sources",
)


def parts() -> list[list[str]]:
    """Return the paths of all public pages, as many together as one file may hold.

    None says when it changed, for no row knows.
    """
    left = iter(_paths())
    return list(iter(lambda: list(islice(left, MOST_ENTRIES)), []))


def _paths() -> Iterator[str]:
    yield from (url_for(endpoint) for endpoint in SECTIONS)
    yield from (url_for("search.products", group=group) for group in ProductGroup)
    yield from (url_for("search.products", set=no) for no in _kinds_on_the_list())
    for endpoint, slugs in (
        ("trade_weeks.show", select(TradeWeek.slug)),
        ("places.show", select(SalesPoint.slug)),
        ("producers.village", select(CraftVillage.slug)),
        ("producers.show", select(Producer.slug).where(Producer.status.in_(PUBLIC))),
        (
            "catalog.product",
            select(Product.slug).where(Product.listing_status == ListingStatus.PUBLISHED),
        ),
    ):
        # Built once: a router call for each of many thousand products takes its time.
        before, after = url_for(endpoint, slug="-slug-").split("-slug-")
        yield from (f"{before}{slug}{after}" for slug in sorted(db.session.scalars(slugs)))


def _kinds_on_the_list() -> list[int]:
    """Return the criteria sets of which there is a product; an empty list is no page to know."""
    shown = Product.listing_status == ListingStatus.PUBLISHED
    return sorted(db.session.scalars(select(Product.criteria_set_no).where(shown).distinct()))
