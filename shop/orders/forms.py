"""What a producer types along with a step of an order."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, Optional

from shop.orders.models import OrderStatus
from shop.web.forms import NEEDED, Form, tidy

REASON = [InputRequired(NEEDED), Length(max=300)]


class ShipForm(Form):
    carrier = StringField(
        _l("Carrier"),
        [InputRequired(NEEDED), Length(max=80)],
        filters=[tidy],
        render_kw={"autocomplete": "on"},
    )
    tracking_no = StringField(
        _l("Tracking number"),
        [Optional(), Length(max=60)],
        filters=[tidy],
        render_kw={"autocomplete": "off", "autocapitalize": "characters"},
    )


class CancelForm(Form):
    reason = StringField(_l("Why, in words for the buyer"), REASON, filters=[tidy])


class UndeliveredForm(Form):
    outcome = RadioField(
        _l("What happened"),
        choices=[
            SelectChoice(OrderStatus.REFUSED.value, _l("The receiver did not take it")),
            SelectChoice(OrderStatus.FAILED.value, _l("The carrier could not deliver it")),
        ],
        default=OrderStatus.FAILED.value,
    )
    reason = StringField(_l("Why"), REASON, filters=[tidy])
