"""From a product's code to its print."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

from shop.web.covers.kinds import motifs_for
from shop.web.covers.motifs import MOTIFS, drawing
from shop.web.covers.palettes import PALETTES, Palette
from shop.web.covers.patterns import PATTERNS, ground

FRAME = (
    "M15 17C110 14 290 15 385 14C387 110 385 290 386 385"
    "C290 388 110 385 15 387C13 290 16 110 15 17Z"
)
BAND = (
    '<path d="M17 318C120 314 280 316 385 313V385C290 387 110 384 16 386Z" fill="{b}" '
    'stroke-width="4"/><path d="M40 340h60M150 352h80M270 338h70M80 366h60M240 368h90" '
    'stroke-width="3"/>'
)
MOON = (
    '<circle cx="203" cy="204" r="152" fill="{h}" stroke="none"/>'
    '<circle cx="200" cy="200" r="152" fill="{p}" stroke-width="4"/>'
)
# The first two make up two thirds of a collection.
LAYOUTS = ("one",) * 5 + ("moon",) * 5 + ("standing", "standing", "pair", "trio", "row")


class _Draw:
    """The choices of one print, all from one stable hash."""

    def __init__(self, seed: str, motifs: Sequence[str], shift: int) -> None:
        numbers = hashlib.blake2b(seed.encode(), digest_size=8).digest()
        self.mark = numbers.hex()[:6]
        self.motif = motifs[numbers[0] % len(motifs)]
        self.how = MOTIFS[self.motif]
        allowed = [palette for palette in PALETTES if palette.name not in self.how.skips]
        self.palette: Palette = allowed[(numbers[1] + shift) % len(allowed)]
        self.pattern = PATTERNS[numbers[2] % len(PATTERNS)]
        self.layout = LAYOUTS[numbers[3] % len(LAYOUTS)]
        self.is_mirrored = numbers[4] % 2 == 1
        if (self.layout == "standing" and not self.how.stands) or (
            self.layout in ("pair", "trio", "row") and not self.how.is_small
        ):
            self.layout = "one"


@lru_cache(maxsize=2048)
def compose(seed: str, motifs: tuple[str, ...], shift: int = 0) -> str:
    """Return a print as an SVG document; the same arguments always give the same print.

    :param seed: what the choices hang on, such as a product's code
    :param motifs: names of the drawings that suit the product
    :param shift: how many palettes to move on from the print's own
    """
    draw = _Draw(seed, motifs, shift)
    colours = draw.palette._asdict()
    body = _set_out(draw).format_map({**colours, "mark": draw.mark})
    shape = drawing(draw.motif)
    for letter in "ghabcpk":
        shape = shape.replace(f"var(--{letter})", colours[letter])
    if body.count("<use") == 1:  # drawn once: in place
        body = body.replace(f'<use href="#m{draw.mark}"/>', shape)
        shapes = ""
    else:
        shapes = f'<defs><g id="m{draw.mark}">{shape}</g></defs>'
    k = draw.palette.k
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">'
        f'<path d="M0 0H400V400H0Z" fill="{draw.palette.g}"/>'
        f"{ground(draw.pattern, draw.palette.h, draw.mark)}{shapes}"
        f'<g stroke="{k}" stroke-width="5.2" stroke-linejoin="round" stroke-linecap="round">'
        f'{body}</g><path d="{FRAME}" fill="none" stroke="{k}" stroke-width="4"/></svg>'
    )


def cover_svg(
    product_code: str, name: str, set_no: int | None, subgroup: str | None, shift: int = 0
) -> str:
    """Return the print of a product without photographs.

    :param shift: as `shifts` gives it for the place in a list; 0 is the print's own palette
    """
    return compose(product_code, motifs_for(set_no, subgroup, name), shift)


def shifts(products: Iterable[tuple[str, str, int | None, str | None]]) -> list[int]:
    """Return how far each print of a list moves on, so that no two neighbours share a palette.

    :param products: code, name, criteria set and subgroup of each, in the order shown
    """
    moves = []
    before = None
    for code, name, set_no, subgroup in products:
        motifs = motifs_for(set_no, subgroup, name)
        shift = int(_Draw(code, motifs, 0).palette.name == before)
        before = _Draw(code, motifs, shift).palette.name
        moves.append(shift)
    return moves


def _set_out(draw: _Draw) -> str:
    """Return the layout, its colours still letters in braces."""
    scale, y = draw.how.scale, draw.how.middle_y
    match draw.layout:
        case "moon":
            return MOON + _at(200, 201, scale * 0.75, y, draw.is_mirrored)
        case "standing":
            return BAND + _at(200, 350, 1.2, 224, draw.is_mirrored)
        case "pair":
            return _at(282, 160, 0.72, y, True) + _at(146, 245, 0.94, y, False)
        case "trio":
            return (
                _at(106, 128, 0.6, y, False)
                + _at(294, 128, 0.6, y, True)
                + _at(200, 256, 0.9, y, draw.is_mirrored)
            )
        case "row":
            places = [(x, y0) for y0 in (112, 288) for x in (92, 200, 308)]
            return "".join(
                _at(x, y0 + (-7 if i % 2 else 7), 0.43, y, i % 2 == 1)
                for i, (x, y0) in enumerate(places)
            )
    return _at(200, 200, scale, y, draw.is_mirrored)


def _at(x: float, y: float, scale: float, middle_y: float, is_mirrored: bool) -> str:
    """Place the motif with its middle at a point."""
    left = x + 120 * scale if is_mirrored else x - 120 * scale
    across = -scale if is_mirrored else scale
    return (
        f'<g transform="translate({left:.1f} {y - middle_y * scale:.1f}) '
        f'scale({across:.3g} {scale:.3g})"><use href="#m{{mark}}"/></g>'
    )
