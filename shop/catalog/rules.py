"""What a pack costs by weight, volume or piece, so that packs can be compared."""

from enum import StrEnum
from typing import NamedTuple

from shop.catalog.models import NetUnit


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
