"""Schematic outlines of provinces and neighbours, for a map that works without a network."""

import hashlib
import json
from functools import cache
from pathlib import Path

MAP_DATA = Path(__file__).parents[1] / "reference" / "data" / "map"

# Two archipelagos of Việt Nam that the outlines are too coarse to hold.
ARCHIPELAGOS = (
    {"name": "Quần đảo Hoàng Sa", "lat": 16.568, "lng": 112.135},
    {"name": "Quần đảo Trường Sa", "lat": 9.71, "lng": 114.45},
)


@cache
def outlines() -> bytes:
    """Return the outlines as one JSON document."""
    document = {
        name: json.loads((MAP_DATA / f"{name}.geojson").read_text())
        for name in ("provinces", "neighbours")
    }
    document["archipelagos"] = list(ARCHIPELAGOS)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


@cache
def fingerprint() -> str:
    return hashlib.sha256(outlines()).hexdigest()[:12]
