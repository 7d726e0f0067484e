"""Keep the book of lots: open, release, hold; and what happens to them, never overwritten."""

import uuid
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import Product
from shop.database import Origin, lock, transaction
from shop.lib import clock
from shop.lib.codes import new_checked_code
from shop.lib.gs1 import is_lot_no
from shop.places.models import Commune
from shop.producers.models import Producer
from shop.traceability import rules
from shop.traceability.errors import (
    AlreadyRecorded,
    BadLotNumber,
    EventInFuture,
    EventOutOfOrder,
    LotExpired,
    LotIncomplete,
    LotIsClosed,
    LotNumberTaken,
    LotStepNotAllowed,
    NoDates,
    NothingMade,
    NotInLots,
    ReasonMissing,
    WrongCorrection,
    WrongDates,
)
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind
from shop.traceability.queries import find_lot_of, standing_events
from shop.traceability.rules import Happening

RANDOM_SIGNS = 13  # more than 60 random bits, and the check sign


@dataclass(frozen=True)
class LotDates:
    """The days of a lot's life; those that do not apply are left out."""

    harvested_on: date | None = None
    made_on: date | None = None
    packed_on: date | None = None
    expires_on: date | None = None  # last day of use

    def check(self, today: date) -> None:
        """Refuse days that cannot be.

        :raises NoDates: if no day of making is given
        :raises WrongDates: if one lies in the future, before the one that it follows, or so far
            back that its year must be mistyped
        """
        if not (self.harvested_on or self.made_on or self.packed_on):
            raise NoDates
        before: date | None = None
        for field in fields(self):
            day = getattr(self, field.name)
            if day is None:
                continue
            if day < rules.EARLIEST_ON:
                raise WrongDates(_l("Check the year of this day."), field.name)
            if field.name != "expires_on" and day > today:
                raise WrongDates(_l("This day is still to come."), field.name)
            if before is not None and day < before:
                raise WrongDates(_l("This day lies before the step that comes first."), field.name)
            before = day


def open_lot(
    product: Product,
    lot_no: str,
    *,
    quantity: int,
    harvested_on: date | None = None,
    made_on: date | None = None,
    packed_on: date | None = None,
    expires_on: date | None = None,
    place_vi: str | None = None,
    commune: Commune | None = None,
    actor: User,
) -> Lot:
    """Open a lot as a draft: it is made, nobody else knows of it yet.

    :param lot_no: as printed on the pack (AI 10), case sensitive
    :param quantity: selling units made, positive
    :param place_vi: where it was made; the producer's place if not given
    :raises NotInLots: if the product is a service
    :raises BadLotNumber: if the number may not stand on a pack
    :raises LotNumberTaken: if the product has a lot of this number
    :raises NothingMade: if the quantity is not positive
    :raises NoDates: if no day of making is given
    :raises WrongDates: if a day cannot be
    """
    if not product.is_sold_in_packs:
        raise NotInLots
    if not is_lot_no(lot_no):
        raise BadLotNumber
    if quantity <= 0:
        raise NothingMade
    dates = LotDates(harvested_on, made_on, packed_on, expires_on)
    dates.check(clock.today())

    with transaction() as session:
        if find_lot_of(product, lot_no):
            raise LotNumberTaken(lot_no)
        producer = product.producer
        lot = Lot(
            code=new_checked_code(RANDOM_SIGNS),
            product=product,
            lot_no=lot_no,
            quantity=quantity,
            harvested_on=harvested_on,
            made_on=made_on,
            packed_on=packed_on,
            expires_on=expires_on,
            place_vi=place_vi or (producer.place_name if producer else None) or None,
            commune_code=commune.code if commune else producer and producer.commune_code,
            origin=Origin.DEMO if actor.is_demo else Origin.ENTERED,
        )
        session.add(lot)
        audit.record(actor, "lot.opened", lot, lot_no=lot_no, quantity=quantity)
    return lot


def release_lot(lot: Lot, *, actor: User) -> None:
    """Let a lot be sold: its public page opens, its labels are worth printing.

    :raises LotStepNotAllowed: if it stands elsewhere by now
    :raises LotIncomplete: if its public page would lack what the law asks for
    :raises LotExpired: if its last day has passed
    """
    with transaction():
        lock(lot)
        _move(lot, LotStatus.RELEASED, actor)
        if missing := rules.missing_fields(lot):
            raise LotIncomplete(missing)
        if lot.is_expired_on(clock.today()):
            raise LotExpired


