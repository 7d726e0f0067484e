"""GS1 identification keys and Digital Link URIs.

Rules: GS1 General Specifications (check digits), GS1 Digital Link URI syntax 1.6.
"""

GS1_LOT_CHARACTERS = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)


def check_digit(body: str) -> int:
    """Return the check digit of a GTIN, GLN or SSCC given without it.

    :raises ValueError: if the body holds anything but digits
    """
    if not body.isascii() or not body.isdigit():
        raise ValueError(f"{body!r} is not a row of digits")
    weighted = sum(int(digit) * (3, 1)[i % 2] for i, digit in enumerate(reversed(body)))
    return -weighted % 10


def is_gtin(code: str) -> bool:
    """Say whether a code is a GTIN-8, -12, -13 or -14 with a right check digit."""
    return (
        len(code) in (8, 12, 13, 14)
        and code.isascii()
        and code.isdigit()
        and check_digit(code[:-1]) == int(code[-1])
    )


def gtin14(code: str) -> str:
    """Return a GTIN as the 14 digits that URIs carry.

    :raises ValueError: if the code is no GTIN
    """
    if not is_gtin(code):
        raise ValueError(f"{code!r} is not a GTIN")
    return code.zfill(14)


def is_lot_no(text: str) -> bool:
    """Say whether a text may be a lot number: 1 to 20 characters of the GS1 set (AI 10)."""
    return 1 <= len(text) <= 20 and set(text) <= GS1_LOT_CHARACTERS
