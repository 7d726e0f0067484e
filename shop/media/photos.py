"""Photographs as we keep and show them: upright, in sRGB, with nothing that a camera wrote."""

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import IO

import pillow_heif
from PIL import Image, ImageCms, UnidentifiedImageError
from PIL.Image import Transpose

from shop.media.errors import BrokenFile, MovingPicture, TooManyPixels
from shop.media.models import MediaType
from shop.media.rules import (
    FALLBACK_PX,
    MASTER_LONGEST_PX,
    MOST_PIXELS,
    MOVING_HEIC_BRANDS,
    Kind,
    widths_of,
)

# Pillow warns above this and refuses above twice as much; both are refused here.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
pillow_heif.register_heif_opener(thumbnails=False)

SRGB = ImageCms.createProfile("sRGB")
ORIENTATION = 0x0112
UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
DEEP_MODES = ("I", "I;16", "I;16B", "I;16L")  # 16 bits of grey
# What a decoder stumbles over means that the file is not what it claims to be.
STUMBLES = (OSError, ValueError, SyntaxError, EOFError, struct.error, UnidentifiedImageError)
# Decoding at the shop's largest size takes some 300 MB: never two at once in a process.
_one_at_a_time = Lock()

MASTER_QUALITY = 90
SAVING: dict[MediaType, dict[str, int | bool | str]] = {
    MediaType.JPEG: {"quality": 80, "optimize": True, "progressive": True},
    MediaType.WEBP: {"quality": 78, "method": 4},
    MediaType.AVIF: {"quality": 58, "speed": 7, "max_threads": 1},
}


@contextmanager
def opened(path: Path, kind: Kind) -> Iterator[Image.Image]:
    """Open a picture by what it is, after a look at how large it says it is.

    :raises TooManyPixels: before anything of it is unfolded
    :raises BrokenFile: if it cannot be read, inside the block too
    """
    try:
        with Image.open(path, formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooManyPixels
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixels from None
    except STUMBLES:
        raise BrokenFile from None


def check(path: Path, kind: Kind) -> None:
    """Read a picture to its end.

    :raises TooManyPixels, BrokenFile: if it cannot be
    """
    with opened(path, kind) as picture:
        picture.draft("L", (1, 1))  # a JPEG need not be unfolded to be read to its end
        picture.load()


def cleaned(path: Path, kind: Kind) -> Image.Image:
    """Return a photograph as we keep it: upright, flat, in sRGB, no larger than a master is.

    :raises TooManyPixels, BrokenFile, MovingPicture: if it is refused
    """
    with _one_at_a_time, opened(path, kind) as picture:
        if _moves(picture, path, kind):
            raise MovingPicture
        turn = UPRIGHT.get(picture.getexif().get(ORIENTATION, 1))
        profile = picture.info.get("icc_profile")
        image = _in_srgb(_flat(_shrunk(picture)), profile)
        image = image.transpose(turn) if turn is not None else image
    image.info.clear()
    return image


def write_master(image: Image.Image, output: IO[bytes]) -> None:
    """Write a photograph as we keep it."""
    image.save(output, "JPEG", quality=MASTER_QUALITY, optimize=True, progressive=True)


def write(image: Image.Image, media_type: MediaType, output: IO[bytes]) -> None:
    """Write a rendition; the same picture always gives the same bytes."""
    image.save(output, media_type.name, **SAVING[media_type])


def sizes_of(path: Path) -> Iterator[tuple[MediaType, Image.Image]]:
    """Yield what pages need of a master, from the widest down."""
    with opened(path, Kind.JPEG) as master:
        whole = image = master.convert("RGB")
    for width in reversed(widths_of(whole.width)):
        height = max(1, round(whole.height * width / whole.width))
        image = image.resize((width, height), reducing_gap=3.0)
        for media_type in MediaType.AVIF, MediaType.WEBP:
            yield media_type, image
        if width == min(FALLBACK_PX, whole.width):
            yield MediaType.JPEG, image


def _moves(picture: Image.Image, path: Path, kind: Kind) -> bool:
    match kind:
        case Kind.JPEG:  # a second image in it is the brightness for HDR screens
            return False
        case Kind.HEIC:  # several images in it are a burst, of which the first is meant
            with path.open("rb") as content:
                return content.read(12)[8:] in MOVING_HEIC_BRANDS
    return bool(getattr(picture, "is_animated", False))


def _shrunk(picture: Image.Image) -> Image.Image:
    """Return a picture no larger than a master, unfolding no more of it than that takes."""
    if picture.mode in DEEP_MODES:
        image = picture.point(lambda value: value * (1 / 256)).convert("L")
    elif picture.mode in ("1", "P", "PA"):
        image = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    else:
        image = picture
    image.thumbnail((MASTER_LONGEST_PX, MASTER_LONGEST_PX), reducing_gap=1.5)
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Return a picture on white where one could see through it."""
    if not image.has_transparency_data:
        return image
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in the colours of every screen; without a profile it is in them."""
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(image, given, SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass  # one that does not fit the picture says nothing of it
        else:
            assert shown is not None
            return shown
    return image.convert("RGB")
