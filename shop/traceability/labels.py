"""QR codes for labels."""

import io
from functools import lru_cache

import qrcode
from markupsafe import escape

QUIET_MODULES = 4
PNG_MODULE_PX = 12
# Width of a module at retail: below the first a telephone struggles (GS1 General Specifications).
LEAST_MODULE_MM, TARGET_MODULE_MM = 0.396, 0.495


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
    rows = modules(text)
    side = len(rows)
    path = "".join(
        f"M{start} {y}h{length}v1h-{length}z"
        for y, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" '
        f'shape-rendering="crispEdges"><title>{escape(title)}</title>'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
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
