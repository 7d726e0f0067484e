"""Codes that people read aloud and type."""

import re
import secrets

# No 0, 1, i, l or o. Their number, 31, is prime: see check_sign.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10  # nearly 50 random bits
LONGEST_CHECKED = len(ALPHABET)  # with its check sign

_GAPS = re.compile(r"[\s\-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]+")


def new_code(length: int = CODE_LENGTH) -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_checked_code(random_signs: int) -> str:
    """Return a code that nobody can guess and in which a slip shows."""
    return with_check(new_code(random_signs))


def check_sign(body: str) -> str:
    """Return the sign that checks a code: any one wrong sign, or two swapped, will show.

    Each place has its own weight modulo a prime, so neither slip keeps the sum.

    :raises ValueError: if the code is empty, too long, or has a sign outside the alphabet
    """
    if not body or len(body) >= LONGEST_CHECKED or not set(body) <= set(ALPHABET):
        raise ValueError(f"{body!r} is no code")
    weighted = sum(place * ALPHABET.index(sign) for place, sign in enumerate(body, start=1))
    return ALPHABET[weighted % len(ALPHABET)]


def with_check(body: str) -> str:
    """Return a code with its check sign at the end."""
    return body + check_sign(body)


def is_checked(code: str) -> bool:
    """Say whether a code ends with the check sign of the rest."""
    try:
        return check_sign(code[:-1]) == code[-1]
    except ValueError:
        return False


def tidy(text: str) -> str:
    """Return a code as it is stored: in lower case, without the gaps that help people read."""
    return _GAPS.sub("", text).lower()


def grouped(code: str, size: int = 4) -> str:
    """Return a code in groups, as it is printed for people: "k7m2-q9ha-3t"."""
    return "-".join(code[i : i + size] for i in range(0, len(code), size))
