"""Sign in, sign up."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from shop.accounts.errors import NotReachable
from shop.accounts.services import LEAST_PASSWORD, reach
from shop.web.forms import NEEDED, Form, tidy


class SignInForm(Form):
    email = StringField(
        _l("Mail address or phone number"),
        [DataRequired(NEEDED), Length(max=254)],
        filters=[tidy],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(NEEDED), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class SignUpForm(Form):
    name = StringField(
        _l("Your name"),
        [DataRequired(NEEDED), Length(max=120)],
        filters=[tidy],
        render_kw={"autocomplete": "name"},
    )
    email = StringField(
        _l("Mail address or phone number"),
        [DataRequired(NEEDED), Length(max=254)],
        filters=[tidy],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )
    password = PasswordField(
        _l("Password"),
        [
            InputRequired(NEEDED),
            Length(
                min=LEAST_PASSWORD,
                max=200,
                message=_l("A password needs at least %(min)d characters."),
            ),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_email(self, field: StringField) -> None:
        try:
            reach(field.data)
        except NotReachable as error:
            raise ValidationError(str(error.message)) from None
