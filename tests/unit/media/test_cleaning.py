"""Photographs: judged by what is in them, and kept without what a camera wrote."""

import io
import time
import zipfile

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from shop.media import endings, photos
from shop.media.errors import BrokenFile, MovingPicture, TooManyPixels
from shop.media.models import MediaType
from shop.media.rules import PHOTOGRAPHS, Kind, kind_of, moved, widths_of
from tests.factories.media import (
    PDF,
    SVG,
    moving,
    photograph,
    picture,
    png_that_claims,
    saved,
)

KINDS = {"JPEG": Kind.JPEG, "PNG": Kind.PNG, "WEBP": Kind.WEBP, "HEIF": Kind.HEIC}
LARGEST_SIZE = (8_000, 6_250)  # 50 megapixels, to the pixel


@pytest.fixture
def cleaned(tmp_path):
    """Clean a photograph by its content."""

    def clean(content):
        path = tmp_path / "anh"
        path.write_bytes(content)
        return photos.cleaned(path, kind_of(content[:16]))

    return clean


def archive():
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as file:
        file.writestr("index.html", "<script>alert(1)</script>")
    return output.getvalue()


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_photograph_is_known_by_its_first_bytes(name, kind):
    assert kind_of(photograph(name, (40, 30))[:16]) is kind


@pytest.mark.parametrize("content", [PDF, SVG, b"<html>", b"", b"GIF89a", b"\0\0\0\x1cftypavif"])
def test_what_is_no_photograph_is_not_taken_for_one(content):
    assert kind_of(content[:16]) not in PHOTOGRAPHS


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_the_end_of_each_kind_is_found(name, kind):
    content = photograph(name, (300, 200))

    assert endings.is_whole(kind, content)
    assert not endings.carries_more(kind, content)
    assert not endings.carries_more(kind, content + b"\0" * 40)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
@pytest.mark.parametrize("more", [archive(), b"<script>alert(1)</script>", PDF, b"x"])
def test_whatever_follows_a_picture_is_noticed(name, kind, more):
    assert endings.carries_more(kind, photograph(name, (300, 200)) + more)


def test_a_page_in_the_comment_of_a_picture_is_no_end_of_it():
    content = photograph(size=(300, 200), comment=b"<html>\xff\xd9</html>")

    assert endings.is_whole(Kind.JPEG, content)
    assert not endings.carries_more(Kind.JPEG, content)


def test_what_telephones_put_behind_a_picture_is_no_stranger():
    content = photograph(size=(300, 200))

    for more in (photograph(size=(60, 40)), b"\0\0\x01\x0aSamsung data SEFT"):
        assert not endings.carries_more(Kind.JPEG, content + more)
    assert endings.carries_more(Kind.JPEG, content + photograph(size=(60, 40)) + archive())
    assert endings.carries_more(Kind.JPEG, content + photograph(size=(60, 40))[:-2])


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("kept", [0.3, 0.95])
def test_half_a_picture_is_none(cleaned, name, kept):
    content = photograph(name, (600, 400))
    content = content[: int(len(content) * kept)]

    assert not endings.is_whole(KINDS[name], content)
    with pytest.raises(BrokenFile):
        cleaned(content)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_picture_that_moves_is_refused(cleaned, kind):
    with pytest.raises(MovingPicture):
        cleaned(moving(kind))


def test_a_moving_sequence_of_an_iphone_is_refused(cleaned):
    content = photograph("HEIF", (60, 40))

    with pytest.raises(MovingPicture):
        cleaned(content.replace(b"ftypheic", b"ftyphevc", 1))


@pytest.mark.parametrize("size", [(60_000, 60_000), (7_072, 7_072)])
def test_more_pixels_than_allowed_are_refused_before_they_are_unfolded(cleaned, size):
    began = time.process_time()

    with pytest.raises(TooManyPixels):
        cleaned(png_that_claims(*size))

    assert time.process_time() - began < 0.1


def test_the_largest_photograph_is_taken_and_one_column_more_is_not(cleaned):
    width, height = LARGEST_SIZE
    image = Image.new("L", (width + 1, height), 90)

    with pytest.raises(TooManyPixels):
        cleaned(saved(image, "JPEG"))
    kept = cleaned(saved(image.crop((0, 0, width, height)), "JPEG"))

    assert kept.size == (2_880, 2_250)


