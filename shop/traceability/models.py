"""Where it came from: lots and the events of their lives."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.catalog.models import Product
from shop.database import Base, Origin, enum_column
from shop.lib import clock
from shop.places.models import Commune


class LotStatus(StrEnum):
    DRAFT = "draft"
    RELEASED = "released"
    ON_HOLD = "on_hold"
    DEPLETED = "depleted"
    EXPIRED = "expired"
    RECALLED = "recalled"
    RECALL_CLOSED = "recall_closed"
    VOID = "void"


class Lot(Base):
    """A quantity made together, sharing a lot number."""

    __tablename__ = "lots"
    __table_args__ = (
        UniqueConstraint("product_id", "lot_no"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("packed_on >= made_on", name="packed_after_made"),
        CheckConstraint("expires_on >= made_on", name="expires_after_made"),
        CheckConstraint("expires_on >= packed_on", name="expires_after_packed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)  # ours: /t/<code>
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    lot_no: Mapped[str] = mapped_column(String(20))  # AI 10: case sensitive
    status: Mapped[LotStatus] = enum_column(LotStatus, "status", default=LotStatus.DRAFT)
    harvested_on: Mapped[date | None]
    made_on: Mapped[date | None]
    packed_on: Mapped[date | None]
    expires_on: Mapped[date | None] = mapped_column(index=True)  # last day of use
    quantity: Mapped[int]  # selling units made
    place_vi: Mapped[str | None] = mapped_column(String(200))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"))
    origin: Mapped[Origin] = enum_column(Origin, "origin", default=Origin.ENTERED, index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    product: Mapped[Product] = relationship()
    commune: Mapped[Commune | None] = relationship()
    events: Mapped[list["TraceEvent"]] = relationship(
        back_populates="lot", order_by="TraceEvent.event_at, TraceEvent.id"
    )

    @property
    def is_demo(self) -> bool:
        return self.origin is Origin.DEMO

    def is_expired_on(self, day: date) -> bool:
        return self.status is LotStatus.EXPIRED or (
            self.expires_on is not None and day > self.expires_on
        )

    def is_sellable_on(self, day: date) -> bool:
        return self.status is LotStatus.RELEASED and not self.is_expired_on(day)


class TraceEventKind(StrEnum):
    HARVEST = "harvest"
    RECEIVE = "receive"
    PROCESS = "process"
    INSPECT = "inspect"
    PACK = "pack"
    SHIP = "ship"
    SELL = "sell"
    DESTROY = "destroy"


class TraceEvent(Base):
    """What happened to a lot: what, when, where, by whom; append-only."""

    __tablename__ = "trace_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(String(36), unique=True)  # UUID, public
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    kind: Mapped[TraceEventKind] = enum_column(TraceEventKind, "kind")
    event_at: Mapped[datetime]
    place_vi: Mapped[str | None] = mapped_column(String(200))
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    party_name: Mapped[str | None] = mapped_column(String(200))  # who did or received it
    note_vi: Mapped[str | None] = mapped_column(Text)
    note_en: Mapped[str | None] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("trace_events.id"))
    origin: Mapped[Origin] = enum_column(Origin, "origin", default=Origin.ENTERED)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    lot: Mapped[Lot] = relationship(back_populates="events")
