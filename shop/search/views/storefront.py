"""The home page, and the list of products: by words, filters and order."""

from flask import Blueprint, render_template, request

from shop.accounts.permissions import public
from shop.catalog import labels as catalog_labels
from shop.places.labels import KINDS
from shop.search import choices, services
from shop.search.filters import address, group_label, pairs, read_filters
from shop.search.home import market_of_today
from shop.search.labels import SORTS
from shop.search.queries import listed_cards
from shop.search.rules import Filters
from shop.web.paging import paged

bp = Blueprint("search", __name__)

PAGE_SIZE = 24


@bp.get("/")
@public
def home() -> str:
    return render_template(
        "search/home.html",
        market=market_of_today(),
        groups=catalog_labels.GROUPS,
        group_examples=catalog_labels.GROUP_EXAMPLES,
        place_kinds=KINDS,
    )


@bp.get("/products")
@public
def products() -> str:
    asked = read_filters(request.args)
    filters = asked.filters
    found = services.search(filters)
    page = paged(found.products, filters.page, PAGE_SIZE)
    return render_template(
        "search/products.html",
        asked=asked,
        filters=filters,
        title=_title(filters),
        page=page,
        cards=listed_cards(page.items),
        facets=choices.facets(found.selection, filters),
        chips=choices.chips(asked),
        ignored=choices.ignored_labels(asked.ignored),
        offers=[(offer, address(Filters(q=offer.text))) for offer in found.offers],
        ways_out=choices.ways_out(found.selection, filters) if asked.count else [],
        sorts=SORTS,
        kept=[pair for pair in pairs(filters) if pair[0] in KEPT],
        canonical=address(filters, external=True),
    )


products.reads_any_query = True  # type: ignore[attr-defined]  # nonsense is told, not refused

# What the form of filters has no box for, and keeps.
KEPT = ("commune", "producer", "village", "point")


def _title(filters: Filters) -> str | None:
    """Return what a list is of, where it is of one thing."""
    if not filters.q and len(filters.group) == 1:
        return group_label(next(iter(filters.group)))
    return None
