"""The places where a producer's goods are counted."""

from sqlalchemy import select

from shop.database import db, transaction
from shop.inventory.models import LocationKind, StockLocation
from shop.places.models import SalesPoint
from shop.producers.models import Producer


def store_room(producer: Producer) -> StockLocation:
    """Return the place from which a producer serves the web; make it where there is none."""
    return _location(producer, LocationKind.STORE_ROOM, "Kho")


def inspection_location(producer: Producer) -> StockLocation:
    """Return the place where a producer's goods wait that came back."""
    return _location(producer, LocationKind.INSPECTION, "Chờ kiểm tra")


def point_location(producer: Producer, sales_point: SalesPoint) -> StockLocation:
    """Return where a producer's goods lie at a sales point."""
    return _location(producer, LocationKind.SALES_POINT, sales_point.name[:120], sales_point)


def _location(
    producer: Producer, kind: LocationKind, name: str, sales_point: SalesPoint | None = None
) -> StockLocation:
    existing = (
        select(StockLocation)
        .filter_by(producer_id=producer.id, kind=kind)
        .where(StockLocation.sales_point_id.is_not_distinct_from(sales_point and sales_point.id))
        .order_by(StockLocation.id)
        .limit(1)
    )
    if found := db.session.scalar(existing):
        return found
    with transaction() as session:
        # Unique constraints hold no two NULLs for equal, so the producer's row is the lock.
        session.execute(select(Producer.id).where(Producer.id == producer.id).with_for_update())
        location = session.scalar(existing)
        if location is None:
            location = StockLocation(
                producer_id=producer.id, kind=kind, sales_point=sales_point, name=name
            )
            session.add(location)
            session.flush()
    return location
