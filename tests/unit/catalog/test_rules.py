import pytest

from shop.catalog.models import (
    FactKind,
    NetUnit,
    Product,
    ProductFact,
    ProductGroup,
)
from shop.catalog.rules import Measure, NotSold, missing_facts, unit_price, why_not_sold
from shop.producers.models import Producer, ProducerStatus


def a_product(group=ProductGroup.FOOD, status=ProducerStatus.OPEN, facts=(), kind=11):
    producer = Producer(name="HTX", status=status) if status else None
    return Product(
        name_vi="Chè",
        product_group=group,
        criteria_set_no=kind,
        producer=producer,
        facts=[ProductFact(kind=kind, value="x") for kind in facts],
    )


@pytest.mark.parametrize(
    ("product", "has_packs", "reason"),
    [
        ({}, True, None),
        ({}, False, NotSold.NO_PRICE),
        ({"status": None}, True, NotSold.NO_MAKER),
        ({"status": ProducerStatus.LISTED}, True, NotSold.MAKER_NOT_OPEN),
        ({"status": ProducerStatus.VERIFIED}, True, NotSold.MAKER_NOT_OPEN),
        ({"status": ProducerStatus.CLOSED}, True, NotSold.MAKER_NOT_OPEN),
        ({"status": ProducerStatus.SUSPENDED}, True, NotSold.MAKER_PAUSED),
        ({"group": ProductGroup.TOURISM}, True, NotSold.TOURISM),
        ({"group": ProductGroup.TOURISM, "status": None}, False, NotSold.TOURISM),
        ({"group": ProductGroup.ORNAMENTAL}, True, None),
    ],
)
def test_what_keeps_a_product_from_being_sold(product, has_packs, reason):
    assert why_not_sold(a_product(**product), has_packs=has_packs) is reason


@pytest.mark.parametrize(
    ("kind", "known", "missing"),
    [
        (
            11,
            (),
            [FactKind.INGREDIENTS, FactKind.USAGE, FactKind.STORAGE, FactKind.WARNINGS],
        ),
        (
            11,
            (FactKind.INGREDIENTS, FactKind.NET_WEIGHT, FactKind.SHELF_LIFE),
            [FactKind.USAGE, FactKind.STORAGE, FactKind.WARNINGS],
        ),
        (
            21,
            (FactKind.MATERIAL,),
            [FactKind.SPECIFICATION, FactKind.USAGE, FactKind.WARNINGS],
        ),
        (24, (), []),
        (26, (), []),
    ],
)
def test_what_the_sources_do_not_tell_of_a_label(kind, known, missing):
    assert missing_facts(a_product(kind=kind, facts=known)) == missing


@pytest.mark.parametrize(
    ("price_vnd", "quantity", "unit", "expected"),
    [
        (85_000, 300, NetUnit.GRAM, (28_333, Measure.HUNDRED_GRAMS)),
        (100, 499, NetUnit.GRAM, (20, Measure.HUNDRED_GRAMS)),
        (90_000, 500, NetUnit.GRAM, (180_000, Measure.KILOGRAM)),
        (65_000, 650, NetUnit.MILLILITRE, (100_000, Measure.LITRE)),
        (90_000, 6, NetUnit.PIECE, (15_000, Measure.PIECE)),
        (3, 2, NetUnit.PIECE, (2, Measure.PIECE)),
        (120_000, 100, NetUnit.GRAM, None),
        (120_000, 1000, NetUnit.GRAM, None),
        (120_000, 1, NetUnit.PIECE, None),
        (120_000, None, NetUnit.GRAM, None),
        (120_000, 100, None, None),
    ],
)
def test_a_pack_s_price_by_measure(price_vnd, quantity, unit, expected):
    assert unit_price(price_vnd, quantity, unit) == expected
