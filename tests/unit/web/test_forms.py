"""The form library's own refusals speak the reader's language."""

import unicodedata

import pytest
from flask_babel import force_locale
from wtforms import DateField, IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from shop.web.forms import Form, tidy


class Sample(Form):
    name = StringField(validators=[InputRequired()])
    short = StringField(validators=[Length(max=3)])
    count = IntegerField(validators=[NumberRange(1, 9)])
    day = DateField()
    way = RadioField(choices=[SelectChoice("a", "A")])


@pytest.mark.parametrize(
    ("lang", "field", "words"),
    [
        ("vi", "name", "Bạn điền giúp chỗ này."),
        ("vi", "short", "Dài nhất 3 ký tự."),
        ("vi", "count", "Số phải từ 1 đến 9."),
        ("vi", "day", "Ngày chưa đúng."),
        ("vi", "way", "Bạn chọn một trong các mục có sẵn."),
        ("en", "short", "Field cannot be longer than 3 characters."),
    ],
)
def test_a_refusal_of_the_library_is_translated(app, lang, field, words):
    data = {"name": "", "short": "dài quá", "count": "12", "day": "hôm qua", "way": "b"}
    with app.test_request_context(method="POST", data=data), force_locale(lang):
        form = Sample(meta={"csrf": False})
        form.validate()

        assert [str(error) for error in form[field].errors] == [words]


def test_what_is_typed_is_kept_in_one_spelling_with_one_kind_of_line_end():
    composed, taken_apart = "Tế Tiêu", unicodedata.normalize("NFD", "Tế Tiêu")

    assert tidy(f" {taken_apart}\0 ") == composed
    assert tidy("a\r\n\r\nb\rc") == "a\n\nb\nc"
    assert tidy("") == "" and tidy(None) is None
