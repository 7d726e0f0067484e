"""What a listing may become and owes, why a product is not sold, what packs cost by measure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from shop.catalog.models import FactKind, ListingStatus, NetUnit, Product, ProductFact
from shop.producers.models import ProducerStatus

TRANSITIONS: dict[ListingStatus, frozenset[ListingStatus]] = {
    ListingStatus.DRAFT: frozenset({ListingStatus.PENDING_REVIEW}),
    ListingStatus.PENDING_REVIEW: frozenset({ListingStatus.PUBLISHED, ListingStatus.REJECTED}),
    ListingStatus.REJECTED: frozenset({ListingStatus.DRAFT}),
    # Back to review by an edit that changes what was reviewed.
    ListingStatus.PUBLISHED: frozenset(
        {ListingStatus.PENDING_REVIEW, ListingStatus.UNPUBLISHED, ListingStatus.TAKEN_DOWN}
    ),
    ListingStatus.UNPUBLISHED: frozenset({ListingStatus.PENDING_REVIEW}),
    ListingStatus.TAKEN_DOWN: frozenset({ListingStatus.PUBLISHED}),
}
SUBMITTED_FROM = frozenset({ListingStatus.DRAFT, ListingStatus.UNPUBLISHED})
# Shown, or shown without another word of its maker: here a listing stays whole.
STAYS_WHOLE = frozenset(
    {ListingStatus.PENDING_REVIEW, ListingStatus.PUBLISHED, ListingStatus.TAKEN_DOWN}
)
HAS_BEEN_SHOWN = frozenset(
    {ListingStatus.PUBLISHED, ListingStatus.UNPUBLISHED, ListingStatus.TAKEN_DOWN}
)
TAKE_DOWN_HOURS = 24  # from an authority's demand (248/2026)


def may_become(status: ListingStatus, wanted: ListingStatus) -> bool:
    return wanted in TRANSITIONS[status]


def was_shown(product: Product) -> bool:
    """Say whether the public has ever seen a product; then it is never deleted."""
    return product.listing_status in HAS_BEEN_SHOWN or any(
        change.to_status is ListingStatus.PUBLISHED or change.from_status is ListingStatus.PUBLISHED
        for change in product.changes
    )


def version_of(product: Product) -> str:
    """Return what stays the same only while nobody edits a product or its packs."""
    return product.edited_at.isoformat() if product.edited_at else ""


class NotSold(StrEnum):
    """Why a product cannot be ordered here, whatever lies in stock."""

    TOURISM = "tourism"  # a place to go to: nothing to send
    NO_MAKER = "no_maker"  # the sources do not name one
    MAKER_PAUSED = "maker_paused"
    MAKER_NOT_OPEN = "maker_not_open"
    UNCERTIFIED = "uncertified"  # and this market sells certified goods alone
    NO_PRICE = "no_price"


# What a label must state by the kind of goods (37/2026, Annex I), less what each lot has of
# its own: production date, expiry, lot number. Name and responsible party are the listing's.
_FOOD = (
    FactKind.INGREDIENTS,
    FactKind.NET_WEIGHT,
    FactKind.USAGE,
    FactKind.STORAGE,
    FactKind.WARNINGS,
    FactKind.ORIGIN,
)
_GRAIN = (FactKind.NET_WEIGHT, FactKind.WARNINGS, FactKind.ORIGIN)
_SPIRIT = (FactKind.ALCOHOL_PERCENT, *_GRAIN)
_COSMETIC = (
    FactKind.INGREDIENTS,
    FactKind.NET_WEIGHT,
    FactKind.USAGE,
    FactKind.WARNINGS,
    FactKind.ORIGIN,
)
LABEL_FACTS: dict[int, tuple[FactKind, ...]] = {  # by criteria set
    **dict.fromkeys((1, 2, *range(4, 14)), _FOOD),
    3: _GRAIN,
    14: _SPIRIT,
    15: (*_SPIRIT, FactKind.STORAGE),  # wines among others
    **dict.fromkeys((16, 17), _FOOD),
    18: (FactKind.SUPPLEMENT, FactKind.NOT_MEDICINE, *_FOOD),
    # Essential oils have no line of their own in the annex: as cosmetics (project).
    **dict.fromkeys((19, 20), _COSMETIC),
    21: (
        FactKind.MATERIAL,
        FactKind.SPECIFICATION,
        FactKind.USAGE,
        FactKind.WARNINGS,
        FactKind.ORIGIN,
    ),
    22: (
        FactKind.COMPOSITION,
        FactKind.SPECIFICATION,
        FactKind.CARE,
        FactKind.WARNINGS,
        FactKind.MADE_YEAR,
        FactKind.ORIGIN,
    ),
    **dict.fromkeys((23, 24, 25), (FactKind.ORIGIN,)),
    26: (),
}
# What a label may state besides.
_EATEN = (FactKind.INGREDIENTS, FactKind.SHELF_LIFE, FactKind.USAGE, FactKind.STORAGE)
MORE_FACTS: dict[int, tuple[FactKind, ...]] = {
    **dict.fromkeys(range(1, 21), _EATEN),
    **dict.fromkeys((23, 24, 25), (FactKind.SPECIFICATION, FactKind.CARE, FactKind.WARNINGS)),
}
# Stated of each pack, not of the product.
OF_PACKS = frozenset({FactKind.NET_WEIGHT, FactKind.GTIN})
# What the law words itself; a maker only says that the label bears it.
FIXED_PHRASES = {
    FactKind.SUPPLEMENT: "Thực phẩm bảo vệ sức khỏe",
    FactKind.NOT_MEDICINE: (
        "Thực phẩm này không phải là thuốc, không có tác dụng thay thế thuốc chữa bệnh"
    ),
}
TOURISM_SET = 26
MOST_OF_A_PART = 99  # units of one pack in a box (project)


def offered_facts(criteria_set_no: int) -> list[FactKind]:
    """Return what a maker may state of goods of a criteria set, in the order of a label."""
    offered = {*LABEL_FACTS[criteria_set_no], *MORE_FACTS.get(criteria_set_no, ())} - OF_PACKS
    return [kind for kind in FactKind if kind in offered]


def in_label_order(facts: Iterable[ProductFact]) -> list[ProductFact]:
    order = list(FactKind)
    return sorted(facts, key=lambda fact: order.index(fact.kind))


class Needed(StrEnum):
    """What a listing needs beside the facts of its label."""

    ADDRESS = "address"  # of the responsible party
    PACK = "packs"


Lack = FactKind | Needed


def lacks(product: Product) -> list[Lack]:
    """Return what a listing lacks before it may be shown, in the order of a label."""
    found: list[Lack] = [] if _has_address(product) else [Needed.ADDRESS]
    packs = [pack for pack in product.variants if pack.is_active]
    if product.is_sold_in_packs and not packs:
        found.append(Needed.PACK)
    known = {fact.kind for fact in product.facts}
    if all(pack.net_quantity for pack in packs):
        known.add(FactKind.NET_WEIGHT)
    owed = LABEL_FACTS[product.criteria_set_no]
    return found + [kind for kind in FactKind if kind in owed and kind not in known]


def _has_address(product: Product) -> bool:
    producer = product.producer
    return producer is not None and bool(producer.place_name)


def month_bits(months: Iterable[int]) -> int:
    """Return months, 1 to 12, as the column keeps them.

    :raises ValueError: if there is no such month
    """
    bits = 0
    for month in months:
        if not 1 <= month <= 12:
            raise ValueError(f"{month} is no month")
        bits |= 1 << (month - 1)
    return bits


def month_runs(months: Iterable[int]) -> list[tuple[int, int]]:
    """Return the stretches of months, first and last, round the turn of the year as one."""
    chosen = set(months)
    if len(chosen) == 12:
        return [(1, 12)]
    firsts = [month for month in sorted(chosen) if (month - 2) % 12 + 1 not in chosen]
    runs = []
    for first in firsts:
        last = first
        while last % 12 + 1 in chosen:
            last = last % 12 + 1
        runs.append((first, last))
    return runs


def why_not_sold(product: Product, *, has_packs: bool, is_certified: bool = True) -> NotSold | None:
    """Return what keeps a published product from being ordered here; None where nothing does.

    :param has_packs: whether any pack of it has a price
    :param is_certified: False where it lacks the certificate that this market asks for today
    """
    if not product.is_sold_in_packs:
        return NotSold.TOURISM
    if product.producer is None:
        return NotSold.NO_MAKER
    if product.producer.status is ProducerStatus.SUSPENDED:
        return NotSold.MAKER_PAUSED
    if product.producer.status is not ProducerStatus.OPEN:
        return NotSold.MAKER_NOT_OPEN
    if not is_certified:
        return NotSold.UNCERTIFIED
    return None if has_packs else NotSold.NO_PRICE


def takes_requests(product: Product) -> bool:
    """Say whether somebody on this market answers those who would like to come."""
    producer = product.producer
    return (
        not product.is_sold_in_packs
        and product.listing_status is ListingStatus.PUBLISHED
        and producer is not None
        and producer.status is ProducerStatus.OPEN
    )


def missing_facts(product: Product) -> list[FactKind]:
    """Return what the label states and no source of ours tells of its content and use."""
    known = {fact.kind for fact in product.facts}
    told = {*OF_PACKS, *FIXED_PHRASES, FactKind.ORIGIN, *known}
    owed = LABEL_FACTS[product.criteria_set_no]
    return [kind for kind in FactKind if kind in owed and kind not in told]


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
