"""Find files that nothing uses any more, and take them away."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select

from shop import audit
from shop.database import Base, db, transaction
from shop.lib import clock
from shop.media.models import File, Picture, Rendition
from shop.media.services.files import folder, path_of

# Who has just stored a file may be about to use it.
GRACE = timedelta(hours=1)


@dataclass
class Swept:
    """What was, or would be, taken away."""

    checksums: list[str] = field(default_factory=list)
    strays: list[Path] = field(default_factory=list)  # on the disk, in no row
    size_bytes: int = 0


def sweep(*, dry_run: bool = False) -> Swept:
    """Take away files that no row uses, and what broken-off writes left on the disk."""
    swept = Swept()
    for path in _strays():
        swept.strays.append(path)
        swept.size_bytes += path.stat().st_size
        if not dry_run:
            path.unlink(missing_ok=True)
    unused = select(File.id, File.checksum, File.size_bytes).where(_is_unused())
    for file_id, checksum, size_bytes in db.session.execute(unused).all():
        if dry_run or _take_away(file_id, checksum):
            swept.checksums.append(checksum)
            swept.size_bytes += size_bytes
    return swept


def _is_unused() -> ColumnElement[bool]:
    """Say in SQL that no row anywhere refers to a file, but for what is made of it or for it."""
    keys = (key for table in Base.metadata.tables.values() for key in table.foreign_keys)
    users = [
        exists().where(key.parent == File.id)
        for key in keys
        if key.column.table is File.__table__ and key.parent.table is not Rendition.__table__
    ]
    shown = exists().where(Rendition.file_id == File.id, Rendition.master_id == Picture.master_id)
    return and_(File.uploaded_at < clock.now() - GRACE, ~or_(shown, *users))


def _take_away(file_id: int, checksum: str) -> bool:
    """Delete a file and its row, unless somebody came to use it; say whether it is gone."""
    with transaction() as session:
        file = session.scalar(select(File).where(File.id == file_id, _is_unused()))
        if file is None:
            return False
        audit.record(None, "file.swept", file, checksum=checksum)
        for made in (Rendition.file_id, Rendition.master_id):
            session.execute(delete(Rendition).where(made == file_id))
        session.delete(file)
        session.flush()
        # Last, and before others may bring this content again; without its file, a row that
        # stays because the commit fails is found by the next sweep.
        path_of(checksum).unlink(missing_ok=True)
    return True


def _strays() -> list[Path]:
    long_ago = time.time() - GRACE.total_seconds()
    known = set(db.session.scalars(select(File.checksum)))
    return sorted(
        path
        for path in folder().rglob("*")
        if path.is_file() and path.name not in known and path.stat().st_mtime < long_ago
    )
