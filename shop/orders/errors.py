"""What orders refuse."""

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation


class StepNotAllowed(Conflict):
    """The order is no longer where the caller saw it."""

    code = "orders.step_not_allowed"

    def __init__(self) -> None:
        super().__init__(
            _l("The order has moved on in the meantime. Look at where it stands and try again.")
        )


class TooLateToCancel(Conflict):
    code = "orders.too_late_to_cancel"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "The maker has accepted this order already. "
                "You can still decline the parcel when the carrier calls."
            )
        )


class LotMayNotLeave(Conflict):
    code = "orders.lot_may_not_leave"

    def __init__(self, lot_no: str) -> None:
        super().__init__(
            _l("Lot %(lot_no)s may not be sold today. Choose another lot.", lot_no=lot_no)
        )


class WrongLot(RuleViolation):
    code = "orders.wrong_lot"

    def __init__(self) -> None:
        super().__init__(_l("This lot is not one of this product."))


class ReasonMissing(RuleViolation):
    code = "orders.reason_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say why, so that the other side knows."), field="reason")


class CarrierMissing(RuleViolation):
    code = "orders.carrier_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say who carries the parcel."), field="carrier")
