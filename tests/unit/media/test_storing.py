"""Uploads: judged by what is in them, kept whole or not at all."""

import errno
import hashlib
import io
import os
import stat

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from shop.audit.models import AuditEntry
from shop.database import db
from shop.errors import DiskFull
from shop.media.errors import BrokenFile, EmptyFile, FileTooLarge, TooManyPixels, UnknownKind
from shop.media.models import File, MediaType
from shop.media.rules import LARGEST_BYTES
from shop.media.services import files, path_of, store
from tests.factories.accounts import make_user
from tests.factories.media import PDF, picture, png_that_claims


def keep(content, name="quyet-dinh.pdf", actor=None):
    return store(io.BytesIO(content), name, actor=actor)


def nothing_is_left(folder):
    rows = db.session.scalar(select(func.count()).select_from(File))
    return rows == 0 and not [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, MediaType.PDF),
        (picture("JPEG"), MediaType.JPEG),
        (picture("PNG"), MediaType.PNG),
        (picture("WEBP"), MediaType.WEBP),
    ],
    ids=["PDF", "JPEG", "PNG", "WebP"],
)
def test_a_file_is_kept_unchanged_under_its_checksum(content, kind):
    officer = make_user()

    file = keep(content, "ảnh.tif", actor=officer)

    assert file.media_type is kind
    assert file.checksum == hashlib.sha256(content).hexdigest()
    assert (file.size_bytes, file.original_name) == (len(content), "ảnh.tif")
    assert file.uploaded_by_id == officer.id
    assert path_of(file.checksum).read_bytes() == content
    assert stat.S_IMODE(path_of(file.checksum).stat().st_mode) == 0o600


def test_the_log_tells_who_brought_it(session):
    officer = make_user()

    file = keep(PDF, actor=officer)

    entry = session.scalars(select(AuditEntry).filter_by(action="file.stored")).one()
    assert (entry.actor_id, entry.subject_id) == (officer.id, str(file.id))


def test_the_same_content_is_kept_once_under_its_first_name(folder):
    first = keep(PDF, "a.pdf")

    assert keep(PDF, "b.pdf").id == first.id
    assert first.original_name == "a.pdf"
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (PDF + b" " * (LARGEST_BYTES - len(PDF) + 1), FileTooLarge),
        (b"MZ\x90\x00", UnknownKind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnknownKind),
        (b"<html>%PDF-1.7 %%EOF", UnknownKind),
        (picture("GIF"), UnknownKind),
        (b"RIFF\x00\x00\x00\x00WAVE", UnknownKind),
        (b"%PDF-1.7 and then nothing", BrokenFile),
        (picture("JPEG", (600, 400))[:-700], BrokenFile),
        (picture("PNG", (600, 400))[:-40], BrokenFile),
        (picture("WEBP", (600, 400))[:-40], BrokenFile),
        (b"\xff\xd8\xff" + b"x" * 99, BrokenFile),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, BrokenFile),
        (png_that_claims(7_072, 7_072), TooManyPixels),
        (png_that_claims(60_000, 60_000), TooManyPixels),
    ],
)
def test_what_is_refused_leaves_nothing(folder, content, refusal):
    with pytest.raises(refusal) as refused:
        keep(content)

    assert refused.value.field == "file"
    assert nothing_is_left(folder)


def test_the_largest_size_is_taken():
    assert keep(PDF[:-6] + b" " * (LARGEST_BYTES - len(PDF)) + b"%%EOF\n").size_bytes == (
        LARGEST_BYTES
    )


def test_a_name_decides_nothing_and_is_cut(folder):
    file = keep(PDF, "../../" + "x" * 300 + "\0.exe")

    assert len(file.original_name) == 200
    assert "\0" not in file.original_name
    assert path_of(file.checksum).parent.parent == folder


def full(*_args, **_options):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (files, "_copy"),
        (files.os, "fsync"),
        (files.Path, "mkdir"),
        (files.Path, "replace"),
        (files, "_sync_folder"),
    ],
)
def test_a_full_disk_leaves_neither_file_nor_row(folder, monkeypatch, place, name):
    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(place, name, full)
        keep(PDF)

    assert nothing_is_left(folder)
    assert db.session.scalar(select(AuditEntry.id).filter_by(action="file.stored")) is None


def test_a_row_that_cannot_be_written_leaves_no_file(folder, monkeypatch):
    def give_up():
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(db.session(), "commit", give_up)
    with pytest.raises(OperationalError):
        keep(PDF)

    assert nothing_is_left(folder)


def test_the_loser_of_a_race_gets_the_winners_file(folder, monkeypatch):
    first = keep(PDF, "a.pdf")
    # As if the other one had not been there yet when this one looked.
    answers = iter([None])
    find = files.find
    monkeypatch.setattr(files, "find", lambda key: next(answers, None) or find(key))

    assert keep(PDF, "b.pdf").id == first.id
    assert path_of(first.checksum).read_bytes() == PDF
