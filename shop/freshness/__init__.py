"""How fresh what we keep is: a number that grows with every change that a page could show.

Whoever keeps something made from the database keeps the number beside it, read before the
rest, and asks again before using it. Writers need not think of it: what a transaction wrote
is seen on its way to the database, and what is not known counts as everything.
"""

from shop.freshness.queries import changed_products, has_own_changes, shelf_version
from shop.freshness.services import about, bump, touch

__all__ = ["about", "bump", "changed_products", "has_own_changes", "shelf_version", "touch"]
