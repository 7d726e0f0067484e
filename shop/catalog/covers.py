"""The address of a product's picture.

Until producers upload photographs, each product has a print composed from its kind.
"""

from flask import url_for

from shop.catalog.models import Product

# Changes when the composer draws differently: browsers keep a print for a year.
EDITION = "1"


def cover_url(product: Product, shift: int = 0) -> str:
    """Return the address of a product's print.

    :param shift: how many palettes to move on, where a neighbour in a list has the same
    """
    version = f"{EDITION}-{product.criteria_set_no}-{shift}"
    return url_for("catalog.cover", slug=product.slug, v=version)
