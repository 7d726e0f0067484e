"""GS1 identification keys and Digital Link URIs.

Rules: GS1 General Specifications (check digits, character set 82, restricted numbers),
GS1 Digital Link URI syntax 1.6.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlsplit

GS1_LOT_CHARACTERS = frozenset(
    "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
)

GTIN_AI, VARIANT_AI, LOT_AI, SERIAL_AI, EXTENSION_AI = "01", "22", "10", "21", "235"
# What may follow the GTIN in the path, in this order; 235 only by itself.
QUALIFIERS = (VARIANT_AI, LOT_AI, SERIAL_AI)
LONGEST_VALUE = {VARIANT_AI: 20, LOT_AI: 20, SERIAL_AI: 20, EXTENSION_AI: 28}
# What may stand in the query beside a GTIN: dates, counts, measures, prices, places.
DATE_AIS = frozenset({"11", "12", "13", "15", "16", "17"})
ATTRIBUTES = re.compile(
    r"1[1-3]|1[5-7]|20|24[0-3]|25[0-1]|254|30|3[1-6]\d\d|39[0-5]\d|400|403|41\d|42[0-7]|7\d{2,3}|8\d{3}|9\d"
)
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEMES = ("https", "http", "HTTPS", "HTTP")


class NotADigitalLink(ValueError):
    """An address that is no well-formed Digital Link; the text says what is wrong."""


class RestrictedNumber(NotADigitalLink):
    """A number for use inside one shop, which says nothing to the world."""


@dataclass(frozen=True)
class DigitalLink:
    """What a Digital Link names: a product, one of its lots, or one item."""

    gtin: str  # 14 digits
    variant: str | None = None  # AI 22
    lot: str | None = None  # AI 10, case sensitive
    serial: str | None = None  # AI 21, case sensitive
    extension: str | None = None  # AI 235, stands alone

    @property
    def path(self) -> str:
        """The path from the GTIN on, percent-encoded: /01/…/10/…"""
        values = {
            GTIN_AI: self.gtin,
            VARIANT_AI: self.variant,
            LOT_AI: self.lot,
            SERIAL_AI: self.serial,
            EXTENSION_AI: self.extension,
        }
        return "".join(f"/{ai}/{quote(value, safe='')}" for ai, value in values.items() if value)


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


def is_restricted(gtin: str) -> bool:
    """Say whether a GTIN of 14 digits is for use inside a shop or a region only.

    Those are the prefixes 02, 04 and 20-29, and 0 and 2 of the short GTIN-8.
    """
    if gtin.startswith("000000"):
        return gtin[6] in "02"
    return gtin[1:3] in ("02", "04") or gtin[1] == "2"


def is_lot_no(text: str) -> bool:
    """Say whether a text may be a lot number: 1 to 20 characters of the GS1 set (AI 10)."""
    return _fits(LOT_AI, text)


def digital_link(
    base: str,
    gtin: str,
    *,
    variant: str | None = None,
    lot: str | None = None,
    serial: str | None = None,
) -> str:
    """Return the Digital Link of a product, lot or item below an address.

    :param base: such as https://shop.example.vn, with or without a stem
    :param gtin: of 8, 12, 13 or 14 digits
    :raises NotADigitalLink: if a part may not stand in one
    """
    try:
        link = DigitalLink(gtin14(gtin), variant, lot, serial)
    except ValueError as error:
        raise NotADigitalLink(str(error)) from None
    _check(link)
    return base.rstrip("/") + link.path


def parse(uri: str) -> DigitalLink:
    """Return what a whole address names; a stem before /01/ is tolerated.

    :raises NotADigitalLink: saying what is wrong
    """
    scheme = uri.partition("://")[0]
    if scheme not in _SCHEMES:
        raise NotADigitalLink("the address does not begin with https:// or http://")
    try:
        parts = urlsplit(uri)
    except ValueError:
        raise NotADigitalLink("the address names no host") from None
    at = f"{parts.path}/".find(f"/{GTIN_AI}/")
    if not parts.hostname or at < 0:
        raise NotADigitalLink(f"the address holds no /{GTIN_AI}/")
    return parse_path(parts.path[at:], parts.query)


def parse_path(path: str, query: str = "") -> DigitalLink:
    """Return what a path names, from /01/ on.

    :param path: percent-encoded as it came; one slash at the end is tolerated
    :param query: as it came; keys that are not all digits are no business of ours
    :raises NotADigitalLink: saying what is wrong
    """
    values = dict(_pairs(path))
    link = DigitalLink(
        gtin=values[GTIN_AI],
        variant=values.get(VARIANT_AI),
        lot=values.get(LOT_AI),
        serial=values.get(SERIAL_AI),
        extension=values.get(EXTENSION_AI),
    )
    _check(link)
    _check_query(query)
    return link


def last_day(yymmdd: str, today: date) -> date:
    """Return the day of a six-digit date; day 00 means the last of its month.

    The century is the one within which the year lies nearest to today.

    :raises ValueError: if it is no date
    """
    if not re.fullmatch(r"[0-9]{6}", yymmdd):
        raise ValueError(f"{yymmdd!r} is not YYMMDD")
    year, month, day = (int(yymmdd[i : i + 2]) for i in (0, 2, 4))
    year += today.year - today.year % 100
    if year - today.year > 50:
        year -= 100
    elif year - today.year <= -50:
        year += 100
    if day:
        return date(year, month, day)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _pairs(path: str) -> Iterator[tuple[str, str]]:
    segments = path.removeprefix("/").removesuffix("/").split("/")
    if segments[0] != GTIN_AI:
        raise NotADigitalLink(f"the path does not begin with /{GTIN_AI}/")
    if len(segments) % 2:
        raise NotADigitalLink(f"{segments[-1]!r} has no value")
    last = -1
    for position, (ai, encoded) in enumerate(zip(segments[::2], segments[1::2], strict=True)):
        if position:
            place = _place(ai)
            if place <= last or (ai == EXTENSION_AI and position > 1):
                raise NotADigitalLink(f"{ai} stands twice or in the wrong place")
            last = place
        yield ai, _decoded(ai, encoded)


def _place(ai: str) -> int:
    if ai == EXTENSION_AI:
        return len(QUALIFIERS)
    if ai not in QUALIFIERS:
        raise NotADigitalLink(f"{ai!r} may not follow a GTIN in the path")
    return QUALIFIERS.index(ai)


def _decoded(ai: str, encoded: str) -> str:
    if not encoded:
        raise NotADigitalLink(f"{ai} has no value")
    if _PERCENT.search(encoded):
        raise NotADigitalLink(f"{ai}: a percent sign needs two hexadecimal digits")
    try:
        return unquote_to_bytes(encoded).decode("ascii")
    except UnicodeDecodeError:
        raise NotADigitalLink(f"{ai} holds a character outside the GS1 set") from None


def _check(link: DigitalLink) -> None:
    if len(link.gtin) != 14 or not is_gtin(link.gtin):
        raise NotADigitalLink(f"{link.gtin!r} is not a GTIN of 14 digits with its check digit")
    if is_restricted(link.gtin):
        raise RestrictedNumber(f"{link.gtin} is a number for use inside one shop")
    for ai, value in (
        (VARIANT_AI, link.variant),
        (LOT_AI, link.lot),
        (SERIAL_AI, link.serial),
        (EXTENSION_AI, link.extension),
    ):
        if value is not None and not _fits(ai, value):
            raise NotADigitalLink(
                f"{ai} takes 1 to {LONGEST_VALUE[ai]} characters of the GS1 set, not {value!r}"
            )


def _fits(ai: str, value: str) -> bool:
    return 1 <= len(value) <= LONGEST_VALUE[ai] and set(value) <= GS1_LOT_CHARACTERS


def _check_query(query: str) -> None:
    seen = set()
    for key, value in parse_qsl(query.replace(";", "&"), keep_blank_values=True):
        if not (key.isascii() and key.isdigit()):
            continue
        if not ATTRIBUTES.fullmatch(key):
            raise NotADigitalLink(f"{key} may not stand in the query beside a GTIN")
        if key in seen:
            raise NotADigitalLink(f"{key} stands twice in the query")
        if not value:
            raise NotADigitalLink(f"{key} has no value")
        if key in DATE_AIS:
            _check_date(key, value)
        seen.add(key)


def _check_date(ai: str, value: str) -> None:
    try:
        last_day(value, date(2000, 1, 1))
    except ValueError:
        raise NotADigitalLink(f"{ai} takes a date as YYMMDD, not {value!r}") from None
    if ai == "12" and value.endswith("00"):
        raise NotADigitalLink("12 names its day")
