"""Change a gallery: take pictures in, say what they show, order them, take them out."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import IO, Any, NamedTuple

from shop import audit
from shop.database import lock, transaction
from shop.jobs import enqueue
from shop.lib import clock
from shop.media import endings, photos
from shop.media.errors import (
    BrokenFile,
    CarriesMore,
    NoSuchPicture,
    PictureAlreadyThere,
    TooManyPictures,
    UnknownPicture,
)
from shop.media.models import MediaType, Picture, Pictured
from shop.media.rules import MOST_PICTURES, PHOTOGRAPHS, Kind
from shop.media.services.files import Part, keeping, received, written
from shop.media.services.sweep import GRACE


class Words(NamedTuple):
    """What a picture shows."""

    vi: str
    en: str | None = None


def check_room(owner: Pictured, count: int = 1) -> None:
    """See that a gallery takes so many more pictures.

    :raises TooManyPictures: if it does not
    """
    room = MOST_PICTURES - len(owner.pictures)
    if count > room:
        raise TooManyPictures(room)


def hang(owner: Pictured, stream: IO[bytes], name: str, *, actor: Any | None) -> Picture:
    """Hang a photograph at the end of a gallery: checked, cleaned, kept as our own file.

    Everyone sees it once it has words and its renditions are made.

    :param name: as its owner calls it; it decides nothing
    :raises TooManyPictures, PictureAlreadyThere: if the gallery does not take it
    :raises RefusedFile: of the kind that says why, if the file is not taken
    :raises DiskFull: if it cannot be written; then neither file nor row is left
    """
    check_room(owner)
    with received(stream) as brought:
        image = photos.cleaned(brought.path, _checked_kind(brought))
    with (
        written(lambda output: photos.write_master(image, output)) as own,
        keeping(own, MediaType.JPEG, name, actor=actor) as master,
    ):
        lock(owner)  # two at once would both find the last place free
        check_room(owner)
        if any(picture.master_id == master.id for picture in owner.pictures):
            raise PictureAlreadyThere
        last = max((picture.position for picture in owner.pictures), default=-1)
        picture = Picture(master=master, width=image.width, height=image.height, position=last + 1)
        owner.pictures.append(picture)
        audit.record(actor, "picture.added", picture, checksum=master.checksum)
        enqueue("media.make_renditions", master_id=master.id)
    return picture


def arrange(
    owner: Pictured, order: Sequence[int], words: Mapping[int, Words], *, actor: Any | None
) -> None:
    """Put a gallery in order, and say what some of its pictures show.

    :param order: ids of pictures; those that are not named follow, as they were
    """
    rank = {key: number for number, key in enumerate(order)}
    with transaction():
        lock(owner)
        pictures = sorted(
            owner.pictures, key=lambda each: (rank.get(each.id, len(rank)), each.position, each.id)
        )
        for position, picture in enumerate(pictures):
            picture.position = position
            if picture.id in words:
                picture.alt_vi, picture.alt_en = words[picture.id]
        audit.record(actor, "pictures.arranged", owner, order=[each.id for each in pictures])


def take_out(owner: Pictured, picture_id: int, *, actor: Any | None) -> None:
    """Take a picture out of a gallery; its file goes once nothing else uses it.

    :raises NoSuchPicture: if it does not hang there
    """
    with transaction():
        lock(owner)
        picture = next((each for each in owner.pictures if each.id == picture_id), None)
        if picture is None:
            raise NoSuchPicture
        audit.record(actor, "picture.removed", picture, checksum=picture.master.checksum)
        owner.pictures.remove(picture)
        enqueue("media.sweep", run_at=clock.now() + GRACE + timedelta(minutes=1))


def _checked_kind(part: Part) -> Kind:
    kind = part.kind
    if kind not in PHOTOGRAPHS or kind is None:
        raise UnknownPicture
    content = part.path.read_bytes()
    if not endings.is_whole(kind, content):
        raise BrokenFile
    if endings.carries_more(kind, content):
        raise CarriesMore
    return kind
