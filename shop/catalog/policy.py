"""Which products anyone may see."""

from flask_babel import lazy_gettext as _l

from shop.catalog.models import Product
from shop.catalog.queries import find_published
from shop.errors import NotFound


def visible_product(slug: str) -> Product:
    """Return a product that is published, whoever asks.

    :raises NotFound: if there is none, or it is not published
    """
    product = find_published(slug)
    if product is None:
        raise NotFound(_l("There is no such product."))
    return product
