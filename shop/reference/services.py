"""Load the reference data: all of it, or nothing."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sqlalchemy.orm import Session

from shop.database import transaction
from shop.reference.dataset import DATA, Dataset, read_dataset
from shop.reference.load_places import (
    load_communes,
    load_former_communes,
    load_provinces,
    load_sales_points,
)
from shop.reference.load_producers import load_craft_villages, load_producers
from shop.reference.load_products import (
    load_criteria_sets,
    load_facts,
    load_prices,
    load_products,
    load_score_sheets,
)
from shop.reference.load_register import (
    load_certificates,
    load_programme_totals,
    load_recognitions,
)
from shop.reference.load_trade_weeks import load_trade_weeks
from shop.reference.sync import Tally

Step = tuple[str, Callable[[Session, Dataset], Tally]]

# In the order in which rows refer to one another.
STEPS: tuple[Step, ...] = (
    ("provinces", load_provinces),
    ("communes", load_communes),
    ("former communes", load_former_communes),
    ("criteria sets", load_criteria_sets),
    ("score sheets", load_score_sheets),
    ("craft villages", load_craft_villages),
    ("producers", load_producers),
    ("products", load_products),
    ("product facts", load_facts),
    ("recorded prices", load_prices),
    ("recognitions", load_recognitions),
    ("certificates", load_certificates),
    ("sales points", load_sales_points),
    ("trade weeks", load_trade_weeks),
    ("programme totals", load_programme_totals),
)


class DryRun(Exception):
    """Undoes the transaction of a load that was only tried."""


def load(
    root: Path = DATA,
    *,
    dry_run: bool = False,
    watch: Callable[[Iterable[Step]], Iterable[Step]] = iter,
) -> dict[str, Tally]:
    """Bring the database to what the files below a folder say; return what changed by table.

    :param watch: wraps the steps, to show progress
    :raises BadData: with every problem, before anything is written
    """
    data = read_dataset(root)
    tallies: dict[str, Tally] = {}
    try:
        with transaction() as session:
            for name, step in watch(STEPS):
                tallies[name] = step(session, data)
            if dry_run:
                raise DryRun
    except DryRun:
        pass
    return tallies
