"""Makers of goods, in tests."""

from shop.database import Origin
from shop.places.models import PositionPrecision
from shop.producers.models import CraftVillage, Producer, ProducerKind, ProducerStatus
from tests.factories import numbers, save
from tests.factories.places import make_commune


def make_producer(**overrides):
    number = next(numbers)
    defaults = {
        "slug": f"chu-the-{number}",
        "name": f"Hợp tác xã {number}",
        "kind": ProducerKind.COOPERATIVE,
        "status": ProducerStatus.OPEN,
        "origin": Origin.REFERENCE,
    }
    if "commune_code" not in overrides:
        commune = make_commune()
        defaults |= {"commune_code": commune.code, "province_code": commune.province_code}
    return save(Producer(**defaults | overrides))


def make_village(**overrides):
    number = next(numbers)
    defaults = {
        "slug": f"lang-{number}",
        "name": f"Làng {number}",
        "craft": "Gốm sứ",
        "recognised": "Làng nghề truyền thống Hà Nội (2009)",
        "lat": 20.99,
        "lng": 105.92,
        "position_precision": PositionPrecision.COMMUNE,
        "origin": Origin.REFERENCE,
        "source": "https://example.vn/lang-nghe",
    }
    if "commune_code" not in overrides:
        commune = make_commune()
        defaults |= {"commune_code": commune.code, "province_code": commune.province_code}
    return save(CraftVillage(**defaults | overrides))
