"""The words for lots, what happens to them, and what a code answers."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.traceability.models import Lot, LotStatus, TraceEventKind
from shop.traceability.rules import PublicField, Verdict
from shop.web.filters import day

FIELDS = {
    PublicField.PRODUCT_NAME: _l("the product's name"),
    PublicField.PRODUCER_NAME: _l("the maker's name"),
    PublicField.PRODUCER_ADDRESS: _l("the maker's address"),
    PublicField.ORIGIN: _l("where it comes from"),
    PublicField.LOT_NO: _l("the lot number"),
}

STATUSES = {
    LotStatus.DRAFT: (_l("Draft"), "soft"),
    LotStatus.RELEASED: (_l("On sale"), "ok"),
    LotStatus.ON_HOLD: (_l("On hold"), "warn"),
    LotStatus.DEPLETED: (_l("Used up"), "soft"),
    LotStatus.EXPIRED: (_l("Expired"), "warn"),
    LotStatus.RECALLED: (_l("Recalled"), "bad"),
    LotStatus.RECALL_CLOSED: (_l("Recall closed"), "bad"),
    LotStatus.VOID: (_l("Voided"), "soft"),
}

EVENTS = {
    TraceEventKind.HARVEST: _l("Harvesting"),
    TraceEventKind.RECEIVE: _l("Goods in"),
    TraceEventKind.PROCESS: _l("Making"),
    TraceEventKind.INSPECT: _l("Inspection"),
    TraceEventKind.PACK: _l("Packing"),
    TraceEventKind.SHIP: _l("Goods out"),
    TraceEventKind.SELL: _l("Sale"),
    TraceEventKind.DESTROY: _l("Destruction"),
}

TONES = {
    Verdict.UNKNOWN: "",
    Verdict.VOID: "bad",
    Verdict.RECALLED: "bad",
    Verdict.SUSPECT: "bad",
    Verdict.SOLD: "warn",
    Verdict.ON_HOLD: "warn",
    Verdict.EXPIRED: "warn",
    Verdict.EXPIRING: "warn",
    Verdict.IN_ORDER: "ok",
}


class Answer(NamedTuple):
    """What a code answers in words: what is recorded, and what to do about it."""

    says: str
    more: str


# Those that do not depend on the lot's days. None of them vouches for the goods: a code
# that is printed can be copied, so they say what is recorded.
ANSWERS: dict[Verdict, tuple[LazyString, LazyString]] = {
    Verdict.UNKNOWN: (
        _l("This code is not in our records."),
        _l("Check it against the pack once more. If it still differs, the goods may not be ours."),
    ),
    Verdict.VOID: (
        _l("This lot was given up before it was sold."),
        _l("No goods should bear this code. Do not use them, and tell us where you saw them."),
    ),
    Verdict.RECALLED: (
        _l("This lot is recalled. Stop using it."),
        _l("Keep the pack, do not eat, give away or sell it, and bring it back where you got it."),
    ),
    Verdict.SUSPECT: (
        _l("This code may have been copied."),
        _l("It was seen in more places than one pack can be. Compare everything with the pack."),
    ),
    Verdict.SOLD: (
        _l("This item is recorded as sold."),
        _l("If somebody offers it to you as new, its code may have been copied."),
    ),
    Verdict.ON_HOLD: (
        _l("This lot is on hold while it is being checked."),
        _l("It is not sold for now. Keep what you have unopened until the result is here."),
    ),
}


def answer(verdict: Verdict, lot: Lot | None) -> Answer:
    """Return what a page says first."""
    if verdict in ANSWERS:
        return Answer(*map(str, ANSWERS[verdict]))
    if lot is None:
        return Answer(
            _("This product is in our records."),
            _("The lot number on the pack tells you more: when it was made, and its way here."),
        )
    last_day = day(lot.expires_on)
    if verdict is Verdict.EXPIRED:
        return Answer(
            _("This lot is past its last day, %(day)s.", day=last_day),
            _("It is no longer sold. If you bought it after that day, tell the seller."),
        )
    if verdict is Verdict.EXPIRING:
        return Answer(
            _("The lot is recorded and good until %(day)s.", day=last_day),
            _("That is soon. It is not recalled."),
        )
    return Answer(
        _("The lot is recorded, in date and not recalled.")
        if lot.expires_on
        else _("The lot is recorded and not recalled."),
        _("Compare this page with the words on the pack: a printed code can be copied."),
    )
