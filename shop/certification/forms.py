"""What the office writes into the register."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from shop.catalog.labels import GROUPS
from shop.certification import labels
from shop.certification.models import (
    Certificate,
    IssuerLevel,
    RecognitionKind,
    RevocationReason,
)
from shop.certification.register import Recognised
from shop.certification.rules import LEAST_CERTIFIED_STARS, MOST_STARS, Standing
from shop.certification.services import Decision, Entry
from shop.certification.tables import LARGEST_MB
from shop.database import Origin
from shop.media.rules import ACCEPTED_SCANS
from shop.web.forms import NEEDED, Form, tidy

LEVELS = [SelectChoice(level.value, labels.ISSUER_LEVELS[level]) for level in IssuerLevel]
STARS = [
    SelectChoice(stars, _l("%(stars)s stars", stars=stars))
    for stars in range(MOST_STARS, LEAST_CERTIFIED_STARS - 1, -1)
]
DAYS_AHEAD = (30, 120, 180, 365)
ALL = SelectChoice("", _l("all"))
ORIGINS = [
    ALL,
    SelectChoice(Origin.REFERENCE.value, _l("from published sources")),
    SelectChoice(Origin.ENTERED.value, _l("recorded by the office")),
    SelectChoice(Origin.DEMO.value, _l("sample data")),
]


def _text(label: Any, most: int, *, needed: bool = False, **render: str) -> StringField:
    checks = [DataRequired(NEEDED) if needed else Optional(), Length(max=most)]
    return StringField(label, checks, filters=[tidy], render_kw=render or None)


def _reason(label: Any) -> TextAreaField:
    checks = [DataRequired(NEEDED), Length(max=500)]
    return TextAreaField(label, checks, filters=[tidy], render_kw={"rows": 3})


class ScanForm(Form):
    file = FileField(
        _l("Scan of the decision"),
        [FileRequired(_l("Choose the file."))],
        render_kw={"accept": ACCEPTED_SCANS},
    )


class RecordForm(Form):
    """What a recognition decision says of one product."""

    decision_no = _text(_l("Decision number"), 60, needed=True)
    issued_on = DateField(_l("Day of issue"), [InputRequired(NEEDED)])
    stars = SelectField(_l("Stars"), coerce=int, choices=STARS)
    score = StringField(
        _l("Score out of 100"),
        [
            Optional(),
            Regexp(
                r"\d{1,3}([.,]\d{1,2})?$", message=_l("Write a number such as 72,5, not rounded.")
            ),
        ],
        filters=[tidy],
        render_kw={"inputmode": "decimal", "autocomplete": "off"},
    )
    issuer_level = SelectField(_l("Who certifies"), choices=LEVELS)
    issuer_name = _text(_l("Issued by"), 200, needed=True)
    expires_on = DateField(_l("Last valid day, as printed"), [Optional()])
    certificate_no = _text(_l("Certificate number"), 60)
    product_code = _text(_l("Product code, as printed"), 60)
    product_name = _text(_l("Product as recognised"), 200)
    producer_name = _text(_l("Maker as recognised"), 200)
    producer_address = _text(_l("Its address then"), 300)

    @property
    def points(self) -> Decimal | None:
        return Decimal(self.score.data.replace(",", ".")) if self.score.data else None

    @property
    def recognised(self) -> Recognised:
        stated: dict[str, Any] = {name: value or None for name, value in self.values.items()}
        for own in ("kind", "reason"):
            stated.pop(own, None)
        level = IssuerLevel(self.issuer_level.data)
        return Recognised(**stated | {"score": self.points, "issuer_level": level})


class SupersedeForm(RecordForm):
    kind = RadioField(
        _l("What the decision does"),
        choices=[
            SelectChoice(kind.value, labels.KINDS[kind])
            for kind in (RecognitionKind.UPGRADE, RecognitionKind.REASSESSMENT)
        ],
        validators=[InputRequired(NEEDED)],
    )


class CorrectForm(RecordForm):
    """All that an entry says; older ones lack what their source does not state."""

    decision_no = _text(_l("Decision number"), 60)
    issuer_level = SelectField(
        _l("Who certifies"), choices=[SelectChoice("", _l("not stated")), *LEVELS]
    )
    issuer_name = _text(_l("Issued by"), 200)
    product_name = _text(_l("Product as recognised"), 200, needed=True)
    expires_on = None
    reason = _reason(_l("What was wrong, and what shows it"))

    @property
    def entry(self) -> Entry:
        stated: dict[str, Any] = {name: value or None for name, value in self.values.items()}
        del stated["reason"]
        level = IssuerLevel(self.issuer_level.data) if self.issuer_level.data else None
        return Entry(**stated | {"score": self.points, "issuer_level": level})


def correct_form(certificate: Certificate) -> CorrectForm:
    said = vars(Entry.of(certificate))
    score = said["score"]
    return CorrectForm(
        data=said
        | {
            "score": f"{score:f}".replace(".", ",") if score is not None else None,
            "issuer_level": said["issuer_level"] or "",
        }
    )


class ExtendForm(Form):
    until = DateField(_l("In force until"), [InputRequired(NEEDED)])
    reason = _reason(_l("Why"))


class RevokeForm(Form):
    ground = RadioField(
        _l("Ground, by Article 8"),
        choices=[
            SelectChoice(each.value, labels.REVOCATION_REASONS[each]) for each in RevocationReason
        ],
        validators=[InputRequired(NEEDED)],
    )
    decision_no = _text(_l("Decision that revokes"), 60, needed=True)
    revoked_on = DateField(_l("Its day"), [InputRequired(NEEDED)])
    issuer_level = SelectField(_l("Who decided"), choices=LEVELS)
    note = TextAreaField(
        _l("Note for officers"),
        [Optional(), Length(max=500)],
        filters=[tidy],
        render_kw={"rows": 2},
    )


class ConfirmDayForm(Form):
    issued_on = DateField(_l("Day of issue"), [InputRequired(NEEDED)])
    reason = _reason(_l("What shows the day"))
    file = FileField(_l("Scan that shows it"), render_kw={"accept": ACCEPTED_SCANS})


class DecisionForm(Form):
    """A decision, and the list of its products."""

    file = FileField(
        _l("List of its products, CSV or XLSX, at most %(most)s MB", most=LARGEST_MB),
        [FileRequired(_l("Choose the file."))],
        render_kw={"accept": ".csv,.xlsx"},
    )
    decision_no = _text(_l("Decision number"), 60, needed=True)
    decided_on = DateField(_l("Its day"), [InputRequired(NEEDED)])
    issuer_level = SelectField(_l("Who certifies"), choices=LEVELS)
    issuer_name = _text(_l("Issued by"), 200, needed=True)

    @property
    def decision(self) -> Decision:
        return Decision(
            decision_no=self.decision_no.data,
            decided_on=self.decided_on.data,
            issuer_level=IssuerLevel(self.issuer_level.data),
            issuer_name=self.issuer_name.data,
        )


class FilterForm(Form):
    """Which certificates to list; what makes no sense is passed over."""

    class Meta(Form.Meta):
        csrf = False

    q = _text(_l("Number, code or name"), 100, type="search")
    standing = SelectField(
        _l("State today"),
        choices=[
            ALL,
            *(
                SelectChoice(each.value, labels.STANDINGS[each][0])
                for each in Standing
                if each.is_given
            ),
        ],
    )
    stars = SelectField(
        _l("Stars"), choices=[ALL, *(SelectChoice(str(each.value), each.label) for each in STARS)]
    )
    group = SelectField(
        _l("Product group"),
        choices=[ALL, *(SelectChoice(each.value, words) for each, words in GROUPS.items())],
    )
    province = SelectField(_l("Province"))
    commune = SelectField(_l("Commune"))
    days = SelectField(
        _l("Ends within"),
        choices=[
            SelectChoice("", _l("any time")),
            *(SelectChoice(str(days), _l("%(days)s days", days=days)) for days in DAYS_AHEAD),
        ],
    )
    origin = SelectField(_l("Comes from"), choices=ORIGINS)

    def chosen(self, name: str) -> str | None:
        """Return what was chosen, if it is one of the choices."""
        field = self[name]
        known = {str(each.value) for each in field.choices}
        return field.data if field.data and field.data in known else None
