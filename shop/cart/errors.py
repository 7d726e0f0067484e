"""What a cart refuses."""

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, NotFound, RuleViolation


class NoSuchPack(NotFound):
    code = "cart.no_such_pack"

    def __init__(self) -> None:
        super().__init__(_l("There is no such pack."))


class NotForSale(RuleViolation):
    code = "cart.not_for_sale"

    def __init__(self) -> None:
        super().__init__(_l("This product is not sold here now. Nothing was put into your cart."))


class NotCertified(RuleViolation):
    code = "cart.not_certified"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "This market sells only what holds an OCOP certificate today, and this product "
                "holds none. Nothing was put into your cart."
            )
        )


class CartGone(Conflict):
    """The cart went into another one while this request was under way."""

    code = "cart.gone"

    def __init__(self) -> None:
        super().__init__(_l("Your cart changed in another window. Look at it and try again."))


class WrongQuantity(RuleViolation):
    code = "cart.wrong_quantity"

    def __init__(self, most: int) -> None:
        super().__init__(
            _l("Say how many as a whole number from 1 to %(most)s.", most=most), field="quantity"
        )
