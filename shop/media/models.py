"""Kept files, the pictures among them, and what is made of these for pages."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from shop.database import Base, enum_column
from shop.lib import clock

PATIENCE = timedelta(hours=1)


class MediaType(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    AVIF = "image/avif"
    PDF = "application/pdf"

    @property
    def is_picture(self) -> bool:
        return self is not MediaType.PDF


class File(Base):
    """A file by its content: brought twice, it is one."""

    __tablename__ = "files"
    __table_args__ = (CheckConstraint("size_bytes > 0", name="not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    checksum: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, also its name on disk
    media_type: Mapped[MediaType] = enum_column(MediaType, "media_type")
    size_bytes: Mapped[int]
    original_name: Mapped[str] = mapped_column(String(200))  # as its first owner called it
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)

    @property
    def kind(self) -> str:
        """The kind as people call it: PDF, JPEG."""
        return self.media_type.name


class Rendition(Base):
    """A picture in one width and one kind, made from its master once and for every gallery."""

    __tablename__ = "renditions"
    __table_args__ = (UniqueConstraint("master_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    master_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    width: Mapped[int]  # pixels
    height: Mapped[int]


class Picture(Base):
    """A photograph in the gallery of a product or a producer."""

    __tablename__ = "pictures"
    __table_args__ = (
        CheckConstraint("(product_id IS NULL) <> (producer_id IS NULL)", name="one_owner"),
        CheckConstraint("width > 0 AND height > 0", name="has_size"),
        UniqueConstraint("product_id", "master_id"),
        UniqueConstraint("producer_id", "master_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id"))
    master_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    width: Mapped[int]  # of the master, in pixels
    height: Mapped[int]
    # What it shows, for those who do not see it; without these words only its owner gets it.
    alt_vi: Mapped[str | None] = mapped_column(String(250))
    alt_en: Mapped[str | None] = mapped_column(String(250))
    is_demo: Mapped[bool] = mapped_column(default=False)  # drawn to show the shop
    position: Mapped[int]  # from 0; the first that is shown is the cover
    ready_at: Mapped[datetime | None]  # renditions made
    added_at: Mapped[datetime] = mapped_column(default=clock.now)

    master: Mapped[File] = relationship()

    @property
    def is_stuck(self) -> bool:
        """Its renditions are so late that nobody need wait for them."""
        return self.ready_at is None and self.added_at < clock.now() - PATIENCE


class Pictured(Base):
    """Rows with a gallery of their own."""

    __abstract__ = True

    id: Mapped[int]

    @declared_attr
    def pictures(self) -> Mapped[list[Picture]]:
        return relationship(
            Picture, order_by=(Picture.position, Picture.id), cascade="all, delete-orphan"
        )
