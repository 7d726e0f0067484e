"""Codes that people read aloud and type."""

import secrets

# No 0, 1, i, l or o.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10  # nearly 50 random bits


def new_code(length: int = CODE_LENGTH) -> str:
    """Return a code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
