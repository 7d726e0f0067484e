"""The shelf of this moment: kept by each process, renewed before it is looked at.

Each request asks for the version once. Where it has grown, only the products that changed
are read again, in a fixed number of statements; after a change that names none, or when the
day turns in Vietnam, the shelf is read as a whole.
"""

from threading import Lock

from flask import Flask, current_app

from shop import freshness
from shop.catalog.queries import boxes_with
from shop.lib import clock
from shop.search.listing import listed_products
from shop.search.shelf import Shelf


class _Keeper:
    """The shelf of one process."""

    def __init__(self) -> None:
        self.shelf: Shelf | None = None
        self._renewing = Lock()

    def forget(self) -> None:
        self.shelf = None

    def present(self) -> Shelf:
        version, day = freshness.shelf_version(), clock.today()
        shelf = self.shelf
        if shelf is None or shelf.version < version or shelf.day != day:
            with self._renewing:  # once for all who wait; who looks at the old one goes on
                shelf = self.shelf = self._renewed(self.shelf, version)
        # Another thread may be ahead of what our own transaction still sees.
        return shelf if shelf.version == version else shelf.apart()

    def _renewed(self, shelf: Shelf | None, version: int) -> Shelf:
        day = clock.today()
        if shelf is None or shelf.day != day:
            return Shelf(listed_products(), version=version, day=day)
        if shelf.version >= version:
            return shelf
        changed = freshness.changed_products(shelf.version, version)
        if changed is None:
            return Shelf(listed_products(), version=version, day=day)
        changed |= boxes_with(changed)  # they hold what their parts do
        return shelf.next(listed_products(changed) if changed else [], changed, version)


def init_app(app: Flask) -> None:
    app.extensions["shelf"] = _Keeper()


def present_shelf() -> Shelf:
    """Return the products as they can be bought now.

    Inside a transaction that has written, what it wrote is seen by nobody else: such a shelf
    is not kept.
    """
    if freshness.has_own_changes():
        return Shelf(listed_products(), version=0, day=clock.today())
    keeper: _Keeper = current_app.extensions["shelf"]
    return keeper.present()
