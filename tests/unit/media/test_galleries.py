"""Galleries: what hangs where, what is made of it, and what goes when nothing needs it."""

import errno
import io
import os
import time
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select

from shop.audit.models import AuditEntry
from shop.database import db
from shop.errors import DiskFull
from shop.jobs import services as jobs
from shop.jobs.models import Job
from shop.lib import clock
from shop.media import photos
from shop.media import queries as media
from shop.media.errors import (
    BrokenFile,
    CarriesMore,
    EmptyFile,
    FileTooLarge,
    MovingPicture,
    NoSuchPicture,
    PictureAlreadyThere,
    TooManyPictures,
    UnknownPicture,
)
from shop.media.models import File, MediaType, Picture, Rendition
from shop.media.rules import LARGEST_BYTES, MOST_PICTURES
from shop.media.services import (
    Words,
    arrange,
    files,
    hang,
    path_of,
    pictures,
    renditions,
    store,
    sweep,
    take_out,
)
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.media import PDF, SVG, hung, moving, photograph, picture
from tests.factories.producers import make_producer


@pytest.fixture
def product(session):
    return make_product()


def bring(owner, content, actor=None):
    return hang(owner, io.BytesIO(content), "anh.jpg", actor=actor)


def rows(model):
    return db.session.scalar(select(func.count()).select_from(model))


def on_disk(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def queued():
    return [job.name for job in db.session.scalars(select(Job).order_by(Job.id))]


def made_of(master_id):
    return db.session.execute(
        select(File.media_type, Rendition.width, Rendition.height, File.size_bytes)
        .join(File, File.id == Rendition.file_id)
        .where(Rendition.master_id == master_id)
        .order_by(File.media_type, Rendition.width)
    ).all()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photograph_is_kept_as_our_own_file_and_nothing_else(product, folder, kind):
    maker = make_user()
    brought = photograph(kind, (300, 200))

    made = bring(product, brought, maker)

    assert (made.width, made.height, made.position) == (300, 200, 0)
    assert made.master.media_type is MediaType.JPEG
    assert on_disk(folder) == [path_of(made.master.checksum)]
    assert path_of(made.master.checksum).read_bytes() != brought
    entry = db.session.scalars(select(AuditEntry).filter_by(action="picture.added")).one()
    assert (entry.actor_id, entry.subject_id) == (maker.id, str(made.id))
    assert queued() == ["media.make_renditions"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (photograph(size=(60, 40)) + b"\0" * LARGEST_BYTES, FileTooLarge),
        (PDF, UnknownPicture),
        (SVG, UnknownPicture),
        (picture("GIF"), UnknownPicture),
        (b"\xff\xd8\xff<html><script>alert(1)</script></html>", BrokenFile),
        (photograph(size=(300, 200))[:-900], BrokenFile),
        (photograph(size=(300, 200)) + b"<script>alert(1)</script>", CarriesMore),
        (photograph("PNG", size=(300, 200)) + b"PK\3\4", CarriesMore),
        (moving("WEBP"), MovingPicture),
    ],
)
def test_what_is_refused_leaves_nothing(product, folder, content, refusal):
    with pytest.raises(refusal) as refused:
        bring(product, content)

    assert refused.value.field == "file"
    assert (rows(File), rows(Picture), queued()) == (0, 0, [])
    assert not on_disk(folder)


def test_the_twelfth_picture_is_the_last(product, folder):
    for number in range(MOST_PICTURES):
        bring(product, picture("PNG", (8, 8 + number)))
    before = on_disk(folder)

    with pytest.raises(TooManyPictures):
        bring(product, picture("PNG", (9, 9)))

    assert rows(Picture) == MOST_PICTURES
    assert on_disk(folder) == before


def test_the_last_place_is_looked_at_again_under_the_lock(product, folder, monkeypatch):
    for number in range(MOST_PICTURES):
        bring(product, picture("PNG", (8, 8 + number)))
    before = on_disk(folder)
    # As if the last one had come while this one was being cleaned.
    asked, check_room = [], pictures.check_room
    monkeypatch.setattr(
        pictures, "check_room", lambda owner: check_room(owner) if asked else asked.append(owner)
    )

    with pytest.raises(TooManyPictures):
        bring(product, picture("PNG", (9, 9)))

    assert on_disk(folder) == before


