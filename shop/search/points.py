"""Which sales points have which products today."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import false, select, true

from shop.catalog.models import ProductVariant
from shop.database import db
from shop.inventory.models import StockLevel, StockLocation
from shop.inventory.queries import is_sellable_on
from shop.lib import clock
from shop.places.models import SalesPoint


def points_of_products(ids: Collection[int] | None = None) -> dict[int, set[str]]:
    """Return the slugs of the sales points that have each product today, by its id.

    :param ids: only these products
    """
    those = ProductVariant.product_id.in_(list(ids)) if ids else false()
    rows = db.session.execute(
        select(ProductVariant.product_id, SalesPoint.slug)
        .join(StockLevel, StockLevel.variant_id == ProductVariant.id)
        .join(StockLevel.lot)
        .join(StockLevel.location)
        .join(StockLocation.sales_point)
        .where(true() if ids is None else those)
        .where(is_sellable_on(clock.today()), StockLevel.on_hand > StockLevel.reserved)
        .distinct()
    )
    found: dict[int, set[str]] = defaultdict(set)
    for product_id, slug in rows:
        found[product_id].add(slug)
    return found
