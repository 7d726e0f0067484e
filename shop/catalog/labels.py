"""The words for the groups of products and for what a label states."""

from flask_babel import lazy_gettext as _l

from shop.catalog.models import FactKind, ProductGroup
from shop.catalog.rules import NotSold

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
    FactKind.INGREDIENTS: _l("Ingredients"),
    FactKind.NET_WEIGHT: _l("Net quantity"),
    FactKind.SHELF_LIFE: _l("Shelf life"),
    FactKind.STORAGE: _l("Storage"),
    FactKind.GTIN: _l("Barcode"),
    FactKind.MATERIAL: _l("Material"),
    FactKind.ALCOHOL_PERCENT: _l("Alcohol"),
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
    NotSold.NO_PRICE: (
        _l("Not sold here yet"),
        _l("Its maker has not put a price on it here."),
    ),
}