def test_the_same_picture_hangs_once_in_a_gallery_and_in_as_many_as_one_likes(product, folder):
    content = photograph(size=(300, 200))
    first = bring(product, content)

    with pytest.raises(PictureAlreadyThere):
        bring(product, content)
    second = bring(make_producer(), content)

    assert first.master_id == second.master_id
    assert len(on_disk(folder)) == 1


def test_renditions_come_in_each_kind_and_width_and_take_less_room(product):
    made = bring(product, photograph(size=(2000, 1500)))

    renditions.make(made.master_id)

    found = made_of(made.master_id)
    newer = [(width, round(width * 0.75)) for width in (320, 640, 960, 1440)]
    assert [each[1:3] for each in found if each.media_type is MediaType.AVIF] == newer
    assert [each[1:3] for each in found if each.media_type is MediaType.WEBP] == newer
    assert [each[1:3] for each in found if each.media_type is MediaType.JPEG] == [(960, 720)]
    assert all(each.size_bytes < made.master.size_bytes for each in found)
    assert made.ready_at is not None
    for file in db.session.scalars(select(File)):
        with Image.open(path_of(file.checksum)) as image:
            assert image.format == file.media_type.name


def test_making_renditions_again_changes_nothing(product, folder):
    made = hung(product, size=(700, 500))
    before = (made_of(made.master_id), on_disk(folder), made.ready_at)

    renditions.make(made.master_id)

    assert (made_of(made.master_id), on_disk(folder), made.ready_at) == before


def test_a_worker_that_died_half_way_leaves_no_half_gallery(product, folder, monkeypatch):
    made = bring(product, photograph(size=(700, 500)))
    write, written = photos.write, []

    def die_after_two(image, media_type, output):
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(media_type)
        write(image, media_type, output)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(photos, "write", die_after_two)
        renditions.make(made.master_id)
    assert not made_of(made.master_id)
    assert made.ready_at is None

    renditions.make(made.master_id)

    assert len(made_of(made.master_id)) == 7
    assert made.ready_at is not None


def test_the_job_in_the_queue_makes_them(product):
    made = bring(product, photograph(size=(200, 100)))

    assert jobs.run_next()

    assert made.ready_at is not None


def test_pictures_taken_out_meanwhile_are_not_made(product, folder):
    made = bring(product, photograph(size=(200, 100)))
    master_id = made.master_id
    take_out(product, made.id, actor=None)

    renditions.make(master_id)
    renditions.make(987_654)

    assert rows(Rendition) == 0


def test_a_second_gallery_uses_the_renditions_of_the_first(product):
    made = hung(product, size=(300, 200))
    again = hung(make_producer(), size=(300, 200))

    assert again.ready_at is not None
    assert rows(Rendition) == len(made_of(made.master_id))


def full(*_args, **_options):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (files, "_copy"),
        (files.os, "fsync"),
        (photos, "write_master"),
        (files.Path, "mkdir"),
        (files.Path, "replace"),
        (files, "_sync_folder"),
    ],
)
def test_a_full_disk_leaves_nothing_of_a_picture(product, folder, monkeypatch, place, name):
    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(place, name, full)
        bring(product, photograph(size=(300, 200)))

    assert (rows(File), rows(Picture), queued()) == (0, 0, [])
    assert not on_disk(folder)


@pytest.mark.parametrize(
    ("place", "name"), [(photos, "write"), (files.Path, "replace"), (files.os, "fsync")]
)
def test_a_full_disk_leaves_no_rendition(product, folder, monkeypatch, place, name):
    made = bring(product, photograph(size=(300, 200)))
    before = on_disk(folder)
    with monkeypatch.context() as patch, pytest.raises(DiskFull):
        patch.setattr(place, name, full)
        renditions.make(made.master_id)

    assert rows(Rendition) == 0
    assert made.ready_at is None
    assert on_disk(folder) == before


def test_order_and_words_are_kept_together(product):
    first, second, third = (bring(product, picture("PNG", (8, 8 + n))) for n in range(3))

    arrange(product, [third.id, first.id], {first.id: Words("Đồi chè", "Tea hill")}, actor=None)

    assert [each.id for each in product.pictures] == [third.id, first.id, second.id]
    assert (first.alt_vi, first.alt_en, third.alt_vi) == ("Đồi chè", "Tea hill", None)
    assert db.session.scalars(select(AuditEntry).filter_by(action="pictures.arranged")).one()


