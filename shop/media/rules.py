"""What a file is by what is in it, how large it may be, and what is made of pictures."""

from collections.abc import Sequence
from enum import StrEnum

from shop.media.models import MediaType

LARGEST_MB = 15
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
MOST_MEGAPIXELS = 50
MOST_PIXELS = MOST_MEGAPIXELS * 1_000_000
HEAD_BYTES = 16
PDF_END, PDF_END_WITHIN_BYTES = b"%%EOF", 2_048

MOST_PICTURES = 12
# A whole gallery in one request, and the form around it.
GALLERY_BYTES = MOST_PICTURES * LARGEST_BYTES + 1024 * 1024
LONGEST_ALT = 250

MASTER_LONGEST_PX = 2880  # twice the widest rendition, for sharper screens to come
WIDTHS_PX = (320, 640, 960, 1440)
FALLBACK_PX = 960  # the one JPEG, for browsers that read nothing newer


class Kind(StrEnum):
    """What people bring, by the names that the decoder has for it."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIF"
    PDF = "PDF"


SCANS = frozenset({Kind.PDF, Kind.JPEG, Kind.PNG, Kind.WEBP})
PHOTOGRAPHS = frozenset({Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.HEIC})
ACCEPTED_SCANS = ",".join(MediaType[kind.name] for kind in sorted(SCANS))
ACCEPTED_PHOTOGRAPHS = "image/jpeg,image/png,image/webp,image/heic,image/heif"
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
MOVING_HEIC_BRANDS = frozenset({b"hevc", b"hevx", b"hevm", b"hevs", b"msf1"})


def kind_of(head: bytes) -> Kind | None:
    """Return the kind of a file by its first bytes; its name is anybody's to choose."""
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS | MOVING_HEIC_BRANDS:
        return Kind.HEIC
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    return None


def widths_of(width: int) -> list[int]:
    """Return the widths in which a picture is shown, never wider than it is.

    :param width: of the master, in pixels
    """
    widest = min(width, WIDTHS_PX[-1])
    return [*(each for each in WIDTHS_PX if each < widest), widest]


def moved(order: Sequence[int], key: int, to: int) -> list[int]:
    """Return an order in which one member has gone to a place, or to the nearest there is."""
    rest = [each for each in order if each != key]
    place = max(0, min(to, len(rest)))
    return [*rest[:place], key, *rest[place:]]
