"""Who receives a purchase, and how it is paid."""

import re

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from shop.lib.phones import phone_e164
from shop.payments.models import PaymentMethod
from shop.web.forms import Form

NEEDED = _l("Please fill this in.")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


def _tidy(text: str | None) -> str | None:
    return text.replace("\0", "").strip() if text else text


class CheckoutForm(Form):
    name = StringField(
        _l("Full name"),
        [InputRequired(NEEDED), Length(max=120)],
        filters=[_tidy],
        render_kw={"autocomplete": "name"},
    )
    phone = StringField(
        _l("Phone number"),
        [InputRequired(NEEDED), Length(max=30)],
        filters=[_tidy],
        render_kw={"autocomplete": "tel", "type": "tel", "inputmode": "tel"},
    )
    email = StringField(
        _l("Mail address"),
        [Optional(), Length(max=254)],
        filters=[_tidy],
        render_kw={"autocomplete": "email", "type": "email", "inputmode": "email"},
    )
    province = SelectField(
        _l("Province or city"),
        [InputRequired(NEEDED)],
        render_kw={"autocomplete": "address-level1"},
    )
    commune = StringField(
        _l("Ward or commune"),
        [InputRequired(NEEDED), Length(max=80)],
        filters=[_tidy],
        render_kw={"autocomplete": "address-level2", "list": "communes"},
    )
    # Asked only where a typed name fits several communes.
    commune_choice = HiddenField(filters=[_tidy])
    street = StringField(
        _l("House number, street, hamlet"),
        [InputRequired(NEEDED), Length(max=200)],
        filters=[_tidy],
        render_kw={"autocomplete": "street-address"},
    )
    note = TextAreaField(
        _l("Note for the maker"),
        [Optional(), Length(max=500)],
        filters=[_tidy],
        render_kw={"rows": 2},
    )
    payment = RadioField(
        _l("How you pay"),
        [InputRequired(NEEDED)],
        choices=[(PaymentMethod.COD.value, _l("Cash when you receive the goods"))],
        default=PaymentMethod.COD.value,
    )
    checkout_token = HiddenField(validators=[InputRequired(), Length(min=16, max=64)])
    # The amounts that the buyer saw.
    goods_vnd = HiddenField()
    total_vnd = HiddenField()

    def validate_phone(self, field: StringField) -> None:
        if phone_e164(field.data) is None:
            raise ValidationError(
                _l("This is no Vietnamese phone number. The carrier calls it before coming.")
            )

    def validate_email(self, field: StringField) -> None:
        if field.data and not MAIL.fullmatch(field.data):
            raise ValidationError(_l("This does not look like a mail address."))
