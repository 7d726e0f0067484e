"""Refusals of accounts."""

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation


class WrongCredentials(RuleViolation):
    code = "accounts.wrong_credentials"

    def __init__(self) -> None:
        super().__init__(
            _l("The mail address, phone number or password is not right."), field="password"
        )


class AlreadyRegistered(Conflict):
    code = "accounts.already_registered"

    def __init__(self) -> None:
        super().__init__(
            _l("There is already an account with this mail address or phone number."),
            field="email",
        )


class NotReachable(RuleViolation):
    code = "accounts.not_reachable"

    def __init__(self) -> None:
        super().__init__(
            _l("This is neither a mail address nor a Vietnamese phone number."), field="email"
        )
