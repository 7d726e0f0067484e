"""Reads of files, and of pictures as pages show them."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from shop.database import db
from shop.media.models import File, MediaType, Picture, Rendition
from shop.media.rules import WIDTHS_PX
from shop.media.shown import Made, Shown, shown

Owner = InstrumentedAttribute[int | None]  # Picture.product_id or Picture.producer_id
EVERYONE_SEES = (Picture.ready_at.is_not(None), Picture.alt_vi.is_not(None))


def find(checksum: str) -> File | None:
    """Return the file with this content."""
    return db.session.scalar(select(File).where(File.checksum == checksum))


def gallery(owner: Owner, owner_id: int) -> list[Shown]:
    """Return the pictures of one gallery that everyone sees, in their order."""
    return [picture for _owner, picture in _pictures(_made(owner).where(owner == owner_id))]


def covers(owner: Owner, ids: Iterable[int]) -> dict[int, Shown]:
    """Return the first picture that everyone sees of some galleries, by their owner's id."""
    first = (
        select(owner.label("owner_id"), func.min(Picture.position).label("position"))
        .where(owner.in_(list(ids)), *EVERYONE_SEES)
        .group_by(owner)
        .subquery()
    )
    made = _made(owner).join(
        first, (first.c.owner_id == owner) & (first.c.position == Picture.position)
    )
    return dict(_pictures(made))


def thumbnails(pictures: Iterable[Picture]) -> dict[int, str]:
    """Return checksums of small pictures by the masters' ids: the masters' own until made."""
    ids = [picture.master_id for picture in pictures]
    masters = select(File.id, File.checksum).where(File.id.in_(ids))
    made = (
        select(Rendition.master_id, File.checksum)
        .join(File, File.id == Rendition.file_id)
        .where(Rendition.master_id.in_(ids), Rendition.width <= WIDTHS_PX[0])
        .where(File.media_type == MediaType.WEBP)
    )
    return {key: checksum for each in (masters, made) for key, checksum in db.session.execute(each)}


def _made(owner: Owner) -> Select[*tuple[Any, ...]]:
    """Select the renditions of pictures that everyone sees, as plain tuples."""
    return (
        select(
            *(owner, Picture.id, Picture.alt_vi, Picture.alt_en, Picture.is_demo),
            *(File.checksum, File.media_type, Rendition.width, Rendition.height),
        )
        .join(Rendition, Rendition.master_id == Picture.master_id)
        .join(File, File.id == Rendition.file_id)
        .where(*EVERYONE_SEES)
        .order_by(owner, Picture.position, Picture.id, Rendition.width, File.media_type)
    )


def _pictures(made: Select[*tuple[Any, ...]]) -> Iterable[tuple[int, Shown]]:
    for (owner_id, _key, vi, en, is_demo), rows in groupby(
        db.session.execute(made), key=lambda row: tuple(row[:5])
    ):
        yield owner_id, shown(vi, en, is_demo, [Made(*row[5:]) for row in rows])
