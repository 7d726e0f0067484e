"""The rows of the reference data, as read."""

from dataclasses import dataclass

from shop.catalog.models import FactKind, ProductGroup
from shop.certification.models import IssuerLevel
from shop.places.models import CommuneKind, PositionPrecision, SalesPointKind
from shop.producers.models import ProducerKind


@dataclass(frozen=True)
class ProvinceRow:
    line: int
    code: str
    name: str


@dataclass(frozen=True)
class CommuneRow:
    line: int
    code: str
    name: str
    kind: CommuneKind
    province_code: str
    lat: float
    lng: float
    area_km2: float | None


@dataclass(frozen=True)
class FormerCommuneRow:
    line: int
    old_province: str
    old_province_code: str
    old_district: str
    old_district_code: str
    old_commune: str | None  # None: an island district without communes
    old_commune_code: str | None
    new_commune_code: str
    is_main_successor: bool


@dataclass(frozen=True)
class PlacedRow:
    """What every row with a place has; its commune is today's, its names are the source's."""

    line: int
    district: str | None
    commune_code: str | None
    lat: float | None
    lng: float | None
    precision: PositionPrecision | None
    source: str


@dataclass(frozen=True)
class ProducerRow(PlacedRow):
    code: str
    name: str
    kind: ProducerKind | None
    village: str | None
    commune: str | None
    province: str | None
    craft_village: str | None
    phone: None


@dataclass(frozen=True)
class CraftVillageRow(PlacedRow):
    name: str
    craft: str
    commune: str | None
    recognised: str | None
    province: str = "Hà Nội"  # the file is Hà Nội's alone


@dataclass(frozen=True)
class SalesPointRow(PlacedRow):
    code: str
    name: str
    operator: str | None
    address: str | None
    commune: str | None
    province: str | None
    kind: SalesPointKind
    opened_on: str | None
    products_shown: int | None
    producers_shown: int | None


@dataclass(frozen=True)
class TradeWeekRow(PlacedRow):
    code: str
    name: str
    start_on: str | None
    end_on: str | None
    venue: str | None
    address: str | None
    province: str | None
    booths: int | None
    producers: int | None
    commune: str | None = None


@dataclass(frozen=True)
class ProductRow:
    line: int
    code: str
    name: str
    producer_code: str | None
    group: ProductGroup
    criteria_set: int
    subgroup: str | None
    stars: int | None
    potential_five_star: bool
    recognised_year: str | None
    decision_no: str | None
    collective_mark: str | None
    unit_hint: str | None
    source: str


@dataclass(frozen=True)
class RecognitionRow:
    line: int
    product_code: str
    stars: int | None
    potential_five_star: bool
    recognised_on: str | None
    decision_no: str | None
    issuer: str | None
    issuer_level: IssuerLevel | None
    source: str


@dataclass(frozen=True)
class PriceRow:
    line: int
    product_code: str
    pack: str
    price_vnd: int
    seen_on: str | None
    source: str


@dataclass(frozen=True)
class ProductFactRow:
    line: int
    product_code: str
    fact: FactKind
    value: str
    source: str


@dataclass(frozen=True)
class ProgrammeTotalRow:
    line: int
    as_of: str
    scope: str
    measure: str
    value: int
    source: str
