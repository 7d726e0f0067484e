"""A hall plan to draw: zones with their booths, scaled from rectangles in metres.

Every zone is a drawing of its own, so that zones stand side by side on a wide screen and
one under another on a phone, where a booth must still take a thumb.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

ZONE_WIDTH = 320.0  # drawing units
MARGIN = 4.0
GAP = 3.0  # between neighbouring booths
LEAST_AISLE_M = 0.5
MOST_SCALE = 26.0  # drawing units per metre: a zone of two booths is not blown up


class Rectangle(Protocol):
    """What a booth says of its place: its corner and size in the hall, in metres."""

    x_m: float
    y_m: float
    width_m: float
    depth_m: float


B = TypeVar("B", bound=Rectangle)


@dataclass(frozen=True)
class Box(Generic[B]):
    """A booth as drawn."""

    booth: B
    x: float
    y: float
    width: float
    height: float

    @property
    def middle_x(self) -> float:
        return round(self.x + self.width / 2, 1)

    @property
    def baseline(self) -> float:
        """Where its number stands."""
        return round(self.y + self.height / 2 + 5, 1)


@dataclass(frozen=True)
class Drawing(Generic[B]):
    """One zone as drawn."""

    width: float
    height: float
    boxes: tuple[Box[B], ...]
    aisles: tuple[float, ...]  # y of walks between rows


def draw(booths: Sequence[B]) -> Drawing[B]:
    """Return the drawing of a zone's booths, kept in their order.

    :raises ValueError: if there are none
    """
    if not booths:
        raise ValueError("a zone without booths cannot be drawn")
    left = min(booth.x_m for booth in booths)
    top = min(booth.y_m for booth in booths)
    right = max(booth.x_m + booth.width_m for booth in booths)
    bottom = max(booth.y_m + booth.depth_m for booth in booths)
    scale = min((ZONE_WIDTH - 2 * MARGIN) / (right - left), MOST_SCALE)
    boxes = tuple(
        Box(
            booth,
            x=round(MARGIN + (booth.x_m - left) * scale + GAP / 2, 1),
            y=round(MARGIN + (booth.y_m - top) * scale + GAP / 2, 1),
            width=round(booth.width_m * scale - GAP, 1),
            height=round(booth.depth_m * scale - GAP, 1),
        )
        for booth in booths
    )
    aisles = tuple(round(MARGIN + (y - top) * scale, 1) for y in aisle_lines(booths))
    return Drawing(ZONE_WIDTH, round((bottom - top) * scale + 2 * MARGIN, 1), boxes, aisles)


def aisle_lines(booths: Iterable[Rectangle]) -> list[float]:
    """Return the middle of every walk that runs across between rows, in metres."""
    lines = []
    reached: float | None = None
    for booth in sorted(booths, key=lambda each: each.y_m):
        if reached is not None and booth.y_m - reached >= LEAST_AISLE_M:
            lines.append((reached + booth.y_m) / 2)
        reached = max(reached or 0.0, booth.y_m + booth.depth_m)
    return lines


def overlapping(booths: Sequence[B]) -> list[tuple[B, B]]:
    """Return every pair of booths that claim the same floor."""
    return [
        (one, other)
        for at, one in enumerate(booths)
        for other in booths[at + 1 :]
        if _overlap(one, other)
    ]


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return (
        one.x_m < other.x_m + other.width_m
        and other.x_m < one.x_m + one.width_m
        and one.y_m < other.y_m + other.depth_m
        and other.y_m < one.y_m + one.depth_m
    )
