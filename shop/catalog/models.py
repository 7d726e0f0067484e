"""What is sold: products, their packs, and the facts a label states."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shop.database import Base, Origin, Sourced, enum_column
from shop.lib import clock
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


class Product(Sourced, Base):
    """What is certified and sold."""

    __tablename__ = "products"

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
    unit_hint: Mapped[str | None] = mapped_column(String(60))
    is_potential_five_star: Mapped[bool] = mapped_column(default=False)
    listing_status: Mapped[ListingStatus] = enum_column(
        ListingStatus, "listing_status", default=ListingStatus.DRAFT, index=True
    )
    story_vi: Mapped[str | None] = mapped_column(Text)
    story_en: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    producer: Mapped[Producer | None] = relationship()
    criteria_set: Mapped[CriteriaSet] = relationship()
    variants: Mapped[list["ProductVariant"]] = relationship(
        back_populates="product", order_by="ProductVariant.position, ProductVariant.id"
    )
    facts: Mapped[list["ProductFact"]] = relationship(order_by="ProductFact.id")

    @property
    def is_sold_in_packs(self) -> bool:
        """Tourism has pages and contacts, but no cart, lot or label."""
        return self.product_group is not ProductGroup.TOURISM


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


class FactKind(StrEnum):
    INGREDIENTS = "ingredients"
    NET_WEIGHT = "net_weight"
    SHELF_LIFE = "shelf_life"
    STORAGE = "storage"
    GTIN = "gtin"
    MATERIAL = "material"
    ALCOHOL_PERCENT = "alcohol_percent"


class ProductFact(Sourced, Base):
    """One thing the label or the shop page states about a product."""

    __tablename__ = "product_facts"
    __table_args__ = (UniqueConstraint("product_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    kind: Mapped[FactKind] = enum_column(FactKind, "kind")
    value: Mapped[str] = mapped_column(Text)
