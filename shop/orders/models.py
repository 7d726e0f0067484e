"""What was promised: a purchase, its order per producer, and their lines as sold."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.catalog.models import ProductVariant
from shop.certification.models import Certificate
from shop.database import Amount, Base, enum_column
from shop.inventory.models import Reservation
from shop.lib import clock
from shop.places.models import Commune
from shop.producers.models import Producer
from shop.traceability.models import Lot


class Channel(StrEnum):
    WEB = "web"
    COUNTER = "counter"
    BOOTH = "booth"


class OrderStatus(StrEnum):
    AWAITING_PAYMENT = "awaiting_payment"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    PACKED = "packed"
    SHIPPED = "shipped"
    READY_FOR_PICKUP = "ready_for_pickup"
    DELIVERED = "delivered"
    COMPLETED = "completed"
    REFUSED = "refused"
    FAILED = "failed"
    NOT_COLLECTED = "not_collected"
    RETURNED_TO_PRODUCER = "returned_to_producer"
    CANCELLED = "cancelled"


class Purchase(Base):
    """What a buyer confirms once; its state is computed from its orders."""

    __tablename__ = "purchases"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)  # opens the page without sign-in
    number: Mapped[str] = mapped_column(String(20), unique=True)  # for people: "CS-7KQ2M4"
    checkout_token: Mapped[str] = mapped_column(
        String(64), unique=True
    )  # one checkout, one purchase
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20))  # E.164
    email: Mapped[str | None] = mapped_column(String(254))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"))
    street: Mapped[str] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(500))
    locale: Mapped[str] = mapped_column(String(5))
    is_demo: Mapped[bool] = mapped_column(default=False)
    placed_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    commune: Mapped[Commune] = relationship()
    orders: Mapped[list["Order"]] = relationship(back_populates="purchase", order_by="Order.id")

    @property
    def total_vnd(self) -> int:
        return sum(order.total_vnd for order in self.orders)


class Order(Base):
    """One producer's part of a purchase, with its own delivery, money and state."""

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint("total_vnd = goods_vnd + delivery_vnd", name="total_adds_up"),
        CheckConstraint("goods_vnd > 0 AND delivery_vnd >= 0", name="amounts_sane"),
        CheckConstraint("(channel = 'web') = (purchase_id IS NOT NULL)", name="web_has_purchase"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(String(43), unique=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    purchase_id: Mapped[int | None] = mapped_column(ForeignKey("purchases.id"), index=True)
    producer_id: Mapped[int] = mapped_column(ForeignKey("producers.id"), index=True)
    channel: Mapped[Channel] = enum_column(Channel, "channel")
    status: Mapped[OrderStatus] = enum_column(OrderStatus, "status", index=True)
    goods_vnd: Mapped[Amount]  # VAT included
    delivery_vnd: Mapped[Amount]
    total_vnd: Mapped[Amount]
    placed_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    purchase: Mapped[Purchase | None] = relationship(back_populates="orders")
    producer: Mapped[Producer] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.id")
    history: Mapped[list["OrderChange"]] = relationship(
        back_populates="order", order_by="OrderChange.id"
    )
    shipments: Mapped[list["Shipment"]] = relationship(order_by="Shipment.id")

    @property
    def vat_vnd(self) -> int:
        """The tax inside the goods."""
        return sum(line.vat_vnd for line in self.lines)


class OrderLine(Base):
    """Goods as sold: name, price, tax and stars of that moment."""

    __tablename__ = "order_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "variant_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("total_vnd = unit_price_vnd * quantity", name="total_adds_up"),
        CheckConstraint("vat_vnd BETWEEN 0 AND total_vnd", name="vat_inside_total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("product_variants.id"), index=True)
    name_vi: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    pack_vi: Mapped[str] = mapped_column(String(120))
    pack_en: Mapped[str | None] = mapped_column(String(120))
    unit_price_vnd: Mapped[Amount]
    quantity: Mapped[int]
    total_vnd: Mapped[Amount]
    vat_percent: Mapped[int]
    vat_vnd: Mapped[Amount]  # inside the total
    stars: Mapped[int | None]
    certificate_id: Mapped[int | None] = mapped_column(ForeignKey("certificates.id"))

    order: Mapped[Order] = relationship(back_populates="lines")
    variant: Mapped[ProductVariant] = relationship()
    certificate: Mapped[Certificate | None] = relationship()
    allocations: Mapped[list["LineAllocation"]] = relationship(
        back_populates="line", order_by="LineAllocation.id"
    )


class LineAllocation(Base):
    """Which lot a part of a line comes from; packing may swap it, on record."""

    __tablename__ = "line_allocations"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("order_lines.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    reservation_id: Mapped[int] = mapped_column(ForeignKey("reservations.id"), unique=True)
    quantity: Mapped[int]

    line: Mapped[OrderLine] = relationship(back_populates="allocations")
    lot: Mapped[Lot] = relationship()
    reservation: Mapped[Reservation] = relationship()

    @property
    def goods(self) -> ProductVariant:
        """The pack that lies in stock: the line's own, or one that goes into its box."""
        return self.reservation.stock_level.variant


class OrderChange(Base):
    """One step of an order's life; append-only."""

    __tablename__ = "order_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    from_status: Mapped[OrderStatus | None] = enum_column(OrderStatus, "from_status")
    to_status: Mapped[OrderStatus] = enum_column(OrderStatus, "to_status")
    note: Mapped[str | None] = mapped_column(Text)

    order: Mapped[Order] = relationship(back_populates="history")


class Shipment(Base):
    """One parcel of an order."""

    __tablename__ = "shipments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    carrier: Mapped[str] = mapped_column(String(80))
    tracking_no: Mapped[str | None] = mapped_column(String(60))
    shipped_at: Mapped[datetime] = mapped_column(default=clock.now)
