"""The files of the reference data and what each of their columns may hold."""

from typing import Any

from shop.catalog.models import FactKind, ProductGroup
from shop.certification.models import IssuerLevel
from shop.certification.rules import LEAST_CERTIFIED_STARS, MOST_STARS
from shop.places.models import CommuneKind, PositionPrecision, SalesPointKind
from shop.producers.models import ProducerKind
from shop.reference import cells
from shop.reference.read import Column, Table
from shop.reference.rows import (
    CommuneRow,
    CraftVillageRow,
    FormerCommuneRow,
    PriceRow,
    ProducerRow,
    ProductFactRow,
    ProductRow,
    ProgrammeTotalRow,
    ProvinceRow,
    RecognitionRow,
    SalesPointRow,
    TradeWeekRow,
)


def _no_phone(cell: str) -> None:
    raise ValueError("telephone numbers are not published here; leave the column blank")


def _text(most: int) -> Column:
    return Column(cells.text(most))


def _name(most: int) -> Column:
    return Column(cells.text(most), is_required=True)


KEY = Column(cells.code, is_required=True, is_unique=True)
REFERENCE = Column(cells.code, is_required=True)
DATE = Column(cells.stated_date)
FLAG = Column(cells.yes_no, is_required=True)
COUNT = Column(cells.whole(0, 1_000_000))
STARS = Column(cells.whole(LEAST_CERTIFIED_STARS, MOST_STARS))
SOURCE = _name(1_000)
LAT = Column(cells.number(6, 24))
LNG = Column(cells.number(102, 118))
POSITION = {
    "commune_code": Column(cells.digits(5)),
    "lat": LAT,
    "lng": LNG,
    "precision": Column(cells.one_of(PositionPrecision)),
}


class Tables:
    """One empty table for each file, filled by reading."""

    def __init__(self) -> None:
        self.provinces = Table(
            "admin/provinces.csv",
            ProvinceRow,
            {"code": Column(cells.digits(2), is_required=True, is_unique=True), "name": _name(80)},
        )
        self.communes = Table(
            "admin/communes.csv",
            CommuneRow,
            {
                "code": Column(cells.digits(5), is_required=True, is_unique=True),
                "name": _name(80),
                "kind": Column(cells.one_of(CommuneKind), is_required=True),
                "province_code": Column(cells.digits(2), is_required=True),
                "lat": Column(LAT.parse, is_required=True),
                "lng": Column(LNG.parse, is_required=True),
                "area_km2": Column(cells.number(0, 100_000)),
            },
        )
        self.former_communes = Table(
            "admin/communes_before_2025.csv",
            FormerCommuneRow,
            {
                "old_province": _name(80),
                "old_province_code": Column(cells.digits(2), is_required=True),
                "old_district": _name(80),
                "old_district_code": Column(cells.digits(3), is_required=True),
                "old_commune": _text(80),
                "old_commune_code": Column(cells.digits(5)),
                "new_commune_code": Column(cells.digits(5), is_required=True),
                "is_main_successor": FLAG,
            },
        )
        self.producers = Table(
            "ocop/producers.csv",
            ProducerRow,
            {
                "code": KEY,
                "name": _name(200),
                "kind": Column(cells.one_of(ProducerKind)),
                "village": _text(120),
                "commune": _text(120),
                "district": _text(120),
                "province": _text(120),
                "craft_village": _text(120),
                "phone": Column(_no_phone),
                **POSITION,
                "source": SOURCE,
            },
        )
        self.craft_villages = Table(
            "ocop/craft_villages.csv",
            CraftVillageRow,
            {
                "name": _name(120),
                "craft": _name(200),
                "commune": _text(120),
                "district": _text(120),
                "recognised": _text(300),
                **POSITION,
                "source": SOURCE,
            },
        )
        self.products = Table(
            "ocop/products.csv",
            ProductRow,
            {
                "code": KEY,
                "name": _name(200),
                "producer_code": Column(cells.code),
                "group": Column(cells.one_of(ProductGroup), is_required=True),
                "criteria_set": Column(cells.whole(1, 26), is_required=True),
                "subgroup": _text(60),
                "stars": STARS,
                "potential_five_star": FLAG,
                "recognised_year": DATE,
                "decision_no": _text(60),
                "collective_mark": _text(200),
                "unit_hint": _text(60),
                "source": SOURCE,
            },
        )
        self.recognitions = Table(
            "ocop/recognitions.csv",
            RecognitionRow,
            {
                "product_code": REFERENCE,
                "stars": STARS,
                "potential_five_star": FLAG,
                "recognised_on": DATE,
                "decision_no": _text(60),
                "issuer": _text(200),
                "issuer_level": Column(cells.one_of(IssuerLevel)),
                "source": SOURCE,
            },
        )
        self.prices = Table(
            "ocop/prices.csv",
            PriceRow,
            {
                "product_code": REFERENCE,
                "pack": Column(cells.pack, is_required=True),
                "price_vnd": Column(
                    cells.whole(cells.LEAST_PRICE_VND, cells.MOST_PRICE_VND), is_required=True
                ),
                "seen_on": DATE,
                "source": SOURCE,
            },
        )
        self.product_facts = Table(
            "ocop/product_facts.csv",
            ProductFactRow,
            {
                "product_code": REFERENCE,
                "fact": Column(cells.one_of(FactKind), is_required=True),
                "value": _name(2000),
                "source": SOURCE,
            },
        )
        self.sales_points = Table(
            "ocop/sales_points.csv",
            SalesPointRow,
            {
                "code": KEY,
                "name": _name(200),
                "operator": _text(200),
                "address": _text(300),
                "commune": _text(120),
                "district": _text(120),
                "province": _text(120),
                "kind": Column(cells.one_of(SalesPointKind), is_required=True),
                "opened_on": DATE,
                "products_shown": COUNT,
                "producers_shown": COUNT,
                **POSITION,
                "source": SOURCE,
            },
        )
        self.trade_weeks = Table(
            "ocop/trade_weeks.csv",
            TradeWeekRow,
            {
                "code": KEY,
                "name": _name(250),
                "start_on": DATE,
                "end_on": DATE,
                "venue": _text(250),
                "address": _text(300),
                "district": _text(120),
                "province": _text(120),
                "booths": COUNT,
                "producers": COUNT,
                **POSITION,
                "source": SOURCE,
            },
        )
        self.programme_totals = Table(
            "ocop/programme_totals.csv",
            ProgrammeTotalRow,
            {
                "as_of": Column(cells.stated_date, is_required=True),
                "scope": _name(120),
                "measure": _name(80),
                "value": Column(cells.whole(0, 1_000_000_000), is_required=True),
                "source": SOURCE,
            },
        )

    def all(self) -> list[Table[Any]]:
        return list(vars(self).values())
