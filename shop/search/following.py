"""The index follows the database: whoever changes a word by which products are found queues it.

No service has to think of it. What a flush writes is looked at as it goes to the database, and
the job becomes a row of the same transaction; a statement that names no rows queues a build.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from shop.catalog.models import CriteriaSet, Product, ProductFact
from shop.jobs import enqueue
from shop.places.models import Commune, Province
from shop.producers.models import CraftVillage, Producer

# The columns that say by which words products are found, and whether at all.
FOLLOWED: dict[type, frozenset[str]] = {
    Product: frozenset(
        {
            *("name_vi", "name_en", "story_vi", "story_en", "collective_mark", "subgroup"),
            *("product_group", "criteria_set_no", "producer_id", "listing_status"),
        }
    ),
    ProductFact: frozenset({"kind", "value", "product_id"}),
    Producer: frozenset(
        {
            *("name", "story_vi", "story_en", "village_name", "craft_village_name"),
            *("craft_village_id", "commune_code", "province_code"),
            *("stated_commune", "stated_district", "stated_province"),
        }
    ),
    CraftVillage: frozenset({"name", "craft", "story_vi", "story_en"}),
    CriteriaSet: frozenset({"label_vi", "label_en"}),
    Commune: frozenset({"name"}),
    Province: frozenset({"name"}),
}
REBUILT_IN = "rebuilt_in"  # the transaction that has queued a build already


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: Any) -> None:
    if not session.info.get("in_transaction"):
        return  # only a transaction of ours commits
    changed: set[int] = set()
    rows = [each for each in session.dirty if _has_other_words(each)]
    for row in chain(rows, session.new, session.deleted):
        for product_id in _products_of(session, row):
            if product_id is None:
                _queue_build(session)
            else:
                changed.add(product_id)
    if changed:
        enqueue("search.index_products", product_ids=sorted(changed))


@event.listens_for(Session, "do_orm_execute")
def _follow_statement(state: ORMExecuteState) -> None:
    """See what changes rows without loading them."""
    writes = state.is_insert or state.is_update or state.is_delete
    is_ours = bool(state.session.info.get("in_transaction"))
    if writes and is_ours and state.bind_mapper and state.bind_mapper.class_ in FOLLOWED:
        _queue_build(state.session)


def _has_other_words(row: Any) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in FOLLOWED.get(type(row), ()))


def _products_of(session: Session, row: Any) -> Iterator[int | None]:
    """Yield the products that a row's words belong to; None stands for all."""
    match row:
        case Product():
            yield row.id
        case ProductFact():
            yield from {row.product_id, *inspect(row).attrs.product_id.history.deleted}
        case Producer():
            yield from session.scalars(select(Product.id).where(Product.producer_id == row.id))
        case CraftVillage():
            yield from session.scalars(
                select(Product.id).join(Product.producer).where(Producer.craft_village_id == row.id)
            )
        case CriteriaSet() | Commune() | Province():
            yield None


def _queue_build(session: Session) -> None:
    present = session.get_transaction()
    if session.info.get(REBUILT_IN) is not present:
        session.info[REBUILT_IN] = present
        enqueue("search.rebuild")
