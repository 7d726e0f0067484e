"""Bring both catalogues up to date with the code; English messages stand for themselves."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from tools.check_translations import LANGUAGES, ROOT, extracted

# Dates in the header would change the file at each run.
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)


def update(language: str, wanted: Catalog) -> list[str]:
    """Rewrite a catalogue; return the messages that still lack a translation."""
    path = Path(ROOT, "shop", "translations", language, "LC_MESSAGES", "messages.po")
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue = Catalog(locale=language, fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language)
    fresh = Catalog(
        locale=language,
        project="shop",
        fuzzy=False,
        header_comment=f"# The interface in {language}; made complete by `make messages`.",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
    )
    untranslated = []
    for message in wanted:
        if not message.id:
            continue
        old = catalogue.get(message.id, message.context)
        text = old.string if old is not None else ""
        if language == "en":
            text = message.id if isinstance(message.id, str) else tuple(message.id)
        flags = [flag for flag in message.flags if flag != "fuzzy"]
        fresh.add(message.id, text, flags=flags, context=message.context)
        if not text or (isinstance(text, tuple) and not all(text)):
            untranslated.append(str(message.id))
    with path.open("wb") as file:
        write_po(file, fresh, no_location=True, sort_output=True, width=100)
    return untranslated


def main() -> int:
    wanted = extracted()
    left = {language: update(language, wanted) for language in LANGUAGES}
    for language, messages in left.items():
        print(f"{language}: {len(wanted)} messages, {len(messages)} to translate")
        for message in messages:
            print(f"  {message}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
