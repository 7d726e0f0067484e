"""The words for filters and orders of the list."""

from flask_babel import lazy_gettext as _l

from shop.search.rules import Sort

FILTERS = {
    "q": _l("the words"),
    "stars": _l("stars"),
    "group": _l("group"),
    "set": _l("kind"),
    "province": _l("province"),
    "commune": _l("commune"),
    "producer": _l("maker"),
    "village": _l("craft village"),
    "point": _l("sales point"),
    "price": _l("price"),
    "price_min": _l("lowest price"),
    "price_max": _l("highest price"),
    "in_stock": _l("in stock"),
    "sort": _l("sorting"),
    "page": _l("page number"),
}

SORTS = {
    Sort.RELEVANCE: _l("Best match"),
    Sort.NEWEST: _l("Newest first"),
    Sort.PRICE: _l("Lowest price first"),
    Sort.PRICE_DOWN: _l("Highest price first"),
    Sort.STARS: _l("Most stars first"),
}
