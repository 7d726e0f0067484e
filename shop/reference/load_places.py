"""Load the units of today and of before July 2025, and the sales points."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.database import Origin
from shop.places.models import (
    Commune,
    FormerCommune,
    PositionPrecision,
    Province,
    SalesPoint,
)
from shop.reference.dataset import Dataset
from shop.reference.places import PlaceBook
from shop.reference.sync import Tally, Values, free_slug, sync


def load_provinces(session: Session, data: Dataset) -> Tally:
    rows = ({"code": row.code, "name": row.name} for row in data.tables.provinces.rows)
    return sync(session, Province, ("code",), rows).tally


def load_communes(session: Session, data: Dataset) -> Tally:
    columns = ("code", "name", "kind", "province_code", "lat", "lng", "area_km2")
    rows = ({name: getattr(row, name) for name in columns} for row in data.tables.communes.rows)
    return sync(session, Commune, ("code",), rows).tally


def load_former_communes(session: Session, data: Dataset) -> Tally:
    rows = (
        {
            "code": row.old_commune_code,
            "name": row.old_commune,
            "district_code": row.old_district_code,
            "district_name": row.old_district,
            "province_code": row.old_province_code,
            "province_name": row.old_province,
            "commune_code": row.new_commune_code,
            "is_main_successor": row.is_main_successor,
        }
        for row in data.tables.former_communes.rows
    )
    return sync(session, FormerCommune, ("district_code", "code", "commune_code"), rows).tally


def load_sales_points(session: Session, data: Dataset) -> Tally:
    taken = set(session.scalars(select(SalesPoint.slug)))
    known = set(session.scalars(select(SalesPoint.code)))
    rows, initial = [], {}
    for row in data.tables.sales_points.rows:
        rows.append(
            located(row, data.places)
            | {
                "code": row.code,
                "name": row.name,
                "operator": row.operator,
                "address": row.address,
                "kind": row.kind,
                "opened_on": row.opened_on,
                "products_shown": row.products_shown,
                "producers_shown": row.producers_shown,
            }
        )
        if row.code not in known:
            initial[row.code,] = {"slug": free_slug(row.code.removeprefix("sp-"), taken)}
    return sync(session, SalesPoint, ("code",), rows, initial=initial).tally


def located(row: Any, book: PlaceBook) -> Values:
    """Return the columns of place and source of a row: today's unit, and the source's words."""
    code = book.commune_code(row)
    lat, lng, precision = row.lat, row.lng, row.precision
    if code and precision is None:
        commune = book.communes[code]
        lat, lng, precision = commune.lat, commune.lng, PositionPrecision.COMMUNE
    return {
        "province_code": book.communes[code].province_code
        if code
        else book.province_code(row.province),
        "commune_code": code,
        "stated_commune": row.commune,
        "stated_district": row.district,
        "stated_province": row.province,
        "lat": lat,
        "lng": lng,
        "position_precision": precision,
        "origin": Origin.REFERENCE,
        "source": row.source,
    }
