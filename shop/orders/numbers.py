"""Numbers that people say on the telephone: "CS-7KQ2M4", the last sign checking the rest."""

from shop.lib.codes import is_checked, new_checked_code

PREFIX = "CS-"
BODY_LENGTH = 5


def new_number() -> str:
    """Return a number at random; who makes rows with it looks whether it is taken."""
    return f"{PREFIX}{new_checked_code(BODY_LENGTH)}".upper()


def is_number(text: str) -> bool:
    """Say whether a text is a number without a slip."""
    code = text.strip().lower().removeprefix(PREFIX.lower())
    return len(code) == BODY_LENGTH + 1 and is_checked(code)
