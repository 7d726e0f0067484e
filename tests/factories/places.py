"""Places of tests."""

from shop.database import Origin, db
from shop.places.models import (
    Commune,
    CommuneKind,
    FormerCommune,
    PositionPrecision,
    Province,
    SalesPoint,
    SalesPointKind,
)
from tests.factories import numbers, save


def make_province(code="01", name="Thành phố Hà Nội"):
    return db.session.get(Province, code) or save(Province(code=code, name=name))


def make_commune(code="00004", name="Phường Ba Đình", **overrides):
    if found := db.session.get(Commune, code):
        return found
    defaults = {
        "kind": CommuneKind.WARD,
        "province_code": make_province().code,
        "lat": 21.03,
        "lng": 105.83,
    }
    return save(Commune(code=code, name=name, **defaults | overrides))


def make_former_commune(name, commune, **overrides):
    defaults = {
        "code": f"{next(numbers):05}",
        "district_code": "001",
        "district_name": "Quận Cũ",
        "province_code": commune.province_code,
        "province_name": "Thành phố Hà Nội",
        "is_main_successor": True,
    }
    return save(FormerCommune(name=name, commune_code=commune.code, **defaults | overrides))


def make_sales_point(**overrides):
    number = next(numbers)
    defaults = {
        "slug": f"diem-ban-{number}",
        "name": f"Điểm bán {number}",
        "kind": SalesPointKind.SALES_POINT,
        "lat": 21.03,
        "lng": 105.83,
        "position_precision": PositionPrecision.COMMUNE,
        "origin": Origin.REFERENCE,
        "source": "https://example.vn/bai",
    }
    if "province_code" not in overrides:
        defaults["province_code"] = make_province().code
        defaults["commune_code"] = make_commune().code
    return save(SalesPoint(**defaults | overrides))
