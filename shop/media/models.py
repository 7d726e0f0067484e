"""Uploaded files: what is in them, who brought them, and when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from shop.database import Base, enum_column
from shop.lib import clock


class MediaType(StrEnum):
    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"


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
