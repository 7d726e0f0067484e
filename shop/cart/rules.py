"""What may have changed since goods went into a cart, and what to do about it."""

from enum import StrEnum

from shop.catalog.models import ListingStatus, ProductVariant
from shop.catalog.rules import why_not_sold

MOST_OF_ONE = 999


class Problem(StrEnum):
    NOT_FOR_SALE = "not_for_sale"  # taken off the shelf
    UNCERTIFIED = "uncertified"  # and this market sells certified goods alone
    SOLD_OUT = "sold_out"
    FEWER = "fewer"  # less in stock than the cart asks
    PRICE_CHANGED = "price_changed"
    CERTIFICATE_ENDED = "certificate_ended"
    STARS_CHANGED = "stars_changed"


# These keep a line from being ordered; the others the buyer only has to know.
BLOCKING = frozenset({Problem.NOT_FOR_SALE, Problem.UNCERTIFIED, Problem.SOLD_OUT, Problem.FEWER})
# Of these not one unit can be ordered, whatever lies in stock.
NOT_SOLD = frozenset({Problem.NOT_FOR_SALE, Problem.UNCERTIFIED})


def is_for_sale(variant: ProductVariant) -> bool:
    """Say whether a pack may be ordered online, stock aside."""
    product = variant.product
    return (
        variant.is_active
        and product.listing_status is ListingStatus.PUBLISHED
        and why_not_sold(product, has_packs=True) is None
    )


def problems(
    *,
    for_sale: bool,
    lets_sell: bool = True,
    quantity: int,
    stock: int,
    price_vnd: int,
    price_seen_vnd: int,
    stars: int | None,
    stars_seen: int | None,
) -> list[Problem]:
    """Return everything that a buyer has to know of a line, what blocks first.

    :param lets_sell: False where it lacks the certificate that this market asks for today
    :param stock: units that can be sent today
    :param stars: of the certificate valid today
    """
    if not for_sale:
        return [Problem.NOT_FOR_SALE]
    if not lets_sell:
        return [Problem.UNCERTIFIED]
    found = []
    if stock <= 0:
        found.append(Problem.SOLD_OUT)
    elif stock < quantity:
        found.append(Problem.FEWER)
    if price_vnd != price_seen_vnd:
        found.append(Problem.PRICE_CHANGED)
    if stars_seen is not None and stars is None:
        found.append(Problem.CERTIFICATE_ENDED)
    elif stars != stars_seen:
        found.append(Problem.STARS_CHANGED)
    return found
