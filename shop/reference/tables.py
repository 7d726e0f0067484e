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


TEXT = Column(cells.text)
NAME = Column(cells.text, is_required=True)
KEY = Column(cells.code, is_required=True, is_unique=True)
REFERENCE = Column(cells.code, is_required=True)
DATE = Column(cells.stated_date)
FLAG = Column(cells.yes_no, is_required=True)
COUNT = Column(cells.whole(0, 1_000_000))
STARS = Column(cells.whole(LEAST_CERTIFIED_STARS, MOST_STARS))
SOURCE = NAME
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
            {"code": Column(cells.digits(2), is_required=True, is_unique=True), "name": NAME},
        )
        self.communes = Table(
            "admin/communes.csv",
            CommuneRow,
            {
                "code": Column(cells.digits(5), is_required=True, is_unique=True),
                "name": NAME,
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
                "old_province": NAME,
                "old_province_code": Column(cells.digits(2), is_required=True),
                "old_district": NAME,
                "old_district_code": Column(cells.digits(3), is_required=True),
                "old_commune": TEXT,
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
                "name": NAME,
                "kind": Column(cells.one_of(ProducerKind)),
                "village": TEXT,
                "commune": TEXT,
                "district": TEXT,
                "province": TEXT,
                "craft_village": TEXT,
                "phone": Column(_no_phone),
                **POSITION,
                "source": SOURCE,
            },
        )
        self.craft_villages = Table(
            "ocop/craft_villages.csv",
            CraftVillageRow,
            {
                "name": Column(cells.text, is_required=True, is_unique=True),
                "craft": NAME,
                "commune": TEXT,
                "district": TEXT,
                "recognised": TEXT,
                **POSITION,
                "source": SOURCE,
            },
        )
        self.products = Table(
            "ocop/products.csv",
            ProductRow,
            {
                "code": KEY,
                "name": NAME,
                "producer_code": Column(cells.code),
                "group": Column(cells.one_of(ProductGroup), is_required=True),
                "criteria_set": Column(cells.whole(1, 26), is_required=True),
                "subgroup": TEXT,
                "stars": STARS,
                "potential_five_star": FLAG,
                "recognised_year": DATE,
                "decision_no": TEXT,
                "collective_mark": TEXT,
                "unit_hint": TEXT,
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
                "decision_no": TEXT,
                "issuer": TEXT,
                "issuer_level": Column(cells.one_of(IssuerLevel)),
                "source": SOURCE,
            },
        )
        self.prices = Table(
            "ocop/prices.csv",
            PriceRow,
            {
                "product_code": REFERENCE,
                "pack": NAME,
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
                "value": NAME,
                "source": SOURCE,
            },
        )
        self.sales_points = Table(
            "ocop/sales_points.csv",
            SalesPointRow,
            {
                "code": KEY,
                "name": NAME,
                "operator": TEXT,
                "address": TEXT,
                "commune": TEXT,
                "district": TEXT,
                "province": TEXT,
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
                "name": NAME,
                "start_on": DATE,
                "end_on": DATE,
                "venue": TEXT,
                "address": TEXT,
                "district": TEXT,
                "province": TEXT,
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
                "scope": NAME,
                "measure": NAME,
                "value": Column(cells.whole(0, 1_000_000_000), is_required=True),
                "source": SOURCE,
            },
        )

    def all(self) -> list[Table[Any]]:
        return list(vars(self).values())
