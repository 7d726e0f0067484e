"""Whose lots a person may see and change."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from shop.accounts.models import User
from shop.catalog.models import Product
from shop.database import db
from shop.errors import NotFound
from shop.producers.policy import own_producer
from shop.traceability.models import Lot
from shop.traceability.queries import find_lot


def own_lot(user: User, code: str) -> Lot:
    """Return a lot of the producer for whom a person works.

    :raises NotFound: if there is none, or it is somebody else's
    """
    producer = own_producer(user)
    lot = find_lot(code)
    if lot is None or lot.product.producer_id != producer.id:
        raise NotFound(_l("There is no such lot."))
    return lot


def own_goods(user: User) -> list[Product]:
    """Return the products of which a person may open lots, by name."""
    producer = own_producer(user)
    products = db.session.scalars(
        select(Product).where(Product.producer_id == producer.id).order_by(Product.name_vi)
    )
    return [product for product in products if product.is_sold_in_packs]
