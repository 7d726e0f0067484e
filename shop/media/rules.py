"""What a file is, by what is in it."""

from shop.media.models import MediaType

LARGEST_MB = 15
LARGEST_BYTES = LARGEST_MB * 1024 * 1024
MOST_MEGAPIXELS = 50
MOST_PIXELS = MOST_MEGAPIXELS * 1_000_000
HEAD_BYTES = 16
ACCEPTED = ",".join(MediaType)
PDF_END, PDF_END_WITHIN_BYTES = b"%%EOF", 2_048


def kind_of(head: bytes) -> MediaType | None:
    """Return the kind of a file by its first bytes; its name is anybody's to choose."""
    if head.startswith(b"\xff\xd8\xff"):
        return MediaType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return MediaType.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head.startswith(b"%PDF-"):
        return MediaType.PDF
    return None
