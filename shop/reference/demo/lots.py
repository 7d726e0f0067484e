"""Lots around today, and what happened to each on its way into the pack."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shop.catalog.models import FactKind, Product, ProductFact
from shop.database import Origin
from shop.lib import clock
from shop.lib.codes import with_check
from shop.producers.models import Producer
from shop.reference.demo import seed
from shop.reference.demo.kinds import Kind
from shop.reference.demo.shelf import goods
from shop.reference.demo.steps import STORIES, Step
from shop.reference.load_register import public_code
from shop.reference.sync import Tally, Values, sync
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind

LOT_CODE_LENGTH = 13  # and the check sign
PER_PRODUCT = 2
OLDEST_DAYS = 40  # a lot of goods that keep was packed at most so long ago
EXPIRED_EVERY, ON_HOLD_EVERY = 40, 60
DAYS_IN_MONTH = 30


def load_lots(session: Session) -> Tally:
    today = clock.today()
    stated = _stated_shelf_lives(session)
    rows, initial = [], {}
    for product, kind in goods(session):
        shelf_days = stated.get(product.id, kind.shelf_days)
        for row, status in _lots(product, kind, shelf_days, today):
            rows.append(row)
            initial[row["product_id"], row["lot_no"]] = {"status": status}
    key = ("product_id", "lot_no")
    tally = sync(session, Lot, key, rows, initial=initial, origin=Origin.DEMO).tally
    # The dates have moved on: what a job had found expired is good again.
    session.execute(
        update(Lot)
        .where(Lot.origin == Origin.DEMO, Lot.status == LotStatus.EXPIRED, Lot.expires_on >= today)
        .values(status=LotStatus.RELEASED)
    )
    return tally


def load_events(session: Session) -> Tally:
    lots = {
        (product_id, lot_no): (key, code, packed_on)
        for key, product_id, lot_no, code, packed_on in session.execute(
            select(Lot.id, Lot.product_id, Lot.lot_no, Lot.code, Lot.packed_on).where(
                Lot.origin == Origin.DEMO
            )
        )
        if packed_on
    }
    rows = [
        row
        for product, kind in goods(session)
        for number in range(1, PER_PRODUCT + 1)
        for row in _events(product, kind, *lots[product.id, lot_no(number)])
    ]
    return sync(session, TraceEvent, ("event_id",), rows, origin=Origin.DEMO).tally


def lot_no(number: int) -> str:
    return f"L{number:02}"


def lot_code(product_code: str, number: int) -> str:
    return with_check(public_code("lot", product_code, number, length=LOT_CODE_LENGTH))


def _lots(
    product: Product, kind: Kind, shelf_days: int | None, today: date
) -> Iterator[tuple[Values, LotStatus]]:
    assert product.code and product.producer
    oldest = min(OLDEST_DAYS, (shelf_days or OLDEST_DAYS * 3) // 3)
    for number in range(1, PER_PRODUCT + 1):
        # The first lot is the older one; both leave two thirds of their life to the buyer.
        age = seed.number(oldest // 2, oldest, product.code, number, "age") // number
        status = LotStatus.RELEASED
        if number == 1 and shelf_days and seed.number(1, EXPIRED_EVERY, product.code) == 1:
            age, status = shelf_days + 5, LotStatus.EXPIRED
        elif number == 1 and seed.number(1, ON_HOLD_EVERY, product.code, "hold") == 1:
            status = LotStatus.ON_HOLD
        packed_on = today - timedelta(days=age)
        days_before = {step.kind: step.days_before for step in reversed(STORIES[kind.story])}
        made_before = days_before.get(TraceEventKind.PROCESS, 0)
        harvested_before = days_before.get(TraceEventKind.HARVEST)
        yield (
            {
                "code": lot_code(product.code, number),
                "product_id": product.id,
                "lot_no": lot_no(number),
                "harvested_on": None
                if harvested_before is None
                else packed_on - timedelta(days=harvested_before),
                "made_on": packed_on - timedelta(days=made_before),
                "packed_on": packed_on,
                "expires_on": packed_on + timedelta(days=shelf_days) if shelf_days else None,
                "quantity": lot_size(kind, product.code, number),
                "place_vi": product.producer.place_name,
                "commune_code": product.producer.commune_code,
                "origin": Origin.DEMO,
            },
            status,
        )


def lot_size(kind: Kind, product_code: str, number: int) -> int:
    """Return how many selling units a lot has: few of what is dear and made by hand."""
    tens = seed.number(12, 60, product_code, number, "size")
    return tens * 10 if kind.shelf_days else tens


def _events(
    product: Product, kind: Kind, lot_id: int, code: str, packed_on: date
) -> Iterator[Values]:
    assert product.producer
    for number, step in enumerate(STORIES[kind.story]):
        yield {
            "event_id": str(uuid5(NAMESPACE_URL, f"demo:{code}:{number}")),
            "lot_id": lot_id,
            "kind": step.kind,
            "event_at": _instant(step, packed_on, code),
            "note_vi": step.note_vi,
            "note_en": step.note_en,
            "details": {},
            "origin": Origin.DEMO,
            "recorded_at": _instant(step, packed_on, code) + timedelta(minutes=20),
            **_place(product.producer),
        }


def _instant(step: Step, packed_on: date, code: str) -> datetime:
    minute = seed.number(0, 11, code, step.note_en) * 5
    day = packed_on - timedelta(days=step.days_before)
    at = datetime.combine(day, time(step.hour, minute), clock.VIETNAM)
    return min(at, clock.now() - timedelta(hours=1))  # what is packed today is packed already


def _place(producer: Producer) -> Values:
    return {
        "place_vi": producer.place_name,
        "commune_code": producer.commune_code,
        "lat": producer.lat,
        "lng": producer.lng,
        "party_name": producer.name,
    }


def _stated_shelf_lives(session: Session) -> dict[int, int]:
    """Return the days of those products whose label states a shelf life in months."""
    facts = session.execute(
        select(ProductFact.product_id, ProductFact.value).where(
            ProductFact.kind == FactKind.SHELF_LIFE
        )
    )
    return {
        product_id: int(value.split()[0]) * DAYS_IN_MONTH
        for product_id, value in facts
        if value.endswith(" tháng")
    }
