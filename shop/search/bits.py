"""Sets of places on a shelf as whole numbers, a bit for each place."""

from collections.abc import Iterable
from itertools import compress

_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def places(numbers: Iterable[int], size: int) -> int:
    """Return the set of some places.

    :param size: places in all
    """
    held = bytearray(size // 8 + 1)
    for number in numbers:
        held[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(held, "little")


def places_in(held: int, size: int) -> list[int]:
    """Return the places of a set, in their order."""
    return list(compress(range(size), as_flags(held, size)))


def as_flags(held: int, size: int) -> bytes:
    """Return a 1 or a 0 for each place, in their order."""
    return f"{held:0{size}b}".encode().translate(_FLAGS)[::-1] if size else b""
