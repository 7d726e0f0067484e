"""Certificates of tests."""

from datetime import timedelta
from decimal import Decimal

from shop.certification.models import Certificate, IssuerLevel, Recognition
from shop.certification.rules import expiry_of
from shop.database import Origin
from shop.lib import clock
from shop.lib.codes import new_code
from tests.factories import numbers, save
from tests.factories.catalog import make_product


def make_certificate(**overrides):
    issued_on = overrides.pop("issued_on", clock.today() - timedelta(days=30))
    defaults = {
        "public_id": new_code(),
        "decision_no": f"{next(numbers)}/QĐ-UBND",
        "score": Decimal("72.50"),
        "stars": 4,
        "issuer_level": IssuerLevel.PROVINCE,
        "issued_on": issued_on,
        "expires_on": expiry_of(issued_on),
        "origin": Origin.REFERENCE,
        "source": "https://example.vn/quyet-dinh",
    }
    if not {"product", "product_id"} & overrides.keys():
        defaults["product"] = make_product()
    product = overrides.get("product") or defaults.get("product")
    defaults["product_name"] = product.name_vi if product else "Trà sen"
    return save(Certificate(**defaults | overrides))


def make_recognition(**overrides):
    defaults = {
        "stars": 4,
        "stated_on": "2024",
        "decision_no": f"{next(numbers)}/QĐ-UBND",
        "origin": Origin.REFERENCE,
    }
    if "product" not in overrides:
        defaults["product"] = make_product()
    return save(Recognition(**defaults | overrides))
