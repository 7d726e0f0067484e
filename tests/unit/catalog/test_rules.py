import pytest
from flask_babel import force_locale

from shop.catalog import labels, rules
from shop.catalog.models import (
    FactKind,
    ListingChange,
    ListingStatus,
    NetUnit,
    Product,
    ProductFact,
    ProductGroup,
    ProductVariant,
)
from shop.catalog.rules import (
    Measure,
    Needed,
    NotSold,
    lacks,
    missing_facts,
    month_bits,
    month_runs,
    unit_price,
    was_shown,
    why_not_sold,
)
from shop.catalog.subgroups import BY_SET, SUBGROUPS
from shop.producers.models import Producer, ProducerStatus
from shop.web.covers import kinds


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


F = FactKind
FOOD = {F.INGREDIENTS, F.NET_WEIGHT, F.USAGE, F.STORAGE, F.WARNINGS, F.ORIGIN}
GRAIN = {F.NET_WEIGHT, F.WARNINGS, F.ORIGIN}
COSMETIC = {F.INGREDIENTS, F.NET_WEIGHT, F.USAGE, F.WARNINGS, F.ORIGIN}


@pytest.mark.parametrize(
    ("sets", "owed"),
    [
        ((1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17), FOOD),
        ((3,), GRAIN),
        ((14,), GRAIN | {F.ALCOHOL_PERCENT}),
        ((15,), GRAIN | {F.ALCOHOL_PERCENT, F.STORAGE}),
        ((18,), FOOD | {F.SUPPLEMENT, F.NOT_MEDICINE}),
        ((19, 20), COSMETIC),
        ((21,), {F.MATERIAL, F.SPECIFICATION, F.USAGE, F.WARNINGS, F.ORIGIN}),
        ((22,), {F.COMPOSITION, F.SPECIFICATION, F.CARE, F.WARNINGS, F.MADE_YEAR, F.ORIGIN}),
        ((23, 24, 25), {F.ORIGIN}),
        ((26,), set()),
    ],
)
def test_the_law_says_what_a_label_states_by_kind_of_goods(sets, owed):
    assert {no: set(rules.LABEL_FACTS[no]) for no in sets} == dict.fromkeys(sets, owed)


def test_every_official_kind_has_its_label_and_what_a_lot_states_is_asked_of_none():
    assert rules.LABEL_FACTS.keys() == set(range(1, 27))
    assert not any(F.SHELF_LIFE in owed for owed in rules.LABEL_FACTS.values())


def test_a_form_asks_for_everything_that_the_law_does_except_of_packs():
    for no, owed in rules.LABEL_FACTS.items():
        assert set(owed) - rules.OF_PACKS <= set(rules.offered_facts(no))
        assert not rules.OF_PACKS & set(rules.offered_facts(no))


def a_whole_product(kind=11, **pack):
    owed = rules.LABEL_FACTS[kind]
    product = a_product(kind=kind, facts=[fact for fact in owed if fact not in rules.OF_PACKS])
    product.producer.stated_province = "Thái Nguyên"
    product.variants = [
        ProductVariant(**{"price_vnd": 1, "net_quantity": 100, "is_active": True} | pack)
    ]
    return product


@pytest.mark.parametrize("kind", sorted(rules.LABEL_FACTS.keys() - {26}))
def test_a_whole_listing_lacks_nothing_and_each_fact_is_missed(kind):
    assert lacks(a_whole_product(kind)) == []
    for fact in set(rules.LABEL_FACTS[kind]) - rules.OF_PACKS:
        product = a_whole_product(kind)
        product.facts = [each for each in product.facts if each.kind is not fact]

        assert lacks(product) == [fact]


def test_packs_owe_a_price_and_where_the_law_asks_their_quantity():
    assert lacks(a_whole_product(net_quantity=None)) == [FactKind.NET_WEIGHT]
    assert lacks(a_whole_product(kind=21, net_quantity=None)) == []
    assert lacks(a_whole_product(is_active=False)) == [Needed.PACK]


def test_the_responsible_party_owes_an_address():
    product = a_whole_product()
    product.producer.stated_province = None

    assert lacks(product) == [Needed.ADDRESS]


def test_a_place_to_visit_owes_an_address_alone():
    product = a_product(group=ProductGroup.TOURISM, kind=26)

    assert lacks(product) == [Needed.ADDRESS]


S = ListingStatus
ALLOWED = {
    (S.DRAFT, S.PENDING_REVIEW),
    (S.PENDING_REVIEW, S.PUBLISHED),
    (S.PENDING_REVIEW, S.REJECTED),
    (S.REJECTED, S.DRAFT),
    (S.PUBLISHED, S.PENDING_REVIEW),
    (S.PUBLISHED, S.UNPUBLISHED),
    (S.PUBLISHED, S.TAKEN_DOWN),
    (S.UNPUBLISHED, S.PENDING_REVIEW),
    (S.TAKEN_DOWN, S.PUBLISHED),
}


def test_a_listing_takes_these_steps_and_no_others():
    taken = {(start, end) for start in S for end in S if rules.may_become(start, end)}

    assert taken == ALLOWED


@pytest.mark.parametrize(
    ("status", "steps", "shown"),
    [
        (S.DRAFT, [], False),
        (S.PENDING_REVIEW, [(S.DRAFT, S.PENDING_REVIEW)], False),
        (S.PUBLISHED, [], True),
        (S.UNPUBLISHED, [], True),
        (S.TAKEN_DOWN, [], True),
        (S.DRAFT, [(S.PENDING_REVIEW, S.PUBLISHED), (S.PUBLISHED, S.UNPUBLISHED)], True),
        (S.DRAFT, [(S.PUBLISHED, S.PENDING_REVIEW), (S.PENDING_REVIEW, S.REJECTED)], True),
    ],
)
def test_what_was_ever_shown_is_known(status, steps, shown):
    product = a_product()
    product.listing_status = status
    product.changes = [ListingChange(from_status=start, to_status=end) for start, end in steps]

    assert was_shown(product) is shown


@pytest.mark.parametrize(
    ("months", "runs", "vi", "en"),
    [
        ([5, 6, 7], [(5, 7)], "tháng 5 đến tháng 7", "May to July"),
        ([11, 12, 1, 2], [(11, 2)], "tháng 11 đến tháng 2", "November to February"),
        ([1, 12], [(12, 1)], "tháng 12 đến tháng 1", "December to January"),
        ([3, 9, 10], [(3, 3), (9, 10)], "tháng 3, tháng 9 đến tháng 10", "March, September to"),
        (range(1, 13), [(1, 12)], "quanh năm", "all year round"),
        (range(2, 13), [(2, 12)], "tháng 2 đến tháng 12", "February to December"),
        ([], [], "", ""),
    ],
)
def test_a_season_reads_as_stretches_of_months(app, months, runs, vi, en):
    assert month_runs(months) == runs
    assert Product(harvest_months=month_bits(months)).season == tuple(sorted(months))
    for lang, words in (("vi", vi), ("en", en)):
        with app.test_request_context(), force_locale(lang):
            assert labels.season_text(months).startswith(words)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_there_is_no_such_month(month):
    with pytest.raises(ValueError, match="no month"):
        month_bits([month])


def test_every_finer_kind_has_a_name_and_a_print():
    offered = {code for codes in BY_SET.values() for code in codes}

    assert offered == SUBGROUPS.keys()
    assert offered <= kinds.SUBGROUPS.keys()
