"""What is sold: products, their packs, and the facts a label states."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base, Origin, Sourced, enum_column
from shop.lib import clock
from shop.media.models import Pictured
from shop.producers.models import Producer


class ProductGroup(StrEnum):
    FOOD = "food"
    BEVERAGE = "beverage"
    MEDICINAL = "medicinal"
    HANDICRAFT = "handicraft"
    ORNAMENTAL = "ornamental"
    TOURISM = "tourism"


class ListingStatus(StrEnum):
    DRAFT = "draft"
    PENDING_REVIEW = "pending_review"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    REJECTED = "rejected"
    TAKEN_DOWN = "taken_down"


class NetUnit(StrEnum):
    """What a net quantity is counted in, for unit prices."""

    GRAM = "g"
    MILLILITRE = "ml"
    PIECE = "piece"


class CriteriaSet(Base):
    """One of the official kinds of product, by which dossiers are scored and kinds are named."""

    __tablename__ = "criteria_sets"

    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    product_group: Mapped[ProductGroup] = enum_column(ProductGroup, "product_group")
    label_vi: Mapped[str] = mapped_column(String(80))
    label_en: Mapped[str] = mapped_column(String(80))
    legal_document: Mapped[str] = mapped_column(String(60))
    effective_from: Mapped[date]


class Product(Sourced, Pictured):
    """What is certified and sold."""

    __tablename__ = "products"
    __table_args__ = (CheckConstraint("harvest_months BETWEEN 0 AND 4095", name="twelve_months"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(120), unique=True)  # key in the reference data
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name_vi: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str | None] = mapped_column(String(200))
    # The sources do not name the producer of some products; those are shown, never sold.
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("producers.id"), index=True)
    product_group: Mapped[ProductGroup] = enum_column(ProductGroup, "product_group")
    criteria_set_no: Mapped[int] = mapped_column(ForeignKey("criteria_sets.no"), index=True)
    subgroup: Mapped[str | None] = mapped_column(String(60))
    collective_mark: Mapped[str | None] = mapped_column(String(200))
    collective_mark_owner: Mapped[str | None] = mapped_column(String(200))
    unit_hint: Mapped[str | None] = mapped_column(String(60))
    is_potential_five_star: Mapped[bool] = mapped_column(default=False)
    listing_status: Mapped[ListingStatus] = enum_column(
        ListingStatus, "listing_status", default=ListingStatus.DRAFT, index=True
    )
    story_vi: Mapped[str | None] = mapped_column(Text)
    story_en: Mapped[str | None] = mapped_column(Text)
    harvest_months: Mapped[int] = mapped_column(default=0)  # a bit for each month, January lowest
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]  # what a buyer sees of it, packs included

    producer: Mapped[Producer | None] = relationship()
    criteria_set: Mapped[CriteriaSet] = relationship()
    variants: Mapped[list["ProductVariant"]] = relationship(
        back_populates="product", order_by="ProductVariant.position, ProductVariant.id"
    )
    facts: Mapped[list["ProductFact"]] = relationship(
        order_by="ProductFact.id", cascade="all, delete-orphan"
    )
    changes: Mapped[list["ListingChange"]] = relationship(
        back_populates="product", order_by="ListingChange.id"
    )

    @property
    def is_sold_in_packs(self) -> bool:
        """Tourism has pages and contacts, but no cart, lot or label."""
        return self.product_group is not ProductGroup.TOURISM

    @property
    def season(self) -> tuple[int, ...]:
        """The months, 1 to 12, in which it is harvested, or best visited."""
        return tuple(month for month in range(1, 13) if self.harvest_months >> (month - 1) & 1)


class ProductSlug(Base):
    """An address that a product had under an earlier name, and still answers."""

    __tablename__ = "product_slugs"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    left_at: Mapped[datetime] = mapped_column(default=clock.now)


class ListingChange(Base):
    """One step of a listing between its maker and the office; append-only."""

    __tablename__ = "listing_changes"
    __table_args__ = (Index("ix_listing_changes_product", "product_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    from_status: Mapped[ListingStatus] = enum_column(ListingStatus, "from_status")
    to_status: Mapped[ListingStatus] = enum_column(ListingStatus, "to_status")
    reason: Mapped[str | None] = mapped_column(Text)
    # When an authority's demand reached the office; None where none demanded it.
    demanded_at: Mapped[datetime | None]

    product: Mapped[Product] = relationship(back_populates="changes")


class ProductVariant(Base):
    """A pack, size or set of a product with its own price."""

    __tablename__ = "product_variants"
    __table_args__ = (
        CheckConstraint("price_vnd > 0", name="price_positive"),
        CheckConstraint("net_quantity > 0", name="net_quantity_positive"),
        CheckConstraint("weight_g > 0", name="weight_positive"),
        CheckConstraint("length(gtin) = 14", name="gtin_of_14_digits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    sku: Mapped[str] = mapped_column(String(120), unique=True)
    name_vi: Mapped[str] = mapped_column(String(120))  # the pack: "Hộp 100 g"
    name_en: Mapped[str | None] = mapped_column(String(120))
    price_vnd: Mapped[int]  # VAT included
    price_seen_on: Mapped[str | None] = mapped_column(String(10))  # by the source of a fact
    net_quantity: Mapped[int | None]  # in net_unit
    net_unit: Mapped[NetUnit | None] = enum_column(NetUnit, "net_unit")
    weight_g: Mapped[int]  # as carried, with its packing
    gtin: Mapped[str | None] = mapped_column(String(14), unique=True)  # 14 digits
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)
    origin: Mapped[Origin] = enum_column(Origin, "origin", default=Origin.ENTERED, index=True)
    source: Mapped[str | None]

    product: Mapped[Product] = relationship(back_populates="variants")

    @property
    def is_demo(self) -> bool:
        """Its price is made up."""
        return self.origin is Origin.DEMO


class BoxPart(Base):
    """So many units of another pack in each unit of a box, which holds no stock of its own."""

    __tablename__ = "box_parts"
    __table_args__ = (
        UniqueConstraint("box_id", "part_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("box_id <> part_id", name="not_in_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    box_id: Mapped[int] = mapped_column(ForeignKey("product_variants.id"))
    part_id: Mapped[int] = mapped_column(ForeignKey("product_variants.id"), index=True)
    quantity: Mapped[int]

    part: Mapped[ProductVariant] = relationship(foreign_keys=[part_id])


class FactKind(StrEnum):
    """What a label may state, in the order in which pages tell it."""

    SUPPLEMENT = "supplement"  # the fixed phrase that says what it is
    NOT_MEDICINE = "not_medicine"  # the fixed phrase that says what it is not
    INGREDIENTS = "ingredients"
    ALCOHOL_PERCENT = "alcohol_percent"
    COMPOSITION = "composition"  # of cloth
    MATERIAL = "material"
    SPECIFICATION = "specification"
    NET_WEIGHT = "net_weight"
    SHELF_LIFE = "shelf_life"
    USAGE = "usage"
    STORAGE = "storage"
    CARE = "care"
    WARNINGS = "warnings"
    MADE_YEAR = "made_year"
    GTIN = "gtin"
    ORIGIN = "origin"


class ProductFact(Sourced, Base):
    """One thing the label or the shop page states about a product."""

    __tablename__ = "product_facts"
    __table_args__ = (UniqueConstraint("product_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    kind: Mapped[FactKind] = enum_column(FactKind, "kind")
    value: Mapped[str] = mapped_column(Text)


class ContactRequest(Base):
    """Somebody who would like to come, for the maker of a place to answer."""

    __tablename__ = "contact_requests"
    __table_args__ = (Index("ix_contact_requests_product", "product_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    name: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str] = mapped_column(String(20))  # E.164
    message: Mapped[str] = mapped_column(String(1000))
    wished_on: Mapped[date | None]
    locale: Mapped[str] = mapped_column(String(5))
    is_demo: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    product: Mapped[Product] = relationship()
