"""Makers of goods, in tests."""

from shop.database import Origin
from shop.producers.models import Producer, ProducerKind, ProducerStatus
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
