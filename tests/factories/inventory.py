"""Stock of tests, received through the ledger."""

from sqlalchemy import select

from shop.database import db
from shop.inventory import services
from shop.inventory.models import StockLevel
from tests.factories.traceability import make_lot


def make_stock(variant, quantity=10, *, lot=None, location=None):
    """Put units of a pack where they are counted: of a new lot, in its producer's store room."""
    lot = lot or make_lot(product=variant.product)
    location = location or services.store_room(variant.product.producer)
    services.receive(location, variant, lot, quantity, actor=None)
    return db.session.scalar(
        select(StockLevel).filter_by(variant_id=variant.id, lot_id=lot.id, location_id=location.id)
    )
