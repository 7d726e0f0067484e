"""People and what they may do, where, and from when to when."""

from datetime import date, datetime
from enum import StrEnum

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base, enum_column
from shop.lib import clock


class Role(StrEnum):
    CONSUMER = "consumer"
    PRODUCER = "producer"
    POINT_STAFF = "point_staff"
    BOOTH_STAFF = "booth_staff"
    OFFICER = "officer"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """What kind of thing a grant reaches; `scope_key` says which one."""

    OWN = "own"
    PRODUCER = "producer"
    SALES_POINT = "sales_point"
    TRADE_WEEK = "trade_week"
    COMMUNE = "commune"
    PROVINCE = "province"
    ALL = "all"


class User(UserMixin, Base):
    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="reachable"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(20), unique=True)  # E.164
    password_hash: Mapped[str | None] = mapped_column(String(200))
    # Part of the session; changing it signs the person out everywhere.
    session_key: Mapped[str] = mapped_column(String(32), unique=True)
    deactivated_at: Mapped[datetime | None]
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="user", foreign_keys="RoleGrant.user_id", lazy="selectin"
    )

    @property
    def is_active(self) -> bool:
        return self.deactivated_at is None

    def get_id(self) -> str:
        return self.session_key

    def grants_on(self, day: date) -> list["RoleGrant"]:
        return [grant for grant in self.grants if grant.holds_on(day)]


class RoleGrant(Base):
    """A role given to a person for a scope and a time; ended, never deleted."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("(scope IN ('own', 'all')) = (scope_key IS NULL)", name="scope_has_key"),
        UniqueConstraint("user_id", "role", "scope", "scope_key", "starts_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[Role] = enum_column(Role, "role")
    scope: Mapped[Scope] = enum_column(Scope, "scope")
    # Row id of a producer, sales point or trade week; code of a commune or province.
    scope_key: Mapped[str | None] = mapped_column(String(20))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]  # last day
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    granted_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship(back_populates="grants", foreign_keys=[user_id])

    def holds_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def covers(self, first: date, last: date | None) -> bool:
        """Say whether it holds from one day through another, or for good."""
        if last is None:
            return self.starts_on <= first and self.ends_on is None
        return self.holds_on(first) and self.holds_on(last)
