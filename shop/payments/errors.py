"""What payments refuse."""

from flask_babel import lazy_gettext as _l

from shop.errors import RuleViolation


class MethodNotOffered(RuleViolation):
    code = "payments.method_not_offered"

    def __init__(self) -> None:
        super().__init__(_l("This way of paying is not offered."), field="payment")
