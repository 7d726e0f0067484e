"""Value-added tax by date, kind of goods and kind of seller.

Every rate is to be confirmed by an accountant before the shop sells in earnest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from shop.producers.models import ProducerKind

FRESH_PRODUCE = frozenset({1, 2})  # criteria sets of unprocessed farm goods
ALCOHOL = frozenset({14, 15})
GROWERS = frozenset(
    {
        ProducerKind.HOUSEHOLD,
        ProducerKind.FARM,
        ProducerKind.COOPERATIVE,
        ProducerKind.COOPERATIVE_GROUP,
    }
)


@dataclass(frozen=True)
class VatRate:
    """A rate and what it is for; None: everything."""

    percent: int
    legal_document: str
    effective_from: date
    effective_to: date | None = None  # last day
    criteria_sets: frozenset[int] | None = None
    sellers: frozenset[ProducerKind] | None = None

    def holds(self, day: date, criteria_set_no: int, seller: ProducerKind | None) -> bool:
        return (
            self.effective_from <= day
            and (self.effective_to is None or day <= self.effective_to)
            and (self.criteria_sets is None or criteria_set_no in self.criteria_sets)
            and (self.sellers is None or seller in self.sellers)
        )


# The first that holds counts.
RATES: tuple[VatRate, ...] = (
    # Unprocessed farm goods, sold by who grew them, are not taxed.
    VatRate(
        0,
        "48/2024/QH15",
        date(2025, 7, 1),
        criteria_sets=FRESH_PRODUCE,
        sellers=GROWERS,
    ),
    # Alcohol bears excise and is left out of the reduction.
    VatRate(10, "48/2024/QH15", date(2025, 7, 1), criteria_sets=ALCOHOL),
    VatRate(8, "204/2025/QH15", date(2025, 7, 1), date(2026, 12, 31)),
    VatRate(10, "48/2024/QH15", date(2025, 7, 1)),
    VatRate(10, "13/2008/QH12", date(2009, 1, 1), date(2025, 6, 30)),
)


def vat_percent(
    day: date,
    criteria_set_no: int,
    seller: ProducerKind | None,
    *,
    rates: Sequence[VatRate] = RATES,
) -> int:
    """Return the rate for goods of a criteria set that a seller sells on a day.

    :param seller: None where the kind is not known; then no exemption of sellers applies
    :raises LookupError: if the table says nothing of that day
    """
    for rate in rates:
        if rate.holds(day, criteria_set_no, seller):
            return rate.percent
    raise LookupError(f"no VAT rate is known for {day}")