# Where the red corner of a picture goes, by how the camera was held.
CORNERS = {
    1: (0, 0),
    2: (1, 0),
    3: (1, 1),
    4: (0, 1),
    5: (0, 0),
    6: (1, 0),
    7: (1, 1),
    8: (0, 1),
}


@pytest.mark.parametrize(("orientation", "corner"), CORNERS.items())
def test_a_photograph_stands_upright_however_the_camera_was_held(cleaned, orientation, corner):
    image = Image.new("RGB", (80, 40), "white")
    image.paste("red", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[photos.ORIENTATION] = orientation

    kept = cleaned(saved(image, "JPEG", exif=exif, quality=95))

    assert kept.size == ((80, 40) if orientation < 5 else (40, 80))
    right, bottom = corner
    at = (kept.width - 8 if right else 8, kept.height - 8 if bottom else 8)
    red, green, blue = kept.getpixel(at)
    assert red > 200 > 80 > max(green, blue)


def told_by_a_camera():
    """Return options that write a maker, a place, a profile and a comment into a picture."""
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của Lan"
    exif[0x8825] = {1: "N", 2: (21.0, 3.0, 24.0), 3: "E", 4: (105.0, 49.0, 12.0)}
    return {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Lan</x:xmpmeta>",
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_nothing_that_a_camera_wrote_is_kept(cleaned, kind):
    options = told_by_a_camera()
    if kind == "JPEG":
        options["comment"] = b"Lan"
    if kind == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", "Lan")
    brought = photograph(kind, (300, 200), **options)
    assert b"Lan" in brought

    output = io.BytesIO()
    photos.write_master(cleaned(brought), output)
    made = [output.getvalue()]
    for media_type in (MediaType.JPEG, MediaType.WEBP, MediaType.AVIF):
        output = io.BytesIO()
        photos.write(cleaned(brought), media_type, output)
        made.append(output.getvalue())

    for content in made:
        again = Image.open(io.BytesIO(content))
        assert not again.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & again.info.keys()
        for told in (b"Lan", b"Exif", b"ICC_PROFILE", b"http://ns.adobe.com"):
            assert told not in content


def test_colours_are_those_of_every_screen(cleaned, tmp_path):
    # A profile whose red and green are the other way round shows whether it is followed.
    swapped = swapped_profile()

    red, green, _blue = cleaned(
        picture("PNG", (40, 30), (230, 20, 20), icc_profile=swapped)
    ).getpixel((5, 5))

    assert green > 150 > red


def swapped_profile():
    """Return the profile of sRGB with the primaries of red and green exchanged."""
    content = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return content.replace(b"rXYZ", b"tmp_").replace(b"gXYZ", b"rXYZ").replace(b"tmp_", b"gXYZ")


@pytest.mark.parametrize("profile", [b"no profile", b"\0" * 200])
def test_a_profile_that_says_nothing_is_left_out(cleaned, profile):
    kept = cleaned(picture("PNG", (40, 30), (200, 30, 30), icc_profile=profile))

    assert kept.getpixel((5, 5)) == (200, 30, 30)


def test_one_sees_white_where_one_could_see_through(cleaned):
    assert cleaned(saved(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_each_way_of_writing_colours_is_read(cleaned, mode):
    grey = Image.new("L", (40, 30), 128)
    image = Image.new("I;16", (40, 30), 128 * 257) if mode == "I;16" else grey.convert(mode)

    kept = cleaned(saved(image, "JPEG" if mode == "CMYK" else "PNG"))

    assert kept.mode == "RGB"
    if mode != "1":
        assert all(abs(value - 128) < 6 for value in kept.getpixel((5, 5)))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (320, [320]),
        (321, [320, 321]),
        (800, [320, 640, 800]),
        (1440, [320, 640, 960, 1440]),
        (1441, [320, 640, 960, 1440]),
        (2880, [320, 640, 960, 1440]),
    ],
)
def test_a_picture_is_never_made_wider_than_it_is(width, widths):
    assert widths_of(width) == widths


@pytest.mark.parametrize(
    ("key", "to", "order"),
    [
        (3, 1, [1, 3, 2]),
        (3, 0, [3, 1, 2]),
        (1, 1, [2, 1, 3]),
        (1, -1, [1, 2, 3]),
        (3, 9, [1, 2, 3]),
    ],
)
def test_a_member_goes_to_its_place(key, to, order):
    assert moved([1, 2, 3], key, to) == order
