"""The address of a product's picture.

Until producers upload photographs, each product has a print composed from its kind.
"""

import base64

from flask import url_for

from shop.catalog.models import Product
from shop.web.covers import cover_svg

# Changes when the composer draws differently: browsers keep a print for a year.
EDITION = "1"


def cover_url(product: Product, shift: int = 0) -> str:
    """Return the address of a product's print.

    :param shift: how many palettes to move on, where a neighbour in a list has the same
    """
    version = f"{EDITION}-{product.criteria_set_no}-{shift}"
    return url_for("catalog.cover", slug=product.slug, v=version)


def cover_of(product: Product, shift: int = 0) -> str:
    """Return a product's print as SVG.

    :param shift: how many palettes to move on
    """
    return cover_svg(
        product.code or product.slug,
        product.name_vi,
        product.criteria_set_no,
        product.subgroup,
        shift,
    )


def cover_data(product: Product) -> str:
    """Return a product's print within an address, for pages of goods that nobody sees yet."""
    return "data:image/svg+xml;base64," + base64.b64encode(cover_of(product).encode()).decode()