def hold(lot: Lot, reason: str, *, actor: User) -> None:
    """Stop the sale of a lot until it is looked into; its code says so at once.

    :raises ReasonMissing: if no reason is given
    :raises LotStepNotAllowed: if it stands elsewhere by now
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction():
        lock(lot)
        _move(lot, LotStatus.ON_HOLD, actor, reason=reason.strip())


def void_lot(lot: Lot, reason: str, *, actor: User) -> None:
    """Give a draft up; its number and code are not used again.

    :raises ReasonMissing: if no reason is given
    :raises LotStepNotAllowed: if it is no draft any more
    """
    if not reason.strip():
        raise ReasonMissing
    with transaction():
        lock(lot)
        _move(lot, LotStatus.VOID, actor, reason=reason.strip())


def record_event(
    lot: Lot,
    kind: TraceEventKind,
    event_at: datetime,
    *,
    place_vi: str | None = None,
    commune: Commune | None = None,
    party_name: str | None = None,
    note_vi: str | None = None,
    note_en: str | None = None,
    corrects: TraceEvent | None = None,
    actor: User,
) -> TraceEvent:
    """Write down what happened to a lot. Events are only ever added.

    :param event_at: UTC instant, not in the future
    :param place_vi: where; the producer's place if neither this nor a commune is given
    :param party_name: who did it, or received the goods; the producer if not given
    :param corrects: an event recorded wrongly, which this one replaces
    :raises EventInFuture: if it is still to come
    :raises LotIsClosed: if the lot was voided
    :raises WrongCorrection: if the other event is not one of this lot that stands
    :raises AlreadyRecorded: if the same happened there at the same instant
    :raises EventOutOfOrder: if the goods cannot have been there yet
    """
    if event_at > clock.now():
        raise EventInFuture
    with transaction() as session:
        lock(lot)
        if lot.status is LotStatus.VOID:
            raise LotIsClosed
        standing = standing_events(
            list(session.scalars(select(TraceEvent).filter_by(lot_id=lot.id)))
        )
        if corrects is not None and corrects not in standing:
            raise WrongCorrection
        where = _where(lot.product.producer, place_vi, commune, party_name)
        others = [each for each in standing if each != corrects]
        if any(_is_same(each, kind, event_at, where) for each in others):
            raise AlreadyRecorded
        happened = [Happening(each.kind, each.event_at) for each in others]
        if not rules.is_in_order([*happened, Happening(kind, event_at)]):
            raise EventOutOfOrder
        event = TraceEvent(
            event_id=str(uuid.uuid4()),
            lot_id=lot.id,
            kind=kind,
            event_at=event_at,
            note_vi=note_vi or None,
            note_en=note_en or None,
            corrects_id=corrects.id if corrects else None,
            origin=Origin.DEMO if actor.is_demo else Origin.ENTERED,
            recorded_by_id=actor.id,
            details={},
            **where,
        )
        session.add(event)
        audit.record(actor, f"lot.{kind}", event, lot=lot.code)
    return event


def _where(
    producer: Producer | None, place_vi: str | None, commune: Commune | None, party: str | None
) -> dict[str, Any]:
    """Return the columns that say where an event happened and who had a part in it."""
    where: dict[str, Any] = {"party_name": party or (producer.name if producer else None)}
    if commune is not None:
        name = place_vi or f"{commune.short_name}, {commune.province.short_name}"
        point = {"commune_code": commune.code, "lat": commune.lat, "lng": commune.lng}
        return where | point | {"place_vi": name}
    if place_vi:
        return where | {"place_vi": place_vi}  # words only: a point on a map would be a guess
    if producer is None:
        return where
    point = {"commune_code": producer.commune_code, "lat": producer.lat, "lng": producer.lng}
    return where | point | {"place_vi": producer.place_name}


def _is_same(
    event: TraceEvent, kind: TraceEventKind, event_at: datetime, where: dict[str, Any]
) -> bool:
    told = (event.kind, event.event_at, event.place_vi, event.party_name)
    return told == (kind, event_at, where.get("place_vi"), where["party_name"])


def _move(lot: Lot, to: LotStatus, actor: User, **details: str) -> None:
    if not rules.may_become(lot.status, to):
        raise LotStepNotAllowed
    before, lot.status = lot.status, to
    audit.record(actor, f"lot.{to}", lot, before=before, **details)
