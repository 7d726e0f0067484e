"""Make of a master what pages show."""

from contextlib import ExitStack

from sqlalchemy import exists, select, update

from shop.database import db, transaction
from shop.lib import clock
from shop.media import photos
from shop.media.models import File, Picture, Rendition
from shop.media.services.files import keeping, path_of, written


def make(master_id: int) -> None:
    """Make the renditions of a master, unless they are there, and show its pictures.

    Safe to run again, and at any point of an earlier run that was broken off: rows appear
    all at once, and the same file written twice is one file.

    :raises DiskFull: if they cannot be written; then none is left
    """
    master = db.session.get(File, master_id)
    if master is None or not _is_used(master_id):
        return  # taken out meanwhile
    with ExitStack() as kept:
        if not _are_made(master_id):
            _make(master.id, master.checksum, kept)
        with transaction() as session:
            session.execute(
                update(Picture)
                .where(Picture.master_id == master_id, Picture.ready_at.is_(None))
                .values(ready_at=clock.now())
            )


def _is_used(master_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(Picture.master_id == master_id))))


def _are_made(master_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(Rendition.master_id == master_id))))


def _make(master_id: int, checksum: str, kept: ExitStack) -> None:
    """Write the files first, without a transaction; then keep them all in one."""
    db.session.rollback()
    parts = []
    for media_type, image in photos.sizes_of(path_of(checksum)):
        part = kept.enter_context(
            written(lambda output: photos.write(image, media_type, output))  # noqa: B023
        )
        parts.append((part, media_type, image.size))
    session = kept.enter_context(transaction())
    for part, media_type, (width, height) in parts:
        file = kept.enter_context(keeping(part, media_type, "", actor=None))
        session.add(Rendition(master_id=master_id, file_id=file.id, width=width, height=height))
