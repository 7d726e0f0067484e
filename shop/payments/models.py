"""How an order is paid."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Amount, Base, enum_column
from shop.lib import clock
from shop.orders.models import Order


class PaymentMethod(StrEnum):
    COD = "cod"
    VIETQR = "vietqr"
    CARD = "card"


class PaymentStatus(StrEnum):
    NONE = "none"
    PENDING = "pending"
    FAILED = "failed"
    EXPIRED = "expired"
    PAID = "paid"
    UNDERPAID = "underpaid"
    OVERPAID = "overpaid"
    LATE = "late"
    TO_COLLECT = "to_collect"
    COLLECTED = "collected"
    REMITTED = "remitted"
    SETTLED = "settled"
    REFUSED = "refused"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"


class Payment(Base):
    __tablename__ = "payments"
    __table_args__ = (CheckConstraint("amount_vnd > 0", name="amount_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    method: Mapped[PaymentMethod] = enum_column(PaymentMethod, "method")
    status: Mapped[PaymentStatus] = enum_column(PaymentStatus, "status")
    amount_vnd: Mapped[Amount]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order] = relationship()