def test_only_pictures_with_words_and_renditions_are_shown(client, product):
    hung(product, size=(30, 20), words=None)
    hung(product, size=(31, 20), ready=False)
    shown = hung(product, size=(32, 20), words="Chén trà")

    with client.app.test_request_context():
        assert [each.alt_vi for each in media.gallery(Picture.product_id, product.id)] == [
            "Chén trà"
        ]
        assert media.covers(Picture.product_id, [product.id])[product.id].width == 32
    assert shown.position == 2


def test_the_first_that_is_shown_is_the_cover(client, product):
    hung(product, size=(30, 20), words="Một")
    hung(product, size=(31, 20), words="Hai")
    bare = make_product()

    with client.app.test_request_context():
        covers = media.covers(Picture.product_id, [product.id, bare.id])

    assert {key: each.alt_vi for key, each in covers.items()} == {product.id: "Một"}


def test_covers_of_many_products_take_one_statement(client, count_statements):
    products = [make_product() for _ in range(4)]
    for number, each in enumerate(products):
        hung(each, size=(30, 20 + number))
    ids = [each.id for each in products]

    with client.app.test_request_context(), count_statements() as statements:
        assert len(media.covers(Picture.product_id, ids)) == 4

    assert len(statements) == 1


def test_taking_out_is_recorded_and_strangers_pictures_are_left(product):
    made, other = bring(product, picture()), bring(make_product(), picture("PNG", (9, 9)))

    with pytest.raises(NoSuchPicture):
        take_out(product, other.id, actor=None)
    take_out(product, made.id, actor=None)

    assert db.session.scalars(select(Picture)).all() == [other]
    assert db.session.scalars(select(AuditEntry).filter_by(action="picture.removed")).one()
    assert queued()[-1] == "media.sweep"


def long_ago(folder):
    """Make everything as old as if it had been brought before yesterday."""
    for file in db.session.scalars(select(File)):
        file.uploaded_at = clock.now() - timedelta(days=2)
    db.session.commit()
    for path in on_disk(folder):
        os.utime(path, (time.time() - 172_800,) * 2)


def test_files_go_when_nothing_uses_them(product, folder):
    gone, stays = hung(product, size=(30, 20)), hung(product, size=(31, 20))
    take_out(product, gone.id, actor=None)
    long_ago(folder)

    swept = sweep()

    assert len(swept.checksums) == 4
    assert rows(File) == 1 + len(made_of(stays.master_id)) == len(on_disk(folder))
    assert not sweep().checksums


def test_a_file_that_another_gallery_shows_is_kept(product, folder):
    made, again = hung(product, size=(30, 20)), hung(make_producer(), size=(30, 20))
    take_out(product, made.id, actor=None)
    long_ago(folder)

    assert not sweep().checksums
    assert path_of(again.master.checksum).exists()


def test_what_came_just_now_is_left_alone(product, folder):
    made = bring(product, picture())
    take_out(product, made.id, actor=None)
    (folder / "part-x").write_bytes(b"half")

    swept = sweep()

    assert not swept.checksums
    assert not swept.strays
    assert len(on_disk(folder)) == 2


def test_scans_of_certificates_stay_and_strays_go(session, folder):
    kept, unused = (
        store(io.BytesIO(PDF + mark), "a.pdf", actor=None) for mark in (b"", b"%%EOF\n")
    )
    make_certificate(scan_id=kept.id)
    (folder / "part-x").write_bytes(b"half")
    long_ago(folder)

    rehearsed, swept = sweep(dry_run=True), sweep()

    assert rehearsed == swept
    assert swept.checksums == [unused.checksum]
    assert [path.name for path in swept.strays] == ["part-x"]
    assert on_disk(folder) == [path_of(kept.checksum)]


def test_content_whose_file_was_lost_is_kept_anew(folder):
    first = store(io.BytesIO(PDF), "a.pdf", actor=None)
    path_of(first.checksum).unlink()

    assert store(io.BytesIO(PDF), "b.pdf", actor=None).id == first.id
    assert path_of(first.checksum).read_bytes() == PDF


def test_the_command_rehearses_and_says_what_it_did(app, product, folder):
    made = bring(product, picture())
    take_out(product, made.id, actor=None)
    long_ago(folder)

    rehearsed = app.test_cli_runner().invoke(args=["media", "sweep", "--dry-run"])
    assert "would take away 1 file(s)" in rehearsed.output
    assert len(on_disk(folder)) == 1

    done = app.test_cli_runner().invoke(args=["media", "sweep"])
    assert "took away 1 file(s)" in done.output
    assert not on_disk(folder)
