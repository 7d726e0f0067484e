"""What the form library says, in our two languages: it speaks no Vietnamese itself."""

from flask_babel import get_domain
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_ngettext as _ln

# Its own sentences word for word, so that they reach the catalogues.
SENTENCES = (
    _l("Field must be equal to %(other_name)s."),
    _l("Field must be between %(min)d and %(max)d characters long."),
    _l("Number must be at least %(min)s."),
    _l("Number must be at most %(max)s."),
    _l("Number must be between %(min)s and %(max)s."),
    _l("Date must be at least %(min)s."),
    _l("Date must be at most %(max)s."),
    _l("Date must be between %(min)s and %(max)s."),
    _l("This field is required."),
    _l("Invalid input."),
    _l("Invalid value, must be one of: %(values)s."),
    _l("Invalid Choice: could not coerce."),
    _l("Not a valid choice."),
    _l("Invalid choice(s): one or more data inputs could not be coerced."),
    _l("Not a valid datetime value."),
    _l("Not a valid date value."),
    _l("Not a valid time value."),
    _l("Not a valid integer value."),
    _l("Not a valid decimal value."),
    _l("The CSRF token is missing."),
    _l("The CSRF tokens do not match."),
    _l("The CSRF session token is missing."),
    _l("The CSRF token is invalid."),
)
COUNTED_SENTENCES = (
    _ln(
        "Field must be at least %(min)d character long.",
        "Field must be at least %(min)d characters long.",
        1,
    ),
    _ln(
        "Field cannot be longer than %(max)d character.",
        "Field cannot be longer than %(max)d characters.",
        1,
    ),
    _ln(
        "Field must be exactly %(max)d character long.",
        "Field must be exactly %(max)d characters long.",
        1,
    ),
    _ln(
        "'%(value)s' is not a valid choice for this field.",
        "'%(value)s' are not valid choices for this field.",
        1,
    ),
)


class Words:
    """The catalogues of the shop, in the shape that the form library asks; it fills in values."""

    @staticmethod
    def gettext(text: str) -> str:
        return str(get_domain().get_translations().ugettext(text))

    @staticmethod
    def ngettext(singular: str, plural: str, count: int) -> str:
        return str(get_domain().get_translations().ungettext(singular, plural, count))
