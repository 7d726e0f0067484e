"""Fields that take numbers as people type them, and give them back as people read them."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import LazyString
from wtforms import StringField

from shop.lib.typed import amount_vnd, grams
from shop.web.filters import number

DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class ReadNumberField(StringField):
    """A number read by a function; what cannot be read stays in the field as it was typed."""

    def __init__(
        self,
        label: LazyString,
        validators: Sequence[Any],
        *,
        read: Callable[[str], int | None],
        wrong: LazyString,
        **options: Any,
    ) -> None:
        super().__init__(label, validators, **{"render_kw": DIGITS} | options)
        self._read, self._wrong = read, wrong

    def process_formdata(self, valuelist: list[str]) -> None:
        text = (valuelist[0] if valuelist else "").strip()
        self.data: int | None = self._read(text) if text else None
        if text and self.data is None:
            raise ValueError(self._wrong)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else number(self.data)


def money_field(label: LazyString, validators: Sequence[Any], wrong: LazyString) -> ReadNumberField:
    return ReadNumberField(label, validators, read=amount_vnd, wrong=wrong)


def weight_field(
    label: LazyString, validators: Sequence[Any], wrong: LazyString
) -> ReadNumberField:
    return ReadNumberField(label, validators, read=grams, wrong=wrong)
