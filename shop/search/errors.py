"""Refusals of the search; pages refuse nothing, they leave out and tell."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from shop.errors import RuleViolation


class UnknownFilter(RuleViolation):
    code = "search.unknown_filter"

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _l(
                "These parameters have a value that is not known: %(names)s.",
                names=", ".join(names),
            )
        )
