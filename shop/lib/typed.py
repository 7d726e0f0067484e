"""Numbers as people type them: 185.000, 1,5 kg, 185k."""

import re

# The same mark between all groups: "1.234,567" could mean two things.
_WHOLE = re.compile(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*|\d{1,12}", re.ASCII)
_DECIMAL = re.compile(r"(\d{1,6})(?:[.,](\d{1,3}))?", re.ASCII)
_MONEY = re.compile(r"(.+?)\s*(k)?\s*(?:₫|đ|đồng|vnđ|vnd)?")
_WEIGHT = re.compile(r"(.+?)\s*(g|gr|gam|gram|kg|ký|kí)?")
_KILOGRAMS = ("kg", "ký", "kí")


def whole_number(text: str) -> int | None:
    """Return a whole number with or without thousands marks; None for anything else."""
    text = _plain(text)
    return int(re.sub(r"\D", "", text)) if _WHOLE.fullmatch(text) else None


def thousandths(text: str) -> int | None:
    """Return a number with at most three decimals, times 1000: 1,5 is 1500."""
    found = _DECIMAL.fullmatch(_plain(text))
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0")) if found else None


def amount_vnd(text: str) -> int | None:
    """Return an amount of đồng: 185.000, 185,000 ₫, 185000đ, 185k; None for anything else."""
    found = _MONEY.fullmatch(_plain(text))
    if not found:
        return None
    return thousandths(found[1]) if found[2] else whole_number(found[1])


def grams(text: str) -> int | None:
    """Return a weight in grams: 250, 1.250 g, 1,5 kg; None for anything else."""
    found = _WEIGHT.fullmatch(_plain(text))
    if not found:
        return None
    return thousandths(found[1]) if found[2] in _KILOGRAMS else whole_number(found[1])


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
