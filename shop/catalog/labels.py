"""The words for groups, states of a listing, seasons, and what a label states."""

from collections.abc import Iterable

from babel.dates import get_month_names
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.catalog.models import FactKind, ListingStatus, NetUnit, ProductGroup
from shop.catalog.rules import Lack, Needed, NotSold, month_runs
from shop.web.locale import language

GROUPS = {
    ProductGroup.FOOD: _l("Food"),
    ProductGroup.BEVERAGE: _l("Drinks"),
    ProductGroup.MEDICINAL: _l("Medicinal herbs"),
    ProductGroup.HANDICRAFT: _l("Handicrafts"),
    ProductGroup.ORNAMENTAL: _l("Flowers, plants and pets"),
    ProductGroup.TOURISM: _l("Community tourism"),
}

# A few words that say what lies in each group's stall.
GROUP_EXAMPLES = {
    ProductGroup.FOOD: _l("rice, tea, fish sauce, cakes"),
    ProductGroup.BEVERAGE: _l("spirits, wine, mineral water"),
    ProductGroup.MEDICINAL: _l("remedies, essential oils"),
    ProductGroup.HANDICRAFT: _l("pottery, silk, rattan"),
    ProductGroup.ORNAMENTAL: _l("peach blossom, bonsai, fish"),
    ProductGroup.TOURISM: _l("villages, places to visit"),
}

FACTS = {
    FactKind.SUPPLEMENT: _l("Kind of food"),
    FactKind.NOT_MEDICINE: _l("Please note"),
    FactKind.INGREDIENTS: _l("Ingredients"),
    FactKind.ALCOHOL_PERCENT: _l("Alcohol"),
    FactKind.COMPOSITION: _l("Fibre content"),
    FactKind.MATERIAL: _l("Material"),
    FactKind.SPECIFICATION: _l("Specification"),
    FactKind.NET_WEIGHT: _l("Net quantity"),
    FactKind.SHELF_LIFE: _l("Shelf life"),
    FactKind.USAGE: _l("How to use it"),
    FactKind.STORAGE: _l("Storage"),
    FactKind.CARE: _l("Care"),
    FactKind.WARNINGS: _l("Warnings"),
    FactKind.MADE_YEAR: _l("Year of make"),
    FactKind.GTIN: _l("Barcode"),
    FactKind.ORIGIN: _l("Origin"),
}

# What to write, where the name of a fact does not say it.
FACT_HINTS = {
    FactKind.INGREDIENTS: _l("All of them, what there is most of first."),
    FactKind.ALCOHOL_PERCENT: _l("As on the label: 35% by volume."),
    FactKind.COMPOSITION: _l("Each fibre with its share: silk 100%."),
    FactKind.SPECIFICATION: _l("Size, weight, number of parts."),
    FactKind.SHELF_LIFE: _l("From the day of making; each lot has its own last day."),
    FactKind.WARNINGS: _l("If the label has none, write: none."),
    FactKind.MADE_YEAR: _l("Of what you sell now."),
}

NEEDED: dict[Lack, LazyString] = {
    Needed.ADDRESS: _l("your address, which the programme office keeps"),
    Needed.PACK: _l("at least one pack with a price"),
}

STATUS: dict[ListingStatus, tuple[LazyString, str]] = {
    ListingStatus.DRAFT: (_l("Draft"), "soft"),
    ListingStatus.PENDING_REVIEW: (_l("In review"), "info"),
    ListingStatus.PUBLISHED: (_l("In the shop"), "ok"),
    ListingStatus.UNPUBLISHED: (_l("Off the shelf"), "soft"),
    ListingStatus.REJECTED: (_l("Sent back"), "warn"),
    ListingStatus.TAKEN_DOWN: (_l("Taken down"), "bad"),
}

UNITS = {
    NetUnit.GRAM: _l("grams"),
    NetUnit.MILLILITRE: _l("millilitres"),
    NetUnit.PIECE: _l("pieces"),
}

NOT_SOLD = {
    NotSold.TOURISM: (
        _l("A place to go to"),
        _l("It is visited, not sent, so there is no cart here. Ask there before you set out."),
    ),
    NotSold.NO_MAKER: (
        _l("Not sold here yet"),
        _l("The sources name the product but not who makes it, so nobody can send it to you."),
    ),
    NotSold.MAKER_PAUSED: (
        _l("Not sold here for now"),
        _l("Its maker has paused selling on this market."),
    ),
    NotSold.MAKER_NOT_OPEN: (
        _l("Not sold here yet"),
        _l("Its maker is known from published sources and does not sell on this market."),
    ),
    NotSold.UNCERTIFIED: (
        _l("Not for sale without a certificate"),
        _l(
            "This market sells only what holds an OCOP certificate today, and no certificate of "
            "this product does. It can be ordered again from the day on which a new one holds."
        ),
    ),
    NotSold.NO_PRICE: (
        _l("Not sold here yet"),
        _l("Its maker has not put a price on it here."),
    ),
}


def lack_label(lack: Lack) -> LazyString:
    return NEEDED[lack] if isinstance(lack, Needed) else FACTS[lack]


def month_name(month: int) -> str:
    """Return a month: tháng 5, May."""
    name: str = get_month_names("wide", locale=language())[month]
    return name


def season_text(months: Iterable[int]) -> str:
    """Return a season in words: tháng 5 đến tháng 7, tháng 12."""
    runs = month_runs(months)
    if runs == [(1, 12)]:
        return _("all year round")
    return ", ".join(
        month_name(first)
        if first == last
        else _("%(first)s to %(last)s", first=month_name(first), last=month_name(last))
        for first, last in runs
    )
