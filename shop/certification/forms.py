"""What the office writes into the register."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from shop.media.rules import ACCEPTED_SCANS
from shop.web.forms import Form


class ScanForm(Form):
    file = FileField(
        _l("Scan of the decision"),
        [FileRequired(_l("Choose the file."))],
        render_kw={"accept": ACCEPTED_SCANS},
    )
