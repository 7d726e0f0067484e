"""The number, and what each step of it was about."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from shop.database import Base


class ShelfVersion(Base):
    """One row: how many transactions changed what pages show. Its lock orders their commits."""

    __tablename__ = "shelf_version"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class ShelfChange(Base):
    """A product that a version changed; old ones are forgotten."""

    __tablename__ = "shelf_changes"
    __table_args__ = (Index("ix_shelf_changes_version", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]
    # None: it may be any. No foreign key: products go, and their change stays to be told.
    product_id: Mapped[int | None]
