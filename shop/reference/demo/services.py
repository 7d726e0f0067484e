"""Load the demonstration data on top of the facts; again another day, move it to that day."""

from collections.abc import Callable, Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shop.catalog.models import Product
from shop.database import Origin, transaction
from shop.reference.demo.fair import load_fair
from shop.reference.demo.gallery import load_pictures
from shop.reference.demo.lots import load_events, load_lots
from shop.reference.demo.orders import load_orders
from shop.reference.demo.people import load_people
from shop.reference.demo.range import load_range
from shop.reference.demo.renewals import load_renewals
from shop.reference.demo.scale import load_synthetic
from shop.reference.demo.shelf import load_packs, open_producers
from shop.reference.demo.stock import load_point_stock, load_store_rooms
from shop.reference.demo.stories import load_stories
from shop.reference.services import DryRun
from shop.reference.sync import Tally

Step = tuple[str, Callable[[Session], Tally]]

STEPS: tuple[Step, ...] = (
    ("producers who sell", open_producers),
    ("packs", load_packs),
    ("re-recognitions", load_renewals),
    ("lots", load_lots),
    ("trace events", load_events),
    ("booths", load_fair),
    ("sign-ins", load_people),
    ("stock in store rooms", load_store_rooms),
    ("stock at sales points", load_point_stock),
    ("stories", load_stories),
    ("products on offer", load_range),
    ("pictures", load_pictures),
    ("sample orders", load_orders),
)


class NoFacts(Exception):
    """There are no facts to build the demonstration on."""


def load(
    *,
    scale: int = 0,
    dry_run: bool = False,
    watch: Callable[[Iterable[Step]], Iterable[Step]] = iter,
) -> dict[str, Tally]:
    """Bring the demonstration data to today; return what changed by kind.

    :param scale: that many synthetic products instead, for measuring speed
    :param watch: wraps the steps, to show progress
    :raises NoFacts: if the reference data is not loaded
    """
    steps: tuple[Step, ...] = STEPS
    if scale:
        steps = (("synthetic products", lambda session: load_synthetic(session, scale)),)
    tallies: dict[str, Tally] = {}
    try:
        with transaction() as session:
            facts = select(func.count(Product.id)).where(Product.origin == Origin.REFERENCE)
            if not session.scalar(facts):
                raise NoFacts
            for name, step in watch(steps):
                tallies[name] = step(session)
            if dry_run:
                raise DryRun
    except DryRun:
        pass
    return tallies
