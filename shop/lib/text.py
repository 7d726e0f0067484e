"""Vietnamese text: one spelling for comparing, one without marks for slugs and search."""

import re
import unicodedata

# "hoà" and "hòa" are one word. The mark stands on the first of the two vowels where
# nothing follows them; "hoàn" and "quý" have one place only.
_LATE_MARK = re.compile(r"(o)([àáảãạèéẻẽẹ])(?!\w)|(?<!q)(u)([ỳýỷỹỵ])(?!\w)")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def tone_normalised(text: str) -> str:
    """Return a text in lower case with each tone mark in its one canonical place."""
    return _LATE_MARK.sub(_mark_first, unicodedata.normalize("NFC", text).lower())


def fold(text: str) -> str:
    """Return a text in lower case without any marks: "Trà Sen" and "tra sen" are equal."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(char for char in bare if not unicodedata.combining(char))


def slugify(text: str, *, most: int = 120) -> str:
    """Return a text as a part of a web address: lower-case words joined by hyphens."""
    slug = _NOT_IN_SLUG.sub("-", fold(text)).strip("-")
    return slug[:most].rstrip("-")


def _mark_first(match: re.Match[str]) -> str:
    first, marked = (part for part in match.groups() if part)
    base, tone = list(unicodedata.normalize("NFD", marked))
    return unicodedata.normalize("NFC", first + tone) + base
