"""Whose stock a person may see and change."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from shop.accounts.models import User
from shop.catalog.models import ProductVariant
from shop.database import db
from shop.errors import NotFound
from shop.inventory.models import StockLevel, StockLocation
from shop.producers.policy import own_producer


def own_level(user: User, level_id: int) -> StockLevel:
    """Return a stock level of the producer for whom a person works.

    :raises NotFound: if there is none, or it is somebody else's
    """
    level = db.session.scalar(
        select(StockLevel)
        .join(StockLevel.location)
        .where(StockLevel.id == level_id, StockLocation.producer_id == own_producer(user).id)
        .options(
            joinedload(StockLevel.variant).joinedload(ProductVariant.product),
            joinedload(StockLevel.lot),
            joinedload(StockLevel.location),
        )
    )
    if level is None:
        raise NotFound(_l("There is no such stock."))
    return level
