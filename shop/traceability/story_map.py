"""A small map of where a lot has been: outlines of provinces, a dot for each place."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, radians
from typing import Any

from markupsafe import Markup, escape

from shop.places.outlines import outlines

SIDE = 300  # of the picture, in its own units
LEAST_SPAN = 1.9  # degrees of latitude: a province and its neighbours
# Beyond this the whole country is drawn, with its archipelagos.
WIDEST_REGION = 4.5
COUNTRY = (8.0, 101.8, 23.6, 117.8)  # south, west, north, east
SAME_PLACE = 0.02  # degrees
MARGIN = 0.28  # of the span, around the outermost dots
ROUGHNESS = 1.3  # units by which a line may be off: less is not seen

Point = tuple[float, float]


@dataclass(frozen=True)
class Stop:
    """A place of the journey."""

    name: str
    lat: float
    lng: float


@dataclass(frozen=True)
class Frame:
    """The piece of the world that the picture shows."""

    south: float
    west: float
    scale: float  # units for a degree of latitude
    shrink: float  # of a degree of longitude against one of latitude

    def place(self, lng: float, lat: float) -> Point:
        return (lng - self.west) * self.scale * self.shrink, SIDE - (lat - self.south) * self.scale


def story_map(stops: Iterable[Stop], label: str) -> Markup:
    """Return the map as inline SVG; nothing where no place has a position.

    :param stops: in the order of the journey
    :param label: what the picture shows, for those who do not see it
    """
    places = _distinct(stops)
    if not places:
        return Markup("")
    frame, is_country = _frame(places)
    dots = [frame.place(stop.lng, stop.lat) for stop in places]
    return Markup(
        '<svg viewBox="0 0 {side} {side}" role="img" aria-label="{label}">{ground}{way}{dots}</svg>'
    ).format(
        side=SIDE,
        label=label,
        ground=_ground(frame, tuple((stop.lng, stop.lat) for stop in places), is_country),
        way=_way(dots),
        dots=Markup("").join(map(_dot, places, dots)),
    )


def _distinct(stops: Iterable[Stop]) -> list[Stop]:
    found: list[Stop] = []
    for stop in stops:
        if not any(
            abs(stop.lat - other.lat) < SAME_PLACE and abs(stop.lng - other.lng) < SAME_PLACE
            for other in found
        ):
            found.append(stop)
    return found


def _frame(places: Sequence[Stop]) -> tuple[Frame, bool]:
    lats, lngs = [stop.lat for stop in places], [stop.lng for stop in places]
    shrink = cos(radians((min(lats) + max(lats)) / 2))
    span = max(max(lats) - min(lats), (max(lngs) - min(lngs)) * shrink)
    if span > WIDEST_REGION:
        south, west, north, _east = COUNTRY
        return Frame(south, west, SIDE / (north - south), cos(radians((south + north) / 2))), True
    span = round(max(span * (1 + 2 * MARGIN), LEAST_SPAN), 1)
    # Rounded, so that lots of one place share one drawing.
    middle_lat = round((min(lats) + max(lats)) / 2, 1)
    middle_lng = round((min(lngs) + max(lngs)) / 2, 1)
    shrink = cos(radians(middle_lat))
    return (
        Frame(middle_lat - span / 2, middle_lng - span / 2 / shrink, SIDE / span, shrink),
        False,
    )


@lru_cache(maxsize=256)
def _ground(frame: Frame, places: tuple[Point, ...], is_country: bool) -> Markup:
    """Return the land: provinces of the journey in a stronger tone, abroad in a weaker one."""
    abroad = "".join(_path(ring, frame) for _name, ring in _rings("neighbours"))
    visited: list[str] = []
    others: list[str] = []
    for _name, ring in _rings("provinces"):
        is_visited = any(_contains(ring, place) for place in places)
        (visited if is_visited else others).append(_path(ring, frame))
    parts = [("n", abroad), ("o", "".join(others)), ("v", "".join(visited))]
    drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in parts if path)
    if is_country:
        drawn += "".join(_archipelago(each, frame) for each in _document()["archipelagos"])
    return Markup(drawn)  # numbers and our own names only


def _archipelago(each: dict[str, Any], frame: Frame) -> str:
    x, y = frame.place(float(each["lng"]), float(each["lat"]))
    dots = "".join(
        f'<circle cx="{x + dx:.0f}" cy="{y + dy:.0f}" r="1.6"/>'
        for dx, dy in ((0, 0), (6, 3), (-4, 5), (3, 9), (9, -3))
    )
    name = escape(str(each["name"]).removeprefix("Quần đảo "))
    return f'<g class="v">{dots}</g><text class="s" x="{x:.0f}" y="{y - 8:.0f}">{name}</text>'


def _way(dots: Sequence[Point]) -> Markup:
    """Return a dotted line that bends a little, so that ways there and back lie apart."""
    if len(dots) < 2:
        return Markup("")
    d = f"M{dots[0][0]:.0f} {dots[0][1]:.0f}"
    for (x1, y1), (x2, y2) in zip(dots, dots[1:], strict=False):
        bend_x, bend_y = (x1 + x2) / 2 + (y1 - y2) * 0.18, (y1 + y2) / 2 + (x2 - x1) * 0.18
        d += f"Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}"
    return Markup('<path class="w" d="{}"/>').format(d)


def _dot(stop: Stop, at: Point) -> Markup:
    x, y = at
    is_right = x > SIDE / 2
    return Markup(
        '<circle class="d" cx="{x}" cy="{y}" r="6"/><text{anchor} x="{tx}" y="{ty}">{name}</text>'
    ).format(
        x=round(x),
        y=round(y),
        anchor=Markup(' class="e"') if is_right else "",
        tx=round(x - 12 if is_right else x + 12),
        ty=round(y + 5),
        name=stop.name.partition(",")[0],
    )


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(outlines())
    return document


@cache
def _rings(name: str) -> list[tuple[str, list[Point]]]:
    """Return the outer lines of a kind of land."""
    return [
        (feature["properties"]["n"], [(lng, lat) for lng, lat, *_ in polygon[0]])
        for feature in _document()[name]["features"]
        for polygon in (
            [feature["geometry"]["coordinates"]]
            if feature["geometry"]["type"] == "Polygon"
            else feature["geometry"]["coordinates"]
        )
    ]


def _path(ring: Sequence[Point], frame: Frame) -> str:
    placed = _clipped([frame.place(*point) for point in ring])
    points = [(round(x), round(y)) for x, y in _simplified(placed)]
    if len(points) < 4:
        return ""
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "Z"


def _clipped(points: list[Point]) -> list[Point]:
    """Cut a ring to the picture and a little around it (Sutherland and Hodgman)."""
    low, high = -8.0, SIDE + 8.0
    for axis, edge, is_upper in (
        (0, low, False),
        (0, high, True),
        (1, low, False),
        (1, high, True),
    ):
        kept: list[Point] = []
        for before, point in zip(points[-1:] + points, points, strict=False):
            was, now = ((p[axis] <= edge) == is_upper for p in (before, point))
            if was != now:
                share = (edge - before[axis]) / (point[axis] - before[axis])
                kept.append(
                    (
                        before[0] + share * (point[0] - before[0]),
                        before[1] + share * (point[1] - before[1]),
                    )
                )
            if now:
                kept.append(point)
        points = kept
    return points


def _simplified(points: Sequence[Point]) -> Sequence[Point]:
    """Leave out points that the eye would not miss (Ramer, Douglas and Peucker)."""
    keep = {0, len(points) - 1}
    parts = [(0, len(points) - 1)]
    while parts:
        start, end = parts.pop()
        if end - start < 2:
            continue
        far, at = max(_distances(points, start, end))
        if far > ROUGHNESS:
            keep.add(at)
            parts += [(start, at), (at, end)]
    return [point for i, point in enumerate(points) if i in keep]


def _distances(points: Sequence[Point], start: int, end: int) -> Iterator[tuple[float, int]]:
    (x1, y1), (x2, y2) = points[start], points[end]
    length = hypot(x2 - x1, y2 - y1)
    for i in range(start + 1, end):
        x, y = points[i]
        if length:
            yield abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length, i
        else:
            yield hypot(x - x1, y - y1), i


def _contains(ring: Sequence[Point], point: Point) -> bool:
    """Say whether a point lies inside a ring: a ray from it crosses an odd number of sides."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
