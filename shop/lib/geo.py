"""Distances on the earth, in metres."""

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_M = 6_371_008.8
VIETNAM_BOUNDS = (8.0, 102.0, 23.5, 118.0)  # south, west, north, east, with the archipelagos


def distance_m(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Return the great-circle distance between two points, in metres."""
    a = (
        sin(radians(lat2 - lat1) / 2) ** 2
        + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lng2 - lng1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, a)))


def in_vietnam(lat: float, lng: float) -> bool:
    """Say whether a point lies in the box around Vietnam."""
    south, west, north, east = VIETNAM_BOUNDS
    return south <= lat <= north and west <= lng <= east
