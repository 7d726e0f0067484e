"""What stands for a product: its first photograph, or else a print composed from its kind."""

import base64
from collections.abc import Callable, Iterable

from flask import url_for

from shop.catalog.models import Product
from shop.media import queries as media
from shop.media.models import Picture
from shop.media.shown import Shown
from shop.web.covers import cover_svg

# Changes when the composer draws differently: browsers keep a print for a year.
EDITION = "1"
PRINT_PX = 400


def cover_url(product: Product, shift: int = 0) -> str:
    """Return the address of a product's print.

    :param shift: how many palettes to move on, where a neighbour in a list has the same
    """
    version = f"{EDITION}-{product.criteria_set_no}-{shift}"
    return url_for("catalog.cover", slug=product.slug, v=version)


def print_of(product: Product) -> Shown:
    """Return a product's print, which adds nothing to the words beside it."""
    return Shown(cover_url(product), PRINT_PX, PRINT_PX)


def unseen_print_of(product: Product) -> Shown:
    """Return a product's print within its address, for goods that nobody sees yet."""
    code = base64.b64encode(cover_of(product).encode()).decode()
    return Shown(f"data:image/svg+xml;base64,{code}", PRINT_PX, PRINT_PX)


def covers_of(
    products: Iterable[Product], otherwise: Callable[[Product], Shown] = print_of
) -> dict[int, Shown]:
    """Return what stands for each product, by its id, in one statement.

    :param otherwise: gives the print of one without a photograph
    """
    products = list(products)
    photographs = media.covers(Picture.product_id, (product.id for product in products))
    return {product.id: photographs.get(product.id) or otherwise(product) for product in products}


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
