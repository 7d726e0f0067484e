"""QR codes for labels, and the sheets they are printed on."""

import io
from dataclasses import dataclass
from functools import lru_cache

import qrcode
from markupsafe import escape

QUIET_MODULES = 4
PNG_MODULE_PX = 12
# Width of a module at retail: below the first a telephone struggles (GS1 General Specifications).
LEAST_MODULE_MM, TARGET_MODULE_MM = 0.396, 0.495


@dataclass(frozen=True)
class Sheet:
    """A sheet of A4 with labels of one size; its margins and gaps are in the style sheet."""

    name: str  # the class under which the style sheet knows it
    columns: int
    rows: int
    width_mm: float  # of a label
    height_mm: float

    @property
    def count(self) -> int:
        return self.columns * self.rows

    @property
    def room_mm(self) -> float:
        """How wide a code may be on a label; below it stand its letters."""
        return self.height_mm - 2 * LABEL_MARGIN_MM - LETTERS_MM


LABEL_MARGIN_MM, LETTERS_MM = 1.5, 3
# Sizes that stationers sell, the commonest first.
SHEETS = (
    Sheet("a4-24", 3, 8, 70, 37),
    Sheet("a4-21", 3, 7, 63.5, 38.1),
    Sheet("a4-65", 5, 13, 38.1, 21.2),
)


@lru_cache(maxsize=512)
def _code(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_M,
        border=QUIET_MODULES,
        box_size=PNG_MODULE_PX,
    )
    code.add_data(text)
    code.make(fit=True)
    return code


def modules(text: str) -> list[list[bool]]:
    """Return the dark modules of a code, row by row, its quiet zone included."""
    rows: list[list[bool]] = _code(text).get_matrix()
    return rows


def qr_svg(text: str, title: str) -> str:
    """Return a code as SVG: dark modules as one path on white, its quiet zone included."""
    side = len(modules(text))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark_path(text)}"/></svg>'
    )


def dark_path(text: str) -> str:
    """Return the dark modules of a code as the data of one SVG path, a module being one unit."""
    return "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(modules(text))
        for start, length in _runs(row)
    )


def qr_png(text: str) -> bytes:
    """Return a code as PNG, its quiet zone included."""
    picture = io.BytesIO()
    _code(text).make_image(fill_color="black", back_color="white").save(picture)
    return picture.getvalue()


def side_mm(text: str, module_mm: float = LEAST_MODULE_MM) -> float:
    """Return how wide a code is printed, its quiet zone included, in millimetres."""
    return len(modules(text)) * module_mm


def _runs(row: list[bool]) -> list[tuple[int, int]]:
    """Return where dark modules stand together: (first, how many)."""
    runs: list[tuple[int, int]] = []
    for x, is_dark in enumerate(row):
        if not is_dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
