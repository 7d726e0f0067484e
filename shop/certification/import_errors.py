"""Refusals of lists of decisions."""

from collections.abc import Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation


class TableRefused(RuleViolation):
    """A list that cannot be read at all, or holds too much."""

    code = "certification.table_refused"

    def __init__(self, says: LazyString) -> None:
        super().__init__(says, field="file")


class TableFaulty(RuleViolation):
    """A list with cells that cannot be right.

    :param faults: the first of them, each with its line and column
    """

    code = "certification.table_faulty"

    def __init__(self, faults: Sequence[Any], count: int) -> None:
        super().__init__(
            _l("Nothing is kept of the list: %(count)s cells cannot be right.", count=count),
            field="file",
        )
        self.faults = faults
        self.count = count


class TwiceInList(RuleViolation):
    code = "certification.twice_in_list"

    def __init__(self, line: int) -> None:
        super().__init__(_l("Line %(line)s means the same product.", line=line))


class UnknownChoice(RuleViolation):
    code = "certification.unknown_choice"

    def __init__(self) -> None:
        super().__init__(_l("One of the products chosen is not one of yours."))


class ImportSettled(Conflict):
    code = "certification.import_settled"

    def __init__(self) -> None:
        super().__init__(_l("That is not open to this list any more. Look at it again."))


class ImportNotReady(Conflict):
    code = "certification.import_not_ready"

    def __init__(self, lines: Sequence[int]) -> None:
        shown = ", ".join(str(line) for line in lines[:20])
        super().__init__(
            _l(
                "Nothing is entered yet. These lines still need a word from you: %(lines)s",
                lines=shown + (" …" if len(lines) > 20 else "."),
            )
        )


class ImportChanged(Conflict):
    code = "certification.import_changed"

    def __init__(self) -> None:
        super().__init__(
            _l("Something has changed since you looked. Nothing is entered; look at it again.")
        )


class ImportEmpty(RuleViolation):
    code = "certification.import_empty"

    def __init__(self) -> None:
        super().__init__(_l("All lines are left out, so there is nothing to enter."))


class ImportTouched(Conflict):
    code = "certification.import_touched"

    def __init__(self, names: Sequence[str]) -> None:
        if names:
            says = _l(
                "It cannot be undone any more. These certificates were changed since: %(names)s",
                names=", ".join(names[:20]) + (" …" if len(names) > 20 else "."),
            )
        else:
            says = _l("It cannot be undone any more: orders refer to these certificates.")
        super().__init__(says)
