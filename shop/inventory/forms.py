"""What is typed into the stock book."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from shop.web.forms import NEEDED, Form, tidy

MOST_UNITS = 1_000_000
UNITS = [InputRequired(NEEDED), NumberRange(1, MOST_UNITS)]
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class BookForm(Form):
    """A change of the book, with what the person saw of it, so that none is made twice."""

    seen = HiddenField()

    @property
    def seen_number(self) -> int | None:
        text = self.seen.data or ""
        return int(text) if text.isdecimal() and len(text) < 10 else None

    def show(self, number: int) -> None:
        """Let the page say what the book says now."""
        self.seen.data, self.seen.raw_data = str(number), None


class ReceiveForm(BookForm):
    item = SelectField(_l("What comes in"))
    quantity = IntegerField(_l("How many units"), UNITS, render_kw=DIGITS)
    reference = StringField(_l("Delivery note"), [Optional(), Length(max=60)], filters=[tidy])


class AdjustForm(BookForm):
    """A count that was wrong, or goods that broke: more or fewer than the book says."""

    direction = RadioField(
        _l("The book should say"),
        choices=[SelectChoice("less", _l("fewer units")), SelectChoice("more", _l("more units"))],
        default="less",
    )
    quantity = IntegerField(_l("By how many units"), UNITS, render_kw=DIGITS)
    reason = StringField(_l("Why"), [InputRequired(NEEDED), Length(max=300)], filters=[tidy])

    @property
    def change(self) -> int:
        return int(self.quantity.data if self.direction.data == "more" else -self.quantity.data)


class InspectForm(BookForm):
    """What becomes of goods that came back."""

    outcome = RadioField(
        _l("You found them"),
        choices=[
            SelectChoice("good", _l("Good: back into the store room")),
            SelectChoice("bad", _l("Not fit to be sold: take them out")),
        ],
        default="good",
    )
    quantity = IntegerField(_l("How many units"), UNITS, render_kw=DIGITS)
    reason = StringField(
        _l("Why, if they are taken out"), [Optional(), Length(max=300)], filters=[tidy]
    )
