"""What the catalogue refuses."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.catalog.labels import lack_label
from shop.catalog.rules import FIXED_PHRASES, Lack, Needed
from shop.errors import Conflict, NotFound, RuleViolation


class NoSuchProduct(NotFound):
    def __init__(self) -> None:
        super().__init__(_l("There is no such product."))


class LabelItemMissing(RuleViolation):
    """One thing that a listing lacks, at its own field."""

    code = "catalog.label_item_missing"

    def __init__(self, lack: Lack) -> None:
        if isinstance(lack, Needed):
            message = _l("Still missing: %(what)s.", what=lack_label(lack))
        elif lack in FIXED_PHRASES:
            message = _l("The law asks for this phrase. Tick it when your label bears it.")
        else:
            message = _l("The law asks for this before the product is shown.")
        super().__init__(message, field=f"fact_{lack}")


class ListingIncomplete(RuleViolation):
    """The law asks a listing for more than it has; `parts` says each thing at its field."""

    code = "catalog.listing_incomplete"

    def __init__(self, lacks: Sequence[Lack]) -> None:
        names = ", ".join(str(lack_label(lack)).lower() for lack in lacks)
        super().__init__(_l("The listing still lacks: %(names)s.", names=names))
        self.lacks = list(lacks)
        self.parts = [LabelItemMissing(lack) for lack in lacks]


class ListingStepNotAllowed(Conflict):
    code = "catalog.step_not_allowed"

    def __init__(self) -> None:
        super().__init__(_l("The product has moved on in the meantime. Look at where it stands."))


class ChangedMeanwhile(Conflict):
    """What an officer looked at is not what is there now."""

    code = "catalog.changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _l("The maker changed it after you opened this page. Look at it again below.")
        )


class ReasonMissing(RuleViolation):
    code = "catalog.reason_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say why; the maker reads it."), field="reason")


class DemandInFuture(RuleViolation):
    code = "catalog.demand_in_future"

    def __init__(self) -> None:
        super().__init__(_l("This instant is still to come."), field="demanded_at")


class NoSuchKind(RuleViolation):
    code = "catalog.no_such_kind"

    def __init__(self) -> None:
        super().__init__(_l("Choose one of the official kinds."), field="criteria_set_no")


class KeepsItsNature(Conflict):
    """Goods do not become a place to go to, nor a place goods, once they have packs."""

    code = "catalog.keeps_its_nature"

    def __init__(self) -> None:
        super().__init__(
            _l("It has packs, so it cannot become a place to visit. Enter that as a new product."),
            field="criteria_set_no",
        )


class NotADraft(Conflict):
    code = "catalog.not_a_draft"

    def __init__(self) -> None:
        super().__init__(
            _l("Only a draft that was never in the shop can be discarded. Take it off instead.")
        )


class DraftInUse(Conflict):
    code = "catalog.draft_in_use"

    def __init__(self) -> None:
        super().__init__(_l("Lots, stock or pictures refer to this draft already, so it stays."))


class NotInPacks(RuleViolation):
    code = "catalog.not_in_packs"

    def __init__(self) -> None:
        super().__init__(_l("A place to visit has no packs."))


class NetQuantityMissing(RuleViolation):
    code = "catalog.net_quantity_missing"

    def __init__(self) -> None:
        super().__init__(
            _l("The label of these goods states the net quantity. Write it here."),
            field="net_quantity",
        )


class _AtGtin(RuleViolation):
    def __init__(self, message: LazyString) -> None:
        super().__init__(message, field="gtin")


class BadGtin(_AtGtin):
    code = "catalog.bad_gtin"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "This is no barcode number: it has 8, 12, 13 or 14 digits, and the last one "
                "checks the others. Read it off the pack again."
            )
        )


class RestrictedGtin(_AtGtin):
    code = "catalog.restricted_gtin"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Numbers that begin with 02, 04 or 20 to 29 are for use inside one shop. Leave "
                "this open and give the pack a code of your own, until you have a number from GS1."
            )
        )


class GtinKept(_AtGtin):
    code = "catalog.gtin_kept"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Packs with this number are out in the world, so it stays. "
                "For another number add another pack."
            )
        )


class GtinTaken(Conflict):
    code = "catalog.gtin_taken"

    def __init__(self) -> None:
        super().__init__(
            _l("Another pack has this number. Each pack that is sold has its own."), field="gtin"
        )


class SkuTaken(Conflict):
    code = "catalog.sku_taken"

    def __init__(self) -> None:
        super().__init__(_l("Another pack has this code. Choose another one."), field="sku")


class DayIsPast(RuleViolation):
    code = "catalog.day_is_past"

    def __init__(self) -> None:
        super().__init__(_l("This day is past."), field="wished_on")


class NobodyAnswers(Conflict):
    code = "catalog.nobody_answers"

    def __init__(self) -> None:
        super().__init__(_l("Nobody answers for this place here yet, so nothing was sent."))
