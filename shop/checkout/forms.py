"""Who receives a purchase, and how it is paid."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from shop.lib.mails import LONGEST, mail_address
from shop.lib.phones import phone_e164
from shop.payments import labels as payments
from shop.payments import rules
from shop.web.forms import NEEDED, Form, tidy


class CheckoutForm(Form):
    name = StringField(
        _l("Full name"),
        [DataRequired(NEEDED), Length(max=120)],
        filters=[tidy],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        _l("Phone number"),
        [DataRequired(NEEDED), Length(max=30)],
        filters=[tidy],
        render_kw={"autocomplete": "tel", "type": "tel", "inputmode": "tel"},
    )
    email = StringField(
        _l("Mail address"),
        [Optional(), Length(max=LONGEST)],
        filters=[tidy],
        render_kw={"autocomplete": "email", "type": "email", "inputmode": "email"},
    )
    province = SelectField(
        _l("Province or city"),
        [InputRequired(NEEDED)],
        render_kw={"autocomplete": "address-level1"},
    )
    commune = StringField(
        _l("Ward or commune"),
        [DataRequired(NEEDED), Length(max=80)],
        filters=[tidy],
        render_kw={"autocomplete": "address-level2", "list": "communes"},
    )
    # Code of the one meant, asked only where the name fits several.
    commune_choice = StringField(_l("Which one"), [Optional()], filters=[tidy])
    street = StringField(
        _l("House number, street, hamlet"),
        [DataRequired(NEEDED), Length(max=200)],
        filters=[tidy],
        render_kw={"autocomplete": "street-address"},
    )
    note = TextAreaField(
        _l("Note for the maker"),
        [Optional(), Length(max=500)],
        filters=[tidy],
        render_kw={"rows": 2},
    )
    payment = RadioField(
        _l("How you pay"),
        [InputRequired(NEEDED)],
        choices=[SelectChoice(method.value, payments.METHODS[method]) for method in rules.OFFERED],
        default=rules.OFFERED[0].value,
    )
    # One checkout, one purchase, however often it is sent.
    checkout_token = HiddenField(validators=[InputRequired(), Length(min=16, max=64)])
    # What the buyer saw: the goods, as a fingerprint, and the total.
    goods_seen = HiddenField()
    total_vnd = HiddenField()

    def is_too_old(self) -> bool:
        """Say whether a refused form lacks what no person types."""
        return any(field.errors for field in self._ties())

    def bring_up_to_date(self, checkout_token: str) -> None:
        """Give a form that is too old what it lacks."""
        if self.checkout_token.errors:
            self.checkout_token.data = checkout_token
        for field in self._ties():
            field.errors = []

    def _ties(self) -> list[Field]:
        return [self[name] for name in ("csrf_token", "checkout_token") if name in self]

    def validate_phone(self, field: StringField) -> None:
        if phone_e164(field.data) is None:
            raise ValidationError(
                _l("This is no Vietnamese phone number. The carrier calls it before coming.")
            )

    def validate_email(self, field: StringField) -> None:
        if field.data and mail_address(field.data) is None:
            raise ValidationError(_l("This does not look like a mail address."))
