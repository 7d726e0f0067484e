"""Numbers that look like chance and are the same for the same code on every machine."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def number(least: int, most: int, *about: object) -> int:
    """Return a whole number between two, both included."""
    digest = hashlib.sha256("|".join(map(str, about)).encode()).digest()
    return least + int.from_bytes(digest[:8]) % (most - least + 1)


def pick(items: Sequence[Item], *about: object) -> Item:
    return items[number(0, len(items) - 1, *about)]
