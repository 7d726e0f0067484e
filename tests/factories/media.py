"""Files of tests: small, and what they claim to be."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image

from shop.media.models import Picture
from shop.media.services import Words, arrange, hang, renditions

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

pillow_heif.register_heif_opener()


def picture(kind="PNG", size=(6, 4), colour=(163, 39, 31), **options):
    """Return the bytes of a picture."""
    return saved(Image.new("RGB", size, colour), kind, **options)


def photograph(kind="JPEG", size=(1600, 1200), **options):
    """Return the bytes of a picture with something on it: its colours run from side to side."""
    image = Image.merge("RGB", [Image.linear_gradient("L").rotate(90 * turn) for turn in range(3)])
    return saved(image.resize(size), kind, **options)


def saved(image, kind, **options):
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def moving(kind):
    """Return the bytes of a picture that moves."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=200)


def png_that_claims(width, height):
    """Return a PNG of few bytes that says it is of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", b""), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def hung(owner, *, words="Chén trà trên bàn", english=None, ready=True, **options) -> Picture:
    """Hang a photograph as its maker would; with words and renditions everyone sees it.

    :param options: of `photograph`; another colour or size is another picture
    """
    made = hang(owner, io.BytesIO(photograph(**options)), "anh.jpg", actor=None)
    if ready:
        renditions.make(made.master_id)
    if words:
        arrange(owner, [], {made.id: Words(words, english)}, actor=None)
    return made
