"""Products and packs of tests."""

from datetime import date

from shop.catalog.models import (
    CriteriaSet,
    ListingStatus,
    NetUnit,
    Product,
    ProductFact,
    ProductGroup,
    ProductVariant,
)
from shop.catalog.rules import FIXED_PHRASES, LABEL_FACTS, OF_PACKS
from shop.database import Origin, db
from tests.factories import numbers, save
from tests.factories.producers import make_producer


def make_criteria_set(no=12, **overrides):
    if found := db.session.get(CriteriaSet, no):
        return found
    defaults = {
        "product_group": ProductGroup.FOOD,
        "label_vi": f"Bộ {no}",
        "label_en": f"Set {no}",
        "legal_document": "26/2026/QĐ-TTg",
        "effective_from": date(2026, 5, 22),
    }
    return save(CriteriaSet(no=no, **defaults | overrides))


def make_product(**overrides):
    number = next(numbers)
    defaults = {
        "slug": f"san-pham-{number}",
        "name_vi": f"Trà sen {number}",
        "product_group": ProductGroup.FOOD,
        "listing_status": ListingStatus.PUBLISHED,
        "origin": Origin.REFERENCE,
    }
    if "criteria_set_no" not in overrides:
        defaults["criteria_set_no"] = make_criteria_set().no
    if not {"producer", "producer_id"} & overrides.keys():
        defaults["producer"] = make_producer()
    return save(Product(**defaults | overrides))


def make_variant(**overrides):
    number = next(numbers)
    defaults = {
        "sku": f"SKU-{number}",
        "name_vi": "Hộp 100 g",
        "price_vnd": 120_000,
        "net_quantity": 100,
        "net_unit": NetUnit.GRAM,
        "weight_g": 150,
        "origin": Origin.DEMO,
    }
    if not {"product", "product_id"} & overrides.keys():
        defaults["product"] = make_product()
    return save(ProductVariant(**defaults | overrides))


def make_whole_product(**overrides):
    """A product with a pack, that lacks nothing of what the law asks for."""
    status = overrides.pop("listing_status", ListingStatus.DRAFT)
    product = make_product(listing_status=status, origin=Origin.ENTERED, **overrides)
    if product.is_sold_in_packs:
        make_variant(product=product)
    for kind in LABEL_FACTS[product.criteria_set_no]:
        if kind not in OF_PACKS:
            value = FIXED_PHRASES.get(kind, f"Nhãn ghi {kind}")
            save(ProductFact(product_id=product.id, kind=kind, value=value))
    db.session.refresh(product)
    return product
