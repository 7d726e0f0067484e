"""Fairs of several days, their halls and booths."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base, Sourced, enum_column
from shop.places.models import Located
from shop.producers.models import Producer


class DatePrecision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class BoothStatus(StrEnum):
    PLANNED = "planned"
    OPEN_FOR_APPLICATION = "open_for_application"
    HELD = "held"
    ASSIGNED = "assigned"
    CHECKED_IN = "checked_in"
    CLOSED = "closed"


class TradeWeek(Located, Sourced, Base):
    __tablename__ = "trade_weeks"
    __table_args__ = (CheckConstraint("end_on >= start_on", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(80), unique=True)  # key in the reference data
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name_vi: Mapped[str] = mapped_column(String(250))
    name_en: Mapped[str | None] = mapped_column(String(250))
    # First possible day, last possible day, where only month or year is stated.
    start_on: Mapped[date] = mapped_column(index=True)
    end_on: Mapped[date | None]  # last day; None: not stated
    date_precision: Mapped[DatePrecision] = enum_column(
        DatePrecision, "date_precision", default=DatePrecision.DAY
    )
    hours: Mapped[str | None] = mapped_column(String(60))  # "08:30–21:00"
    venue: Mapped[str | None] = mapped_column(String(250))
    address: Mapped[str | None] = mapped_column(String(300))
    booths_stated: Mapped[int | None]
    producers_stated: Mapped[int | None]
    about_vi: Mapped[str | None] = mapped_column(Text)
    about_en: Mapped[str | None] = mapped_column(Text)

    halls: Mapped[list["Hall"]] = relationship(
        back_populates="trade_week", order_by="Hall.position, Hall.id"
    )

    def runs_on(self, day: date) -> bool:
        if self.date_precision is not DatePrecision.DAY:
            return False  # the source does not say which days
        return self.start_on <= day <= (self.end_on or self.start_on)


class Hall(Base):
    """One floor of booths on a metre grid."""

    __tablename__ = "halls"

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_week_id: Mapped[int] = mapped_column(ForeignKey("trade_weeks.id"), index=True)
    name_vi: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str | None] = mapped_column(String(120))
    width_m: Mapped[float]
    depth_m: Mapped[float]
    position: Mapped[int] = mapped_column(default=0)

    trade_week: Mapped[TradeWeek] = relationship(back_populates="halls")
    zones: Mapped[list["Zone"]] = relationship(
        back_populates="hall", order_by="Zone.position, Zone.id"
    )


class Zone(Base):
    """A part of a hall for one kind of exhibitor."""

    __tablename__ = "zones"
    __table_args__ = (UniqueConstraint("hall_id", "letter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hall_id: Mapped[int] = mapped_column(ForeignKey("halls.id"), index=True)
    letter: Mapped[str] = mapped_column(String(3))
    name_vi: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str | None] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)

    hall: Mapped[Hall] = relationship(back_populates="zones")
    booths: Mapped[list["Booth"]] = relationship(back_populates="zone", order_by="Booth.id")


class Booth(Base):
    """A numbered rectangle of a hall, for at most one producer."""

    __tablename__ = "booths"
    __table_args__ = (
        UniqueConstraint("trade_week_id", "number"),
        CheckConstraint("width_m > 0 AND depth_m > 0", name="has_area"),
        CheckConstraint(
            "(producer_id IS NOT NULL) OR status NOT IN ('assigned', 'checked_in')",
            name="assigned_to_somebody",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_week_id: Mapped[int] = mapped_column(ForeignKey("trade_weeks.id"))
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"), index=True)
    number: Mapped[str] = mapped_column(String(10))  # "A-07"
    x_m: Mapped[float]  # left and top corner in the hall
    y_m: Mapped[float]
    width_m: Mapped[float]
    depth_m: Mapped[float]
    status: Mapped[BoothStatus] = enum_column(BoothStatus, "status", default=BoothStatus.PLANNED)
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id"), index=True)
    held_until: Mapped[datetime | None]
    tasting_vi: Mapped[str | None] = mapped_column(String(200))  # what to try there
    tasting_en: Mapped[str | None] = mapped_column(String(200))

    zone: Mapped[Zone] = relationship(back_populates="booths")
    producer: Mapped[Producer | None] = relationship()
