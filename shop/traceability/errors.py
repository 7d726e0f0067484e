"""What the book of lots refuses."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation
from shop.traceability.rules import PublicField
from shop.traceability.words import FIELDS


class BadLotNumber(RuleViolation):
    code = "traceability.bad_lot_number"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "A lot number has 1 to 20 letters without marks, digits and signs such as - . /, "
                "and no spaces."
            ),
            field="lot_no",
        )


class LotNumberTaken(Conflict):
    code = "traceability.lot_number_taken"

    def __init__(self, lot_no: str) -> None:
        super().__init__(
            _l("This product has a lot %(lot_no)s already. Give it another number.", lot_no=lot_no),
            field="lot_no",
        )


class NothingMade(RuleViolation):
    code = "traceability.nothing_made"

    def __init__(self) -> None:
        super().__init__(_l("Say how many units the lot has, at least one."), field="quantity")


class NotInLots(RuleViolation):
    code = "traceability.not_in_lots"

    def __init__(self) -> None:
        super().__init__(_l("This product is not made in lots."), field="product")


class WrongDates(RuleViolation):
    """Dates that cannot be: the message says which, `field` where."""

    code = "traceability.wrong_dates"

    def __init__(self, message: LazyString, field: str) -> None:
        super().__init__(message, field=field)


class NoDates(RuleViolation):
    code = "traceability.no_dates"

    def __init__(self) -> None:
        super().__init__(
            _l("Give at least one of the days on which it was harvested, made or packed."),
            field="packed_on",
        )


class LotStepNotAllowed(Conflict):
    code = "traceability.step_not_allowed"

    def __init__(self) -> None:
        super().__init__(_l("The lot has moved on in the meantime. Look at where it stands."))


class LotExpired(RuleViolation):
    code = "traceability.lot_expired"

    def __init__(self) -> None:
        super().__init__(_l("The lot has expired, so it is not released for sale."))


class LotIncomplete(RuleViolation):
    """The law asks a public page for more than the lot has (Art. 23.7)."""

    code = "traceability.lot_incomplete"

    def __init__(self, missing: Iterable[PublicField]) -> None:
        names = ", ".join(str(FIELDS[field]) for field in missing)
        super().__init__(
            _l("The public page still lacks: %(names)s. Add it before the release.", names=names)
        )


class ReasonMissing(RuleViolation):
    code = "traceability.reason_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say why, for those who look at this lot later."), field="reason")


class EventInFuture(RuleViolation):
    code = "traceability.event_in_future"

    def __init__(self) -> None:
        super().__init__(_l("Only what has happened can be recorded."), field="event_at")


class EventOutOfOrder(RuleViolation):
    code = "traceability.event_out_of_order"

    def __init__(self) -> None:
        super().__init__(
            _l("This cannot have happened then: goods are harvested, made, packed, sent, sold."),
            field="event_at",
        )


class AlreadyRecorded(Conflict):
    """The same form came twice."""

    code = "traceability.already_recorded"

    def __init__(self) -> None:
        super().__init__(_l("Exactly this step is recorded already."), field="event_at")


class LotIsClosed(Conflict):
    code = "traceability.lot_is_closed"

    def __init__(self) -> None:
        super().__init__(_l("The lot was voided, so nothing more happens to it."))


class WrongCorrection(RuleViolation):
    code = "traceability.wrong_correction"

    def __init__(self) -> None:
        super().__init__(_l("Only a step of this lot that stands can be corrected."))
