"""The base of all forms, and how they are shown."""

import unicodedata
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from shop.errors import ShopError
from shop.web.form_words import Words

NEEDED = _l("Please fill this in.")


def tidy(text: str | None) -> str | None:
    """Return what was typed, in one spelling: keyboards differ in how they compose "ế".

    Lines end as they do here, not as browsers send them. Without blanks around it, nor NULs,
    which no column takes.
    """
    if not text:
        return text
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines.strip())


class Form(FlaskForm):
    """A form that checks shape; rules that need other rows belong to services."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> Words:
            return Words()

    @property
    def values(self) -> dict[str, Any]:
        """What was entered, without the token."""
        return {name: value for name, value in self.data.items() if name != "csrf_token"}

    def reject(self, error: ShopError) -> None:
        """Show a service's refusal at the field that caused it, or above the form."""
        if error.field and error.field in self._fields:
            field = self._fields[error.field]
            field.errors = [*field.errors, str(error.message)]
        else:
            self.form_errors.append(str(error.message))


def render_form(template: str, form: Form, **context: Any) -> tuple[str, int]:
    """Return a form's page: 422 with what was entered once it has been refused."""
    status = 422 if form.is_submitted() else 200
    return render_template(template, form=form, **context), status
