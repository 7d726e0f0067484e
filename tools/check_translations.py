"""Fail, naming each message that a catalogue lacks, leaves empty, guesses or keeps unused."""

import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "en")


def extracted() -> Catalog:
    """Return the messages that the code and the templates use."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "messages.pot")
        keywords = [part for word in ("_l", "lazy_gettext", "_ln:1,2") for part in ("-k", word)]
        extract = ["-q", "extract", "-F", "babel.cfg", *keywords]
        subprocess.run(
            [sys.executable, "-m", "babel.messages.frontend", *extract, "-o", template, "."],
            cwd=ROOT,
            check=True,
        )
        with template.open("rb") as file:
            return read_po(file)


def problems(language: str, wanted: Catalog) -> list[str]:
    path = ROOT / "shop" / "translations" / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = [
        f"{language}: not used any more: {message.id!r}" for message in catalogue.obsolete.values()
    ]
    found += [
        f"{language}: not used any more: {message.id!r}"
        for message in catalogue
        if message.id and message.id not in wanted
    ]
    for message in wanted:
        if not message.id:
            continue
        translated = catalogue.get(message.id, message.context)
        if translated is None:
            found.append(f"{language}: missing: {message.id!r}")
        elif translated.fuzzy:
            found.append(f"{language}: fuzzy: {message.id!r}")
        elif not all(
            translated.string if isinstance(translated.string, tuple) else (translated.string,)
        ):
            found.append(f"{language}: empty: {message.id!r}")
        else:
            found += [
                f"{language}: {error}: {message.id!r}" for error in translated.check(catalogue)
            ]
    return found


def main() -> int:
    wanted = extracted()
    found = [problem for language in LANGUAGES for problem in problems(language, wanted)]
    print("\n".join(found) or f"translations: {len(wanted)} messages, complete in vi and en")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
