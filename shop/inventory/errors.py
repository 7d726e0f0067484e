"""What the stock refuses."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation
from shop.inventory.rules import Shortage


class OutOfStock(Conflict):
    """Some lines cannot be met; `shortages` says which, and how many units there are."""

    code = "inventory.out_of_stock"

    def __init__(self, shortages: Sequence[Shortage], names: Sequence[str]) -> None:
        super().__init__(_l("There is not enough of: %(names)s.", names="; ".join(names)))
        self.shortages = list(shortages)


class NotEnoughFree(Conflict):
    code = "inventory.not_enough_free"

    def __init__(self, wanted: int, free: int) -> None:
        super().__init__(
            _l(
                "%(wanted)s units cannot leave: %(free)s lie here that no order has.",
                wanted=wanted,
                free=free,
            ),
            field="quantity",
        )


class WrongGoods(RuleViolation):
    """A lot, a pack and a place that do not belong together."""

    code = "inventory.wrong_goods"

    def __init__(self) -> None:
        super().__init__(_l("This lot and this pack are not of one product of this producer."))


class NothingMoves(RuleViolation):
    code = "inventory.nothing_moves"

    def __init__(self) -> None:
        super().__init__(_l("Say how many units, as a whole number."), field="quantity")


class ReasonMissing(RuleViolation):
    code = "inventory.reason_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say why the count changes."), field="reason")


class LotNotSellable(Conflict):
    code = "inventory.lot_not_sellable"

    def __init__(self, lot_no: str) -> None:
        super().__init__(_l("Lot %(lot_no)s may not be sold today.", lot_no=lot_no))


class ReservationEnded(Conflict):
    code = "inventory.reservation_ended"

    def __init__(self) -> None:
        super().__init__(_l("The goods are no longer held for this order."))


class LotNotStocked(Conflict):
    """Goods come into the store room only of lots that are released, or on hold."""

    code = "inventory.lot_not_stocked"

    def __init__(self, lot_no: str) -> None:
        super().__init__(
            _l("Lot %(lot_no)s is not on sale, so nothing of it is put away.", lot_no=lot_no),
            field="item",
        )


class NothingReturned(Conflict):
    code = "inventory.nothing_returned"

    def __init__(self) -> None:
        super().__init__(_l("These are not goods that came back and wait to be looked at."))


class CountMoved(Conflict):
    """Somebody changed the count after the page was opened, or the form came twice."""

    code = "inventory.count_moved"

    def __init__(self, on_hand: int) -> None:
        super().__init__(
            _l(
                "The book has changed since you opened this page: %(on_hand)s units lie here now. "
                "Look again and send it once more if it still holds.",
                on_hand=on_hand,
            )
        )


class PutAwayMeanwhile(Conflict):
    """More of the lot came in after the page was opened, or the form came twice."""

    code = "inventory.put_away_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "Units of this lot were put away since you opened this page. Nothing was added. "
                "Send it once more if these are further units."
            )
        )


class BoxHoldsNothing(RuleViolation):
    code = "inventory.box_holds_nothing"

    def __init__(self) -> None:
        super().__init__(_l("A box has no stock of its own: put its parts away."))


class BoxHasStock(Conflict):
    """Units of a pack lie somewhere, so it is not filled from other packs."""

    code = "inventory.box_has_stock"

    def __init__(self) -> None:
        super().__init__(
            _l("Units of this pack lie in the stock book. Make the box a new pack instead.")
        )


class WrongPart(RuleViolation):
    """A pack that cannot lie in a box."""

    code = "inventory.wrong_part"

    def __init__(self, name: str) -> None:
        super().__init__(
            _l(
                "%(name)s cannot be in it: only packs of your own that are no box themselves.",
                name=name,
            )
        )


class InAnotherBox(Conflict):
    code = "inventory.in_another_box"

    def __init__(self) -> None:
        super().__init__(_l("This pack lies in a box itself, so it cannot be one."))
