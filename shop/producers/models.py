"""Who makes it, and the craft villages they belong to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base, Sourced, enum_column
from shop.media.models import Pictured
from shop.places.models import Located


class ProducerKind(StrEnum):
    COOPERATIVE = "cooperative"
    COOPERATIVE_GROUP = "cooperative_group"
    COMPANY = "company"
    SME = "sme"
    FARM = "farm"
    HOUSEHOLD = "household"
    ASSOCIATION = "association"


class ProducerStatus(StrEnum):
    LISTED = "listed"  # known from a published source, has opened no account here (project)
    APPLIED = "applied"
    IDENTITY_PENDING = "identity_pending"
    VERIFIED = "verified"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    REJECTED = "rejected"


class CraftVillage(Located, Sourced, Base):
    __tablename__ = "craft_villages"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    craft: Mapped[str] = mapped_column(String(200))
    recognised: Mapped[str | None] = mapped_column(String(300))  # the title, as the source has it
    story_vi: Mapped[str | None] = mapped_column(Text)
    story_en: Mapped[str | None] = mapped_column(Text)


class Producer(Located, Sourced, Pictured):
    """The certified entity: household, cooperative, company (chủ thể)."""

    __tablename__ = "producers"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(80), unique=True)  # key in the reference data
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[ProducerKind | None] = enum_column(ProducerKind, "kind")
    status: Mapped[ProducerStatus] = enum_column(
        ProducerStatus, "status", default=ProducerStatus.APPLIED, index=True
    )
    village_name: Mapped[str | None] = mapped_column(String(120))  # hamlet, as stated
    craft_village_name: Mapped[str | None] = mapped_column(String(120))  # as stated
    craft_village_id: Mapped[int | None] = mapped_column(
        ForeignKey("craft_villages.id"), index=True
    )
    story_vi: Mapped[str | None] = mapped_column(Text)
    story_en: Mapped[str | None] = mapped_column(Text)
    has_demo_account: Mapped[bool] = mapped_column(default=False)  # opened by demo data only
    opened_at: Mapped[datetime | None]

    craft_village: Mapped[CraftVillage | None] = relationship()
