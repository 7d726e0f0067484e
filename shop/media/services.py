"""Take in files: checked by content, kept under their checksum, whole or not at all."""

import hashlib
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from flask import current_app
from PIL import Image, UnidentifiedImageError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from shop import audit
from shop.database import db, transaction
from shop.errors import DiskFull
from shop.media.errors import BrokenFile, EmptyFile, FileTooLarge, TooManyPixels, UnknownKind
from shop.media.models import File, MediaType
from shop.media.rules import (
    HEAD_BYTES,
    LARGEST_BYTES,
    MOST_PIXELS,
    PDF_END,
    PDF_END_WITHIN_BYTES,
    kind_of,
)

CHUNK_BYTES = 64 * 1024
LONGEST_NAME = 200
# Pillow warns above this and refuses above twice as much; both are refused here.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def store(stream: IO[bytes], name: str, *, actor: Any | None) -> File:
    """Keep a file, unchanged; one with the same content is kept once.

    Reading and checking take their time, so call it before a transaction, not inside one.

    :param name: as its owner calls it; it decides nothing
    :raises EmptyFile, FileTooLarge, UnknownKind, TooManyPixels, BrokenFile: if it is refused
    :raises DiskFull: if it cannot be written; then neither file nor row is left
    """
    with _received(stream) as (part, checksum, size_bytes):
        if (known := find(checksum)) is not None:
            return known
        file = File(
            checksum=checksum,
            media_type=_checked(part),
            size_bytes=size_bytes,
            original_name=name.replace("\0", "")[-LONGEST_NAME:] or checksum,
            uploaded_by_id=actor.id if actor is not None else None,
        )
        return _keep(part, file, actor)


def find(checksum: str) -> File | None:
    """Return the file with this content."""
    return db.session.scalar(select(File).where(File.checksum == checksum))


def path_of(checksum: str) -> Path:
    """Return where a file lies."""
    folder: Path = current_app.config["MEDIA_PATH"]
    return folder / checksum[:2] / checksum


@contextmanager
def _received(stream: IO[bytes]) -> Iterator[tuple[Path, str, int]]:
    """Write a stream to a part file on the same disk; give its path, checksum and size."""
    folder: Path = current_app.config["MEDIA_PATH"]
    part = None
    try:
        with NamedTemporaryFile(dir=folder, prefix="part-", delete=False) as output:
            part = Path(output.name)
            checksum, size_bytes = _copy(stream, output)
            output.flush()
            os.fsync(output.fileno())
        yield part, checksum, size_bytes
    except OSError as error:
        raise DiskFull from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)


def _copy(stream: IO[bytes], output: IO[bytes]) -> tuple[str, int]:
    digest, size_bytes = hashlib.sha256(), 0
    while chunk := stream.read(CHUNK_BYTES):
        size_bytes += len(chunk)
        if size_bytes > LARGEST_BYTES:
            raise FileTooLarge
        digest.update(chunk)
        output.write(chunk)
    if not size_bytes:
        raise EmptyFile
    return digest.hexdigest(), size_bytes


def _checked(part: Path) -> MediaType:
    with part.open("rb") as content:
        kind = kind_of(content.read(HEAD_BYTES))
        if kind is None:
            raise UnknownKind
        if kind is MediaType.PDF:
            content.seek(-min(part.stat().st_size, PDF_END_WITHIN_BYTES), os.SEEK_END)
            if PDF_END not in content.read():
                raise BrokenFile
            return kind
    _check_picture(part, kind)
    return kind


def _check_picture(part: Path, kind: MediaType) -> None:
    """Open a picture whole, after a look at how large it says it is."""
    try:
        with Image.open(part, formats=[kind.name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            picture.draft("L", (1, 1))  # a JPEG need not be unfolded to be read to its end
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    # Whatever a decoder stumbles over, the file is not what it claims to be.
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        raise BrokenFile from None


def _keep(part: Path, file: File, actor: Any | None) -> File:
    """Move a checked file to its place and record it, both or neither."""
    place = path_of(file.checksum)
    placed = False
    try:
        with transaction() as session:
            session.add(file)
            audit.record(actor, "file.stored", file, checksum=file.checksum)
            place.parent.mkdir(exist_ok=True, mode=0o700)
            part.replace(place)
            placed = True
            _sync_folder(place.parent)
    except IntegrityError:  # somebody brought the same content at this moment
        known = find(file.checksum)
        assert known is not None
        return known
    except BaseException:
        if placed:
            place.unlink(missing_ok=True)
        raise
    return file


def _sync_folder(folder: Path) -> None:
    """See to it that a new name survives a power cut, as its content does."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
