"""How a score becomes stars, and how long a certificate holds.

Source: Quyết định 26/2026/QĐ-TTg, Annex II (score sheets) and Articles 8 and 12.
"""

from datetime import date
from decimal import Decimal

from shop.lib.dates import add_months

VALIDITY_MONTHS = 36
LEAST_CERTIFIED_STARS = 3
MOST_STARS = 5
STAR_BANDS = ((90, 5), (70, 4), (50, 3), (30, 2), (0, 1))  # (least score, stars)
EXPIRING_DAYS = 180


def star_band(score: Decimal) -> int:
    """Return the stars (1-5) that a total score reaches, before minimum options.

    :param score: points out of 100, never rounded: 89.99 reaches 4 stars
    :raises ValueError: if the score is outside 0-100
    """
    if not 0 <= score <= 100:
        raise ValueError(f"score {score} is outside 0-100")
    return next(stars for least, stars in STAR_BANDS if score >= least)


def expiry_of(issued_on: date) -> date:
    """Return the last day on which a certificate is valid."""
    return add_months(issued_on, VALIDITY_MONTHS)
