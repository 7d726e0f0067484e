"""What somebody brings to a gallery, and says of its pictures."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from shop.media.models import Picture
from shop.media.rules import ACCEPTED_PHOTOGRAPHS, LONGEST_ALT
from shop.media.services import Words
from shop.web.forms import Form, tidy


class UploadForm(Form):
    file = MultipleFileField(_l("Pictures"), render_kw={"accept": ACCEPTED_PHOTOGRAPHS})
    # Its own field: browsers that get `capture` offer nothing but the camera.
    camera = FileField(
        _l("Take a picture"),
        render_kw={"accept": ACCEPTED_PHOTOGRAPHS, "capture": "environment"},
    )

    @property
    def chosen(self) -> list[FileStorage]:
        return [*(self.file.data or []), *([self.camera.data] if self.camera.data else [])]


class GalleryForm(Form):
    """What each picture shows, in two fields for each; see `gallery_form`."""

    @property
    def words(self) -> dict[int, Words]:
        """What was written, by the row id of the picture; those without words are left out."""
        data = self.data
        return {
            int(name.removeprefix("vi_")): Words(vi, data[name.replace("vi_", "en_")] or None)
            for name, vi in data.items()
            if name.startswith("vi_") and vi
        }


def gallery_form(pictures: Sequence[Picture], *, needs_words: bool) -> GalleryForm:
    """Return the form of a gallery.

    :param needs_words: each picture must have some
    """
    needed = DataRequired(_l("Write what the picture shows, for those who do not see it."))
    fields = {}
    for number, picture in enumerate(pictures, start=1):
        fields[f"vi_{picture.id}"] = TextAreaField(
            _l("What picture %(number)s shows", number=number),
            [needed if needs_words else Optional(), Length(max=LONGEST_ALT)],
            filters=[tidy],
            default=picture.alt_vi,
            render_kw={"rows": 2, "maxlength": LONGEST_ALT},
        )
        fields[f"en_{picture.id}"] = TextAreaField(
            _l("In English"),
            [Optional(), Length(max=LONGEST_ALT)],
            filters=[tidy],
            default=picture.alt_en,
            render_kw={"rows": 2, "maxlength": LONGEST_ALT, "lang": "en"},
        )
    form: GalleryForm = type("PicturesForm", (GalleryForm,), fields)()
    return form
