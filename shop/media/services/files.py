"""Keep files under their checksum, whole or not at all."""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from flask import current_app
from sqlalchemy.exc import IntegrityError

from shop import audit
from shop.database import transaction
from shop.errors import DiskFull
from shop.media import photos
from shop.media.errors import BrokenFile, EmptyFile, FileTooLarge, UnknownKind
from shop.media.models import File, MediaType
from shop.media.queries import find
from shop.media.rules import (
    HEAD_BYTES,
    LARGEST_BYTES,
    PDF_END,
    PDF_END_WITHIN_BYTES,
    SCANS,
    Kind,
    kind_of,
)

CHUNK_BYTES = 64 * 1024
LONGEST_NAME = 200
PART = "part-"


@dataclass(frozen=True)
class Part:
    """A file that is written, on the disk where it will lie, and not yet kept."""

    path: Path
    checksum: str
    size_bytes: int

    @property
    def kind(self) -> Kind | None:
        with self.path.open("rb") as content:
            return kind_of(content.read(HEAD_BYTES))


def store(stream: IO[bytes], name: str, *, actor: Any | None) -> File:
    """Keep a scan, unchanged; one with the same content is kept once.

    Reading and checking take their time, so call it before a transaction, not inside one.

    :param name: as its owner calls it; it decides nothing
    :raises EmptyFile, FileTooLarge, UnknownKind, TooManyPixels, BrokenFile: if it is refused
    :raises DiskFull: if it cannot be written; then neither file nor row is left
    """
    with received(stream) as part:
        known = find(part.checksum)
        if known is not None and path_of(part.checksum).exists():
            return known
        media_type = _checked_scan(part)
        try:
            with keeping(part, media_type, name, actor=actor) as file:
                audit.record(actor, "file.stored", file, checksum=file.checksum)
                return file
        except IntegrityError:  # somebody brought the same content at this moment
            known = find(part.checksum)
            assert known is not None
            return known


def path_of(checksum: str) -> Path:
    """Return where a file lies."""
    return folder() / checksum[:2] / checksum


def folder() -> Path:
    path: Path = current_app.config["MEDIA_PATH"]
    return path


@contextmanager
def received(stream: IO[bytes]) -> Iterator[Part]:
    """Write what somebody brings to a part file, which is gone after the block.

    :raises EmptyFile, FileTooLarge: if nothing came, or too much
    :raises DiskFull: if it cannot be written
    """
    with written(lambda output: _copy(stream, output)) as part:
        yield part


@contextmanager
def written(write: Callable[[IO[bytes]], None]) -> Iterator[Part]:
    """Let a function write a part file, which is gone after the block unless it was kept.

    :raises DiskFull: if it cannot be written, or what the block writes cannot
    """
    path = None
    try:
        with NamedTemporaryFile(dir=folder(), prefix=PART, delete=False) as output:
            path = Path(output.name)
            write(output)
            output.flush()
            os.fsync(output.fileno())
        with path.open("rb") as content:
            checksum = hashlib.file_digest(content, "sha256").hexdigest()
        yield Part(path, checksum, path.stat().st_size)
    except OSError as error:
        raise DiskFull from error
    finally:
        if path is not None:
            path.unlink(missing_ok=True)


@contextmanager
def keeping(part: Part, media_type: MediaType, name: str, *, actor: Any | None) -> Iterator[File]:
    """Move a checked part to its place and record it along with what the block changes.

    All of it or nothing; a file with this content that is kept already is the one given.
    """
    place, placed = path_of(part.checksum), False
    try:
        with transaction() as session:
            file = find(part.checksum)
            if file is None:
                file = File(
                    checksum=part.checksum,
                    media_type=media_type,
                    size_bytes=part.size_bytes,
                    original_name=name.replace("\0", "")[-LONGEST_NAME:] or part.checksum,
                    uploaded_by_id=actor.id if actor is not None else None,
                )
                session.add(file)
                session.flush()  # whoever brings the same at this moment waits, or fails, here
            if not place.exists():
                place.parent.mkdir(exist_ok=True, mode=0o700)
                part.path.replace(place)
                placed = True
                _sync_folder(place.parent)
            yield file
    except BaseException:
        if placed:
            place.unlink(missing_ok=True)
        raise


def _copy(stream: IO[bytes], output: IO[bytes]) -> None:
    size_bytes = 0
    while chunk := stream.read(CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > LARGEST_BYTES:
            raise FileTooLarge
        output.write(chunk)
    if not size_bytes:
        raise EmptyFile


def _checked_scan(part: Part) -> MediaType:
    kind = part.kind
    if kind not in SCANS or kind is None:
        raise UnknownKind
    if kind is Kind.PDF:
        with part.path.open("rb") as content:
            content.seek(-min(part.size_bytes, PDF_END_WITHIN_BYTES), os.SEEK_END)
            if PDF_END not in content.read():
                raise BrokenFile
    else:
        photos.check(part.path, kind)
    return MediaType[kind.name]


def _sync_folder(folder: Path) -> None:
    """See to it that a new name survives a power cut, as its content does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
