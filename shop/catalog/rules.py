"""Why a product is not sold here, what its label owes, and what its packs cost by measure."""

from enum import StrEnum
from typing import NamedTuple

from shop.catalog.models import FactKind, NetUnit, Product, ProductGroup
from shop.producers.models import ProducerStatus


class NotSold(StrEnum):
    """Why a product cannot be ordered here, whatever lies in stock."""

    TOURISM = "tourism"  # a place to go to: nothing to send
    NO_MAKER = "no_maker"  # the sources do not name one
    MAKER_PAUSED = "maker_paused"
    MAKER_NOT_OPEN = "maker_not_open"
    NO_PRICE = "no_price"


# What a label states beside its net quantity, as far as a source can tell of it.
_EATEN = (FactKind.INGREDIENTS, FactKind.SHELF_LIFE, FactKind.STORAGE)
LABEL_FACTS: dict[ProductGroup, tuple[FactKind, ...]] = {
    ProductGroup.FOOD: _EATEN,
    ProductGroup.BEVERAGE: _EATEN,
    ProductGroup.MEDICINAL: _EATEN,
    ProductGroup.HANDICRAFT: (FactKind.MATERIAL,),
    ProductGroup.ORNAMENTAL: (),
    ProductGroup.TOURISM: (),
}


def why_not_sold(product: Product, *, has_packs: bool) -> NotSold | None:
    """Return what keeps a published product from being ordered here; None where nothing does.

    :param has_packs: whether any pack of it has a price
    """
    if not product.is_sold_in_packs:
        return NotSold.TOURISM
    if product.producer is None:
        return NotSold.NO_MAKER
    if product.producer.status is ProducerStatus.SUSPENDED:
        return NotSold.MAKER_PAUSED
    if product.producer.status is not ProducerStatus.OPEN:
        return NotSold.MAKER_NOT_OPEN
    return None if has_packs else NotSold.NO_PRICE


def missing_facts(product: Product) -> list[FactKind]:
    """Return what the label states and no source of ours tells."""
    known = {fact.kind for fact in product.facts}
    return [kind for kind in LABEL_FACTS[product.product_group] if kind not in known]


class Measure(StrEnum):
    """What a unit price is the price of."""

    HUNDRED_GRAMS = "100 g"
    KILOGRAM = "kg"
    LITRE = "l"
    PIECE = "piece"


class UnitPrice(NamedTuple):
    amount_vnd: int  # rounded half up
    measure: Measure


# From here on weight is compared by the kilogram: rice, noodles, meat.
LEAST_BY_KILOGRAM_G = 500
_SIZES = {
    Measure.HUNDRED_GRAMS: 100,
    Measure.KILOGRAM: 1000,
    Measure.LITRE: 1000,
    Measure.PIECE: 1,
}


def unit_price(
    price_vnd: int, net_quantity: int | None, net_unit: NetUnit | None
) -> UnitPrice | None:
    """Return the price of one common measure; None where it would only repeat the price.

    :param net_quantity: in grams, millilitres or pieces; None where the pack does not say
    """
    if not net_quantity or net_unit is None:
        return None
    measure = _measure(net_quantity, net_unit)
    size = _SIZES[measure]
    if net_quantity == size:
        return None
    return UnitPrice((2 * price_vnd * size + net_quantity) // (2 * net_quantity), measure)


def _measure(net_quantity: int, net_unit: NetUnit) -> Measure:
    match net_unit:
        case NetUnit.MILLILITRE:
            return Measure.LITRE
        case NetUnit.PIECE:
            return Measure.PIECE
        case _ if net_quantity >= LEAST_BY_KILOGRAM_G:
            return Measure.KILOGRAM
        case _:
            return Measure.HUNDRED_GRAMS
