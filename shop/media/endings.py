"""Where a picture ends in its file: what follows is no part of it, and may be anything."""

import re

from shop.media.rules import Kind

# In coded data an FF that begins a marker is followed by neither 00, RST0-7 nor another FF.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_STANDALONE = {0x01, 0xD8}  # without a segment
_END_OF_IMAGE = 0xD9
_SAMSUNG_END = b"SEFT"
_BOXES = {b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"wide", b"uuid", b"sefd", b"mpvd"}


def is_whole(kind: Kind, content: bytes) -> bool:
    """Say whether a picture's end is in the file."""
    return _end_of(kind, content) is not None


def carries_more(kind: Kind, content: bytes) -> bool:
    """Say whether something follows a picture that no camera puts there."""
    end = _end_of(kind, content)
    rest = content[end:] if end is not None else b""
    while kind is Kind.JPEG and rest.startswith(b"\xff\xd8\xff"):
        # Telephones append a second JPEG: the brightness that HDR screens add.
        end = _end_of_jpeg(rest)
        rest = rest[end:].lstrip(b"\0") if end is not None else b"cut off"
    if kind is Kind.JPEG and rest.endswith(_SAMSUNG_END):
        return False
    return bool(rest.strip(b"\0"))


def _end_of(kind: Kind, content: bytes) -> int | None:
    match kind:
        case Kind.JPEG:
            return _end_of_jpeg(content)
        case Kind.PNG:
            return _end_of_png(content)
        case Kind.WEBP:
            size = int.from_bytes(content[4:8], "little")
            end = 8 + size + size % 2
            return end if end <= len(content) else None
        case Kind.HEIC:
            return _end_of_boxes(content)
    raise ValueError(f"{kind} is no picture")


def _end_of_jpeg(content: bytes) -> int | None:
    at = 0
    while found := _MARKER.search(content, at):
        marker, at = found[1][0], found.end()
        if marker == _END_OF_IMAGE:
            return at
        if marker not in _STANDALONE:  # leap over it: a thumbnail in it has an end of its own
            at += int.from_bytes(content[at : at + 2])
    return None


def _end_of_png(content: bytes) -> int | None:
    at = 8
    while at + 12 <= len(content):
        name = content[at + 4 : at + 8]
        at += 12 + int.from_bytes(content[at : at + 4])
        if name == b"IEND":
            return at if at <= len(content) else None
    return None


def _end_of_boxes(content: bytes) -> int | None:
    at = 0
    while content[at + 4 : at + 8] in _BOXES:
        size = int.from_bytes(content[at : at + 4])
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16])
        if size == 0:
            return len(content)
        if size < 8 or at + size > len(content):
            return None
        at += size
    return at
