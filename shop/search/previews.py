"""The picture of a product where its address is shared: its print between two of its kin."""

import base64
import threading
from functools import lru_cache

import resvg_py

from shop.catalog.covers import cover_of
from shop.catalog.models import Product

WIDTH, HEIGHT = 1200, 630  # what the places ask for where addresses are shared
PAPER = "#FBF7EF"
# Left, top and size of the prints; those at the sides run over the edge, in other palettes.
PLACES = ((1, -210, 75, 480), (2, 930, 75, 480), (0, 320, 35, 560))
MOST_AT_ONCE = 1  # a drawing takes a moment of a processor, and readers come first

_drawing = threading.Semaphore(MOST_AT_ONCE)


def preview_png(product: Product) -> bytes:
    """Return the picture as PNG, 1200 by 630."""
    return _drawn(tuple(cover_of(product, shift) for shift, *_place in PLACES))


@lru_cache(maxsize=64)
def _drawn(prints: tuple[str, ...]) -> bytes:
    images = "".join(
        # Documents of their own, for the names inside them are the same.
        f'<image x="{x}" y="{y}" width="{size}" height="{size}" '
        f'href="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"/>'
        for (_shift, x, y, size), svg in zip(PLACES, prints, strict=True)
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="M0 0H{WIDTH}V{HEIGHT}H0Z" fill="{PAPER}"/>{images}</svg>'
    )
    with _drawing:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=svg, width=WIDTH, height=HEIGHT, skip_system_fonts=True
            )
        )
