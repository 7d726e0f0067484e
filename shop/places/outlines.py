"""Schematic outlines of provinces and neighbours, for a map that works without a network."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

MAP_DATA = Path(__file__).parents[1] / "reference" / "data" / "map"

# Two archipelagos of Việt Nam that the outlines are too coarse to hold.
ARCHIPELAGOS = (
    {"name": "Quần đảo Hoàng Sa", "lat": 16.568, "lng": 112.135},
    {"name": "Quần đảo Trường Sa", "lat": 9.71, "lng": 114.45},
)


DECIMALS = 2  # of a degree: a kilometre, and half the bytes


@cache
def outlines() -> bytes:
    """Return the outlines as one JSON document."""
    document = {
        name: json.loads((MAP_DATA / f"{name}.geojson").read_text())
        for name in ("provinces", "neighbours")
    }
    for layer in document.values():
        for feature in layer["features"]:
            feature["geometry"]["coordinates"] = _coarse(feature["geometry"]["coordinates"])
    document["archipelagos"] = list(ARCHIPELAGOS)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _coarse(shape: list[Any]) -> list[Any]:
    """Return rings of points with few decimals, each point once where several fall together."""
    if isinstance(shape[0][0], list):
        return [_coarse(part) for part in shape]
    points = [[round(lng, DECIMALS), round(lat, DECIMALS)] for lng, lat in shape]
    return [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]


@cache
def fingerprint() -> str:
    return hashlib.sha256(outlines()).hexdigest()[:12]
