"""Whole đồng: shares, taxes and unit prices that add up."""

from collections.abc import Sequence
from fractions import Fraction


def round_half_up(amount: Fraction) -> int:
    """Return the nearest whole đồng, halves away from zero."""
    sign = -1 if amount < 0 else 1
    return sign * int(abs(amount) + Fraction(1, 2))


def included_tax_vnd(gross_vnd: int, rate_percent: int) -> int:
    """Return the tax that a price already includes, in whole đồng."""
    return round_half_up(Fraction(gross_vnd * rate_percent, 100 + rate_percent))


def shares_vnd(total_vnd: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights so that the parts sum exactly (largest remainder).

    :param weights: not negative, at least one positive
    :raises ValueError: if no weight is positive or one is negative
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("shares need weights of which none is negative and one is positive")
    sign = -1 if total_vnd < 0 else 1
    exact = [Fraction(abs(total_vnd) * weight, whole) for weight in weights]
    parts = [int(share) for share in exact]
    # Ties go to the earlier part, so that the same input always splits alike.
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: abs(total_vnd) - sum(parts)]:
        parts[i] += 1
    return [sign * part for part in parts]
