"""What a producer types about their lots."""

from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    DateTimeLocalField,
    HiddenField,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DateRange, InputRequired, Length, NumberRange, Optional

from shop.catalog.models import ProductVariant
from shop.lib import clock
from shop.traceability.models import TraceEvent, TraceEventKind
from shop.traceability.queries import Story
from shop.traceability.rules import EARLIEST_ON, next_kind
from shop.traceability.words import EVENTS
from shop.web.forms import NEEDED, Form, tidy
from shop.web.locale import localized

MOST_UNITS = 1_000_000
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
PRINTED = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class LotForm(Form):
    product = SelectField(_l("Product"))
    lot_no = StringField(
        _l("Lot number"), [InputRequired(NEEDED)], filters=[tidy], render_kw=PRINTED
    )
    quantity = IntegerField(
        _l("Units made"), [InputRequired(NEEDED), NumberRange(1, MOST_UNITS)], render_kw=DIGITS
    )
    harvested_on = DateField(_l("Harvested on"), [Optional()])
    made_on = DateField(_l("Made on"), [Optional()])
    packed_on = DateField(_l("Packed on"), [Optional()])
    expires_on = DateField(_l("Use by"), [Optional()])
    place_vi = StringField(_l("Where it was made"), [Optional(), Length(max=200)], filters=[tidy])


class ReasonForm(Form):
    reason = StringField(_l("Why"), [InputRequired(NEEDED), Length(max=300)], filters=[tidy])


class ReleaseForm(Form):
    """Units of each pack that are put away along with the release; see `release_form`."""

    @property
    def units(self) -> dict[int, int]:
        """What was typed, by the row id of the pack."""
        return {
            int(name.removeprefix("units_")): units
            for name, units in self.data.items()
            if name.startswith("units_") and units
        }


def release_form(packs: list[ProductVariant]) -> ReleaseForm:
    """Return the form with which a lot is released, with a field for each of its packs."""
    fields = {
        f"units_{pack.id}": IntegerField(
            localized(pack, "name"), [Optional(), NumberRange(0, MOST_UNITS)], render_kw=DIGITS
        )
        for pack in packs
    }
    form: ReleaseForm = type("PacksForm", (ReleaseForm,), fields)()
    return form


class EventForm(Form):
    """What happened to a lot; instants are typed by the Vietnamese clock."""

    kind = SelectField(
        _l("Step"),
        choices=[SelectChoice(kind.value, EVENTS[kind]) for kind in TraceEventKind],
    )
    event_at = DateTimeLocalField(
        _l("When"),
        [InputRequired(NEEDED), DateRange(EARLIEST_ON, message=_l("Check the year of this day."))],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    note_vi = TextAreaField(
        _l("What was done, for the buyer"),
        [Optional(), Length(max=500)],
        filters=[tidy],
        render_kw={"rows": 2},
    )
    place_vi = StringField(
        _l("Where, if not at your place"), [Optional(), Length(max=200)], filters=[tidy]
    )
    party_name = StringField(
        _l("Who did it or received it, if not you"), [Optional(), Length(max=200)], filters=[tidy]
    )
    corrects = HiddenField()

    @property
    def instant(self) -> datetime:
        local: datetime = self.event_at.data.replace(tzinfo=clock.VIETNAM)
        return local.astimezone(UTC)


def event_form(story: Story, wrong: TraceEvent | None) -> EventForm:
    """Return the form for a new step, or for the right one in place of a step recorded wrongly."""
    if wrong is None:
        return EventForm(
            kind=next_kind(event.kind for event in story.events).value,
            event_at=clock.now().astimezone(clock.VIETNAM),
        )
    # The form shows what is theirs to say; the maker's own place and name go without saying.
    own = {story.producer.name, story.producer.place_name} if story.producer else set()
    return EventForm(
        kind=wrong.kind.value,
        event_at=wrong.event_at.astimezone(clock.VIETNAM),
        note_vi=wrong.note_vi,
        place_vi=None if wrong.place_vi in own else wrong.place_vi,
        party_name=None if wrong.party_name in own else wrong.party_name,
        corrects=wrong.event_id,
    )
