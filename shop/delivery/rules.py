"""What it costs to send goods, and how long they travel.

One table for all producers, our own until each sets theirs: shown as demonstration.
"""

from dataclasses import dataclass
from enum import StrEnum

STEP_G = 1000


class Way(StrEnum):
    OWN = "own"  # the producer's own courier, inside the province
    POST = "post"


@dataclass(frozen=True)
class Tariff:
    """Fees up to a weight each, then for every further kilogram begun."""

    bands: tuple[tuple[int, int], ...]  # (up to grams, đồng)
    further_kg_vnd: int
    least_days: int
    most_days: int


TARIFFS = {
    Way.OWN: Tariff(
        ((2_000, 20_000), (5_000, 28_000), (10_000, 38_000), (20_000, 60_000)), 2_500, 1, 2
    ),
    Way.POST: Tariff(
        ((1_000, 28_000), (2_000, 36_000), (5_000, 55_000), (10_000, 85_000), (20_000, 135_000)),
        6_000,
        3,
        5,
    ),
}


@dataclass(frozen=True)
class DeliveryQuote:
    way: Way
    fee_vnd: int
    least_days: int
    most_days: int


def quote(weight_g: int, same_province: bool) -> DeliveryQuote:
    """Return way, fee and time for a parcel.

    :param weight_g: of the goods with their packing, positive
    :raises ValueError: if nothing is to be sent
    """
    if weight_g <= 0:
        raise ValueError(f"a parcel of {weight_g} g")
    way = Way.OWN if same_province else Way.POST
    tariff = TARIFFS[way]
    return DeliveryQuote(way, _fee_vnd(tariff, weight_g), tariff.least_days, tariff.most_days)


def _fee_vnd(tariff: Tariff, weight_g: int) -> int:
    for most_g, fee_vnd in tariff.bands:
        if weight_g <= most_g:
            return fee_vnd
    heaviest_g, fee_vnd = tariff.bands[-1]
    further_kg = -(-(weight_g - heaviest_g) // STEP_G)
    return fee_vnd + further_kg * tariff.further_kg_vnd
