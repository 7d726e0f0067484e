"""How much there is: an append-only ledger, its running totals, and promises."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.catalog.models import ProductVariant
from shop.database import Base, enum_column
from shop.lib import clock
from shop.places.models import SalesPoint
from shop.producers.models import Producer
from shop.traceability.models import Lot


class LocationKind(StrEnum):
    STORE_ROOM = "store_room"
    SALES_POINT = "sales_point"
    BOOTH = "booth"
    TRANSIT = "transit"
    INSPECTION = "inspection"


class MovementKind(StrEnum):
    RECEIVE = "receive"
    MAKE = "make"
    COUNT = "count"
    ADJUST = "adjust"
    TRANSFER_OUT = "transfer_out"
    TRANSFER_IN = "transfer_in"
    CONSIGN = "consign"
    SELL = "sell"
    RETURN = "return"
    DESTROY = "destroy"
    LOT_SPLIT = "lot_split"


class ReservationState(StrEnum):
    HELD = "held"
    TAKEN = "taken"
    RELEASED = "released"


class StockLocation(Base):
    """A place where one producer's goods are counted."""

    __tablename__ = "stock_locations"
    __table_args__ = (
        UniqueConstraint("producer_id", "kind", "sales_point_id", "booth_id"),
        CheckConstraint(
            "(kind = 'sales_point') = (sales_point_id IS NOT NULL)", name="point_is_named"
        ),
        CheckConstraint("(kind = 'booth') = (booth_id IS NOT NULL)", name="booth_is_named"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id"), index=True)
    kind: Mapped[LocationKind] = enum_column(LocationKind, "kind")
    sales_point_id: Mapped[int | None] = mapped_column(ForeignKey("sales_points.id"), index=True)
    booth_id: Mapped[int | None] = mapped_column(ForeignKey("booths.id"))
    name: Mapped[str] = mapped_column(String(120))

    producer: Mapped[Producer] = relationship()
    sales_point: Mapped[SalesPoint | None] = relationship()


class StockLevel(Base):
    """What lies at a location of one variant and lot: the ledger's running total."""

    __tablename__ = "stock_levels"
    __table_args__ = (
        UniqueConstraint("variant_id", "lot_id", "location_id"),
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("reserved <= on_hand", name="reserved_within_on_hand"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("product_variants.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("stock_locations.id"), index=True)
    on_hand: Mapped[int] = mapped_column(default=0)  # selling units
    reserved: Mapped[int] = mapped_column(default=0)

    variant: Mapped[ProductVariant] = relationship()
    lot: Mapped[Lot] = relationship()
    location: Mapped[StockLocation] = relationship()

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class StockMovement(Base):
    """One signed line of the ledger; append-only."""

    __tablename__ = "stock_movements"
    __table_args__ = (
        CheckConstraint("quantity <> 0", name="moves_something"),
        Index("ix_stock_movements_item", "variant_id", "lot_id", "location_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("product_variants.id"))
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("stock_locations.id"))
    kind: Mapped[MovementKind] = enum_column(MovementKind, "kind")
    quantity: Mapped[int]  # selling units, positive into the location
    reason: Mapped[str | None] = mapped_column(String(300))
    reference: Mapped[str | None] = mapped_column(String(60), index=True)  # order number, …
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    variant: Mapped[ProductVariant] = relationship()
    lot: Mapped[Lot] = relationship()
    location: Mapped[StockLocation] = relationship()


class Reservation(Base):
    """Stock promised, until an instant or until its order ends it."""

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        Index("ix_reservations_lapsing", "state", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stock_level_id: Mapped[int] = mapped_column(ForeignKey("stock_levels.id"), index=True)
    # The box that these units go into; None: they are sold by themselves.
    box_id: Mapped[int | None] = mapped_column(ForeignKey("product_variants.id"))
    quantity: Mapped[int]
    state: Mapped[ReservationState] = enum_column(
        ReservationState, "state", default=ReservationState.HELD
    )
    reference: Mapped[str] = mapped_column(String(60), index=True)  # order number
    expires_at: Mapped[datetime | None]  # None: held until the order takes or releases it
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    stock_level: Mapped[StockLevel] = relationship()
