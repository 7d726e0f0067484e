"""Numbers that people say on the telephone: "CS-7KQ2M4", the last sign checking the rest."""

from shop.lib.codes import ALPHABET, new_code

PREFIX = "CS-"
BODY_LENGTH = 5


def new_number() -> str:
    """Return a number at random; who makes rows with it looks whether it is taken."""
    body = new_code(BODY_LENGTH)
    return f"{PREFIX}{body}{_check(body)}".upper()


def is_number(text: str) -> bool:
    """Say whether a text is a number without a slip."""
    code = text.strip().lower().removeprefix(PREFIX.lower())
    return (
        len(code) == BODY_LENGTH + 1
        and set(code) <= set(ALPHABET)
        and _check(code[:-1]) == code[-1]
    )


def _check(body: str) -> str:
    # The alphabet's length is prime: each wrong sign and each swap of two shows.
    weighted = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=1))
    return ALPHABET[weighted % len(ALPHABET)]
