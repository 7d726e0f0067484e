"""The words for lots, what happens to them, and what a code answers."""

from flask_babel import lazy_gettext as _l

from shop.traceability.models import LotStatus, TraceEventKind
from shop.traceability.rules import PublicField, Verdict

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
    TraceEventKind.HARVEST: _l("Harvested"),
    TraceEventKind.RECEIVE: _l("Received"),
    TraceEventKind.PROCESS: _l("Made"),
    TraceEventKind.INSPECT: _l("Inspected"),
    TraceEventKind.PACK: _l("Packed"),
    TraceEventKind.SHIP: _l("Sent"),
    TraceEventKind.SELL: _l("Sold"),
    TraceEventKind.DESTROY: _l("Destroyed"),
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
