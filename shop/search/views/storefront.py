"""The home page, and the list of products: by words, filters and order."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from shop.accounts.permissions import public
from shop.catalog import labels as catalog_labels
from shop.catalog.models import ProductGroup
from shop.places.labels import KINDS
from shop.search import choices, services
from shop.search.filters import Asked, address, group_label, read_filters
from shop.search.finding import FEW
from shop.search.home import market_of_today
from shop.search.kinds import kinds_named
from shop.search.labels import CLOSENESS, SORTS, STEPS
from shop.search.old_places import bare, names_of_today
from shop.search.queries import listed_cards
from shop.search.rules import ORDERS, RANKED_SINCE, SEARCH_ORDER, Filters
from shop.search.services import Found
from shop.search.structured import market_for_machines
from shop.search.words import read_query
from shop.web.pages import kept
from shop.web.paging import paged

bp = Blueprint("search", __name__)

PAGE_SIZE = 24
MOST_PLACES = 6  # of today, named for one former place


@bp.get("/")
@kept
@public
def home() -> str:
    return render_template(
        "search/home.html",
        market=market_of_today(),
        for_machines=market_for_machines(),
        groups=catalog_labels.GROUPS,
        group_examples=catalog_labels.GROUP_EXAMPLES,
        place_kinds=KINDS,
    )


@bp.get("/products")
@kept
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
        title=_title(asked),
        lede=_lede(asked),
        page=page,
        cards=listed_cards(page.items, found.selection.shelf),
        facets=choices.facets(found.selection, filters),
        bands=choices.price_bands(found.selection, filters),
        chips=choices.chips(asked),
        ignored=choices.ignored_labels(asked.ignored),
        offers=[(offer, address(Filters(q=offer.text))) for offer in found.offers],
        ways_out=choices.ways_out(found.selection, filters) if asked.count else [],
        unknown=found.unknown,
        moved=_moved(found),
        nearest=_nearest(found, filters),
        sorts=SORTS,
        canonical=address(filters, external=True),
    )


products.reads_any_query = True  # type: ignore[attr-defined]  # nonsense is told, not refused


@bp.get("/policies/ranking")
@kept
@public
def ranking() -> str:
    return render_template(
        "search/ranking.html",
        since=RANKED_SINCE,
        closeness=CLOSENESS,
        search_order=[STEPS[step] for step in SEARCH_ORDER],
        orders=[(SORTS[sort], [STEPS[step] for step in steps]) for sort, steps in ORDERS.items()],
        few=FEW,
    )


def _moved(found: Found) -> tuple[str, list[str]] | None:
    """Return the former place that was asked for, and where its goods come from today."""
    if found.place is None:
        return None
    communes = found.place.communes
    today = communes | found.place.margins
    there = {each.commune for each in found.products if each.commune in today}
    names = names_of_today(there or communes, found.place.name)
    is_news = not found.products or any(bare(name) != found.place.name for name in names)
    return (found.place.name, names[:MOST_PLACES]) if is_news else None


def _nearest(found: Found, filters: Filters) -> list[tuple[str, str]]:
    """Return the kinds whose name holds a word that was looked for in vain, with their lists.

    A slip that can be put right is the better guess.
    """
    if found.products or found.offers or not filters.q:
        return []
    kinds = kinds_named(read_query(filters.q).words)
    return [(name, address(Filters(set=frozenset({no})))) for no, name in kinds]


def _title(asked: Asked) -> str | None:
    """Return what a list is of, where it is of one thing."""
    filters = asked.filters
    if filters.q:
        return None
    if len(filters.set) == 1:
        return asked.names["set", str(next(iter(filters.set)))]
    return group_label(next(iter(filters.group))) if len(filters.group) == 1 else None


def _lede(asked: Asked) -> str:
    """Return a few words on the one group or kind that a list is of."""
    filters = asked.filters
    if _title(asked) is None:
        return ""
    if filters.set:
        return _("Kind no. %(no)s of the OCOP criteria sets.", no=next(iter(filters.set)))
    examples = catalog_labels.GROUP_EXAMPLES[ProductGroup(next(iter(filters.group)))]
    return _("In this group: %(examples)s.", examples=examples)
