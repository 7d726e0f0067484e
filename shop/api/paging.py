"""Cursors: where a list was left off, by the last row that was given."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from shop.errors import RuleViolation

LONGEST_CURSOR = 300


class UnknownCursor(RuleViolation):
    code = "api.unknown_cursor"

    def __init__(self) -> None:
        super().__init__(_l("This cursor is none that we gave out."))


def cursor_after(keys: Sequence[str], end: int) -> str | None:
    """Return the cursor of what follows the first rows of a list; None where nothing does.

    :param keys: public names of all rows, in order
    :param end: how many have been given
    """
    if not 0 < end < len(keys):
        return None
    return urlsafe_b64encode(f"{end}:{keys[end - 1]}".encode()).decode().rstrip("=")


def start_of(keys: Sequence[str], cursor: str | None) -> int:
    """Return where a list goes on: after the row that was given last, wherever it is now.

    Where that row has gone, the list goes on from the same place.

    :raises UnknownCursor: if the cursor cannot be read
    """
    if cursor is None:
        return 0
    if len(cursor) > LONGEST_CURSOR or not cursor.isascii():
        raise UnknownCursor
    try:
        end, _, key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        given = int(end)
    except (Error, ValueError):
        raise UnknownCursor from None
    if not key:
        raise UnknownCursor
    if key in keys:
        return keys.index(key) + 1
    return max(0, given - 1)
