"""What checkout refuses."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation
from shop.places.models import Commune


class CartEmpty(RuleViolation):
    code = "checkout.cart_empty"

    def __init__(self) -> None:
        super().__init__(
            _l("Your cart is empty. Perhaps you have ordered in another window already.")
        )


class CartHasProblems(Conflict):
    code = "checkout.cart_has_problems"

    def __init__(self) -> None:
        super().__init__(
            _l("Some goods can no longer be ordered as they are. Nothing was ordered yet.")
        )


class TotalChanged(Conflict):
    """The buyer agreed to other goods or amounts than what the purchase comes to now."""

    code = "checkout.total_changed"

    def __init__(self) -> None:
        super().__init__(
            _l("Goods, price or delivery changed since. Nothing was ordered; see the new total.")
        )


class FormTooOld(Conflict):
    """The page lacked what ties it to a session or to one purchase."""

    code = "checkout.form_too_old"

    def __init__(self) -> None:
        super().__init__(
            _l("This page was open too long. Nothing was ordered; send it again, it is up to date.")
        )


class UnknownCommune(RuleViolation):
    code = "checkout.unknown_commune"

    def __init__(self) -> None:
        super().__init__(
            _l("There is no such ward or commune in this province. Check the name or province."),
            field="commune",
        )


class SeveralCommunes(RuleViolation):
    """A name that fits several communes; `communes` says which."""

    code = "checkout.several_communes"

    def __init__(self, communes: Sequence[Commune]) -> None:
        super().__init__(
            _l("Several places have this name. Choose yours.")
            if len(communes) > 1
            else _l("There is no place of this very name. Do you mean this one?"),
            field="commune",
        )
        self.communes = list(communes)
