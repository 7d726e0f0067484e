"""Sets of places on a shelf as whole numbers, a bit for each place."""

from collections.abc import Collection
from functools import lru_cache
from itertools import compress

SPARSE = 50  # from so many places for each held one, only the held ones are worth a step
_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


def places(numbers: Collection[int], size: int) -> int:
    """Return the set of some places.

    :param size: places in all
    """
    if len(numbers) * SPARSE < size:
        held = bytearray(size // 8 + 1)
        for number in numbers:
            held[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(held, "little")
    flags = bytearray(size + 1)
    for number in numbers:
        flags[number] = 1
    return int(flags.translate(_DIGITS)[::-1], 2)


def places_in(held: int, size: int) -> list[int]:
    """Return the places of a set, in their order."""
    return list(compress(_all(size), as_flags(held, size)))


def as_flags(held: int, size: int) -> bytes:
    """Return a 1 or a 0 for each place, in their order."""
    return f"{held:0{size}b}".encode().translate(_FLAGS)[::-1] if size else b""


@lru_cache(maxsize=4)
def _all(size: int) -> list[int]:
    # To go through a range would make each of its numbers anew.
    return list(range(size))
