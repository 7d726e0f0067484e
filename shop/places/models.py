"""Where things are: today's units of two levels, the older ones, and sales points."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from shop.database import Base, Sourced, enum_column


class CommuneKind(StrEnum):
    WARD = "ward"
    COMMUNE = "commune"
    SPECIAL_ZONE = "special_zone"


class Province(Base):
    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)  # "Thành phố Hà Nội"

    @property
    def short_name(self) -> str:
        return self.name.removeprefix("Thành phố ").removeprefix("Tỉnh ")


class Commune(Base):
    """A ward, commune or special zone as of 1 July 2025."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))  # "Phường Ba Đình"
    kind: Mapped[CommuneKind] = enum_column(CommuneKind, "kind")
    province_code: Mapped[str] = mapped_column(ForeignKey("provinces.code"), index=True)
    lat: Mapped[float]  # approximate centroid, degrees
    lng: Mapped[float]
    area_km2: Mapped[float | None]  # not stated for Hoàng Sa and Trường Sa

    province: Mapped[Province] = relationship()

    @property
    def short_name(self) -> str:
        return self.name.removeprefix("Phường ").removeprefix("Xã ").removeprefix("Đặc khu ")


class FormerCommune(Base):
    """A commune before July 2025 and one commune of today that took it, or part of it, over."""

    __tablename__ = "former_communes"
    __table_args__ = (UniqueConstraint("code", "commune_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    # Island districts had no communes: their own name and code only.
    code: Mapped[str | None] = mapped_column(String(5), index=True)
    name: Mapped[str | None] = mapped_column(String(80))
    district_code: Mapped[str] = mapped_column(String(3))
    district_name: Mapped[str] = mapped_column(String(80))
    province_code: Mapped[str] = mapped_column(String(2))
    province_name: Mapped[str] = mapped_column(String(80))
    commune_code: Mapped[str] = mapped_column(ForeignKey("communes.code"), index=True)
    is_main_successor: Mapped[bool]

    commune: Mapped[Commune] = relationship()


class PositionPrecision(StrEnum):
    """How well a position is known; everything but EXACT is shown as approximate."""

    EXACT = "exact"
    COMMUNE = "commune"
    COMMUNE_MAIN_SUCCESSOR = "commune_main_successor"
    DISTRICT = "district"


class Located:
    """Columns of rows that have a place: today's unit, the place as stated, and a position."""

    province_code: Mapped[str | None] = mapped_column(ForeignKey("provinces.code"), index=True)
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    stated_commune: Mapped[str | None] = mapped_column(String(120))  # as the source says it
    stated_district: Mapped[str | None] = mapped_column(String(120))
    stated_province: Mapped[str | None] = mapped_column(String(120))
    lat: Mapped[float | None]
    lng: Mapped[float | None]
    position_precision: Mapped[PositionPrecision | None] = enum_column(
        PositionPrecision, "position_precision"
    )

    @declared_attr
    def province(cls) -> Mapped[Province | None]:
        return relationship(Province)

    @declared_attr
    def commune(cls) -> Mapped[Commune | None]:
        return relationship(Commune)

    @property
    def place_name(self) -> str:
        """The commune (or what is known) and province of today, shortest form."""
        near = self.commune.short_name if self.commune else self.stated_commune
        near = near or self.stated_district
        far = self.province.short_name if self.province else self.stated_province
        return ", ".join(dict.fromkeys(part for part in (near, far) if part))

    @property
    def has_approximate_position(self) -> bool:
        return self.position_precision is not PositionPrecision.EXACT


class SalesPointKind(StrEnum):
    SALES_POINT = "sales_point"
    DESIGN_CENTRE = "design_centre"
    SUPERMARKET = "supermarket"
    MARKET = "market"
    CRAFT_VILLAGE_SHOP = "craft_village_shop"


class SalesPoint(Located, Sourced, Base):
    """A shop, centre or market that shows OCOP goods."""

    __tablename__ = "sales_points"
    __table_args__ = (
        CheckConstraint("products_shown >= 0", name="products_shown_counted"),
        CheckConstraint("producers_shown >= 0", name="producers_shown_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(String(80), unique=True)  # key in the reference data
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    operator: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(300))
    kind: Mapped[SalesPointKind] = enum_column(SalesPointKind, "kind")
    opened_on: Mapped[str | None] = mapped_column(String(10))  # YYYY, YYYY-MM or YYYY-MM-DD
    products_shown: Mapped[int | None]  # as published, often "about"
    producers_shown: Mapped[int | None]
    offers_pickup: Mapped[bool] = mapped_column(default=False)


Index("ix_communes_province_name", Commune.province_code, Commune.name)
