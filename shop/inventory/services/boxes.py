"""Boxes: packs that are filled from other packs, whose stock is that of their parts."""

from collections.abc import Mapping

from sqlalchemy import select

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import BoxPart, ProductVariant
from shop.catalog.queries import box_contents
from shop.catalog.rules import MOST_OF_A_PART
from shop.catalog.services import touch
from shop.database import db, lock, transaction
from shop.inventory.errors import BoxHasStock, InAnotherBox, WrongPart
from shop.inventory.models import StockLevel
from shop.web.locale import localized


def compose(box: ProductVariant, parts: Mapping[int, int], *, actor: User) -> None:
    """Say what lies in a box; nothing makes it a pack like any other again.

    Orders that were placed keep what was promised to them.

    :param parts: units by the row id of the pack, each from 1 to 99
    :raises BoxHasStock: if units of it lie in the stock book
    :raises InAnotherBox: if it is a part of another box
    :raises WrongPart: if a part is somebody else's, or a box
    """
    with transaction() as session:
        product = box.product
        lock(product)
        if parts:
            _check_empty(box)
        _check_parts(box, parts)
        before = {each.part_id: each for each in box_contents([box.id]).get(box.id, ())}
        for part_id in before.keys() - parts.keys():
            session.delete(before[part_id])
        for part_id, quantity in sorted(parts.items()):
            if part_id in before:
                before[part_id].quantity = quantity
            else:
                session.add(BoxPart(box_id=box.id, part_id=part_id, quantity=quantity))
        touch(product, actor=actor)
        told = {str(part_id): quantity for part_id, quantity in sorted(parts.items())}
        audit.record(actor, "pack.composed", box, parts=told)


def _check_empty(box: ProductVariant) -> None:
    held = select(StockLevel.id).where(StockLevel.variant_id == box.id, StockLevel.on_hand > 0)
    if db.session.scalar(held.limit(1)) is not None:
        raise BoxHasStock
    if db.session.scalar(select(BoxPart.id).filter_by(part_id=box.id).limit(1)) is not None:
        raise InAnotherBox


def _check_parts(box: ProductVariant, parts: Mapping[int, int]) -> None:
    found = db.session.scalars(select(ProductVariant).where(ProductVariant.id.in_(parts))).all()
    boxes = box_contents(parts)
    for part in found:
        is_own = part.product.producer_id == box.product.producer_id
        is_counted = 1 <= parts[part.id] <= MOST_OF_A_PART
        if not (is_own and is_counted and part.id != box.id and part.id not in boxes):
            raise WrongPart(f"{localized(part.product, 'name')} ({localized(part, 'name')})")
    if len(found) < len(parts):
        raise WrongPart("?")
