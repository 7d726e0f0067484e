"""The words for what a booth's state means to a visitor, and for phases."""

from flask_babel import lazy_gettext as _l

from shop.trade_weeks.rules import Phase, ShownStatus

STATUSES = {
    ShownStatus.FREE: _l("Free"),
    ShownStatus.HELD: _l("Held"),
    ShownStatus.ASSIGNED: _l("Taken"),
}

PHASES = {
    Phase.RUNNING: _l("On now"),
    Phase.COMING: _l("Coming"),
    Phase.PAST: _l("Past"),
}
