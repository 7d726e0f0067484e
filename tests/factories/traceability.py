"""Lots and events of tests."""

import uuid
from datetime import timedelta

from shop.database import Origin
from shop.lib import clock
from shop.lib.codes import new_checked_code
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind
from tests.factories import numbers, save
from tests.factories.catalog import make_product


def make_lot(**overrides):
    today = clock.today()
    defaults = {
        "code": new_checked_code(13),
        "lot_no": f"L{next(numbers):03}",
        "status": LotStatus.RELEASED,
        "packed_on": today - timedelta(days=10),
        "expires_on": today + timedelta(days=300),
        "quantity": 100,
        "place_vi": "Ba Đình, Hà Nội",
        "origin": Origin.ENTERED,
    }
    if "product" not in overrides:
        defaults["product"] = make_product()
    return save(Lot(**defaults | overrides))


def make_event(**overrides):
    defaults = {
        "event_id": str(uuid.uuid4()),
        "kind": TraceEventKind.PACK,
        "event_at": clock.now() - timedelta(days=10),
        "place_vi": "Ba Đình, Hà Nội",
        "lat": 21.03,
        "lng": 105.83,
        "details": {},
        "origin": Origin.ENTERED,
    }
    if "lot" not in overrides:
        defaults["lot"] = make_lot()
    return save(TraceEvent(**defaults | overrides))
