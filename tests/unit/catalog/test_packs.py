"""Packs: their prices, contents, barcodes and places."""

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog import services
from shop.catalog.errors import (
    BadGtin,
    GtinKept,
    GtinTaken,
    NetQuantityMissing,
    NotInPacks,
    RestrictedGtin,
    SkuTaken,
)
from shop.catalog.models import ListingStatus, NetUnit, ProductGroup, ProductVariant
from shop.catalog.packs import net_text, printed_gtin
from shop.catalog.queries import packs_of
from shop.catalog.services import Pack
from shop.database import Origin
from tests.factories.accounts import make_user
from tests.factories.catalog import make_criteria_set, make_product, make_variant

S = ListingStatus
EAN = "8935001234562"


@pytest.fixture
def maker(session):
    return make_user(Role.PRODUCER, Scope.PRODUCER, "1")


def a_pack(**changes):
    told = {
        "name_vi": "Hộp 100 g",
        "price_vnd": 185_000,
        "weight_g": 150,
        "net_quantity": 100,
        "net_unit": NetUnit.GRAM,
    }
    return Pack(**told | changes)


def packs_kept(session):
    return session.scalar(select(func.count(ProductVariant.id)))


def test_a_pack_is_kept_with_a_code_of_its_own(session, maker):
    product = make_product(slug="tra-sen", listing_status=S.DRAFT)

    first = services.add_pack(product, a_pack(), actor=maker)
    second = services.add_pack(product, a_pack(name_vi="Hộp 200 g"), actor=maker)

    assert [(pack.sku, pack.position) for pack in (first, second)] == [
        ("tra-sen-1", 0),
        ("tra-sen-2", 1),
    ]
    assert first.origin is Origin.ENTERED and product.edited_at
    assert [pack.id for pack in product.variants] == [first.id, second.id]
    assert len(session.scalars(select(AuditEntry).filter_by(action="pack.added")).all()) == 2


def test_a_code_made_up_is_one_that_nobody_has(session, maker):
    product = make_product(slug="tra-sen", listing_status=S.DRAFT)
    make_variant(sku="tra-sen-1")

    assert services.add_pack(product, a_pack(), actor=maker).sku == "tra-sen-2"


def test_a_code_of_the_maker_s_own_is_theirs_alone(session, maker):
    product = make_product()
    pack = services.add_pack(product, a_pack(sku="TS.100"), actor=maker)

    with pytest.raises(SkuTaken):
        services.add_pack(product, a_pack(sku="TS.100"), actor=maker)
    services.edit_pack(pack, a_pack(sku="TS.100", price_vnd=1), actor=maker)

    assert (pack.sku, pack.price_vnd, packs_kept(session)) == ("TS.100", 1, 1)


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        (EAN, f"0{EAN}"),
        ("4006381333931", "04006381333931"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        ("18935001234569", "18935001234569"),
        (None, None),
    ],
)
def test_barcode_numbers_are_kept_as_fourteen_digits(session, maker, code, kept):
    pack = services.add_pack(make_product(), a_pack(gtin=code), actor=maker)

    assert pack.gtin == kept


@pytest.mark.parametrize("code", ["8935001234563", "893500123456", "abc", "89350012345620", "1"])
def test_a_number_that_does_not_check_is_refused(session, maker, code):
    with pytest.raises(BadGtin):
        services.add_pack(make_product(), a_pack(gtin=code), actor=maker)

    assert packs_kept(session) == 0


@pytest.mark.parametrize(
    "code", ["2000000000008", "2912345678906", "0200000000004", "0400000000008", "20000004"]
)
def test_numbers_for_use_inside_one_shop_are_refused(session, maker, code):
    with pytest.raises(RestrictedGtin):
        services.add_pack(make_product(), a_pack(gtin=code), actor=maker)

    assert packs_kept(session) == 0


def test_each_pack_has_a_number_of_its_own(session, maker):
    make_variant(gtin=f"0{EAN}")

    with pytest.raises(GtinTaken):
        services.add_pack(make_product(), a_pack(gtin=EAN), actor=maker)


@pytest.mark.parametrize(
    ("status", "is_kept"),
    [(S.DRAFT, False), (S.PENDING_REVIEW, False), (S.PUBLISHED, True), (S.UNPUBLISHED, True)],
)
@pytest.mark.parametrize("other", ["4006381333931", None])
def test_a_number_that_is_out_in_the_world_stays(session, maker, status, is_kept, other):
    product = make_product(listing_status=status)
    pack = make_variant(product=product, gtin=f"0{EAN}")

    if is_kept:
        with pytest.raises(GtinKept):
            services.edit_pack(pack, a_pack(gtin=other), actor=maker)
        assert pack.gtin == f"0{EAN}"
    else:
        services.edit_pack(pack, a_pack(gtin=other), actor=maker)
        assert pack.gtin == (f"0{other}" if other else None)


def test_a_pack_in_the_shop_may_still_be_given_its_first_number(session, maker):
    pack = make_variant()

    services.edit_pack(pack, a_pack(gtin=EAN), actor=maker)

    assert pack.gtin == f"0{EAN}"


@pytest.mark.parametrize(("kind", "owes"), [(12, True), (3, True), (21, False), (24, False)])
def test_the_net_quantity_is_owed_where_the_label_states_it(session, maker, kind, owes):
    product = make_product(criteria_set_no=make_criteria_set(kind).no)
    bare = a_pack(net_quantity=None, net_unit=None)

    if owes:
        with pytest.raises(NetQuantityMissing):
            services.add_pack(product, bare, actor=maker)
    else:
        services.add_pack(product, bare, actor=maker)
    assert packs_kept(session) == (0 if owes else 1)


def test_a_place_to_visit_has_no_packs(session, maker):
    place = make_product(
        product_group=ProductGroup.TOURISM, criteria_set_no=make_criteria_set(26).no
    )

    with pytest.raises(NotInPacks):
        services.add_pack(place, a_pack(), actor=maker)


def test_a_price_counts_at_once_and_is_no_longer_the_source_s(session, maker):
    product = make_product()
    pack = make_variant(
        product=product, origin=Origin.REFERENCE, source="https://x.vn", price_seen_on="2025"
    )

    services.edit_pack(pack, a_pack(price_vnd=199_000), actor=maker)

    assert (pack.price_vnd, product.listing_status) == (199_000, S.PUBLISHED)
    assert (pack.origin, pack.source, pack.price_seen_on) == (Origin.ENTERED, None, None)
    entry = session.scalars(select(AuditEntry).filter_by(action="pack.edited")).one()
    assert entry.details["price_vnd"] == [120_000, 199_000]


def test_a_pack_is_not_deleted_but_no_longer_offered(session, maker):
    pack = make_variant(origin=Origin.REFERENCE, source="https://x.vn", name_vi="Hộp 100 g")
    same = a_pack(price_vnd=pack.price_vnd, sku=pack.sku, is_active=False)

    services.edit_pack(pack, same, actor=maker)

    assert not packs_of(pack.product_id) and session.get(ProductVariant, pack.id)
    assert pack.source == "https://x.vn"  # its price is still the one that was published


def test_a_pack_of_goods_sent_back_makes_them_a_draft_again(session, maker):
    product = make_product(listing_status=S.REJECTED)

    services.add_pack(product, a_pack(), actor=maker)

    assert product.listing_status is S.DRAFT


@pytest.mark.parametrize(("place", "order"), [(0, "cab"), (1, "acb"), (2, "abc")])
def test_a_pack_takes_its_place_among_the_others(session, maker, place, order):
    product = make_product()
    for position, name in enumerate("abc"):
        make_variant(product=product, name_vi=name, position=position)
    last = product.variants[-1]

    told = a_pack(name_vi="c", price_vnd=last.price_vnd, sku=last.sku)
    services.edit_pack(last, told, position=place, actor=maker)

    assert "".join(pack.name_vi for pack in packs_of(product.id)) == order


@pytest.mark.parametrize(
    ("gtin", "printed"),
    [("08935001234562", EAN), ("00000096385074", "96385074"), ("18935001234569",) * 2],
)
def test_a_number_is_shown_as_below_the_bars(gtin, printed):
    assert printed_gtin(gtin) == printed


@pytest.mark.parametrize(
    ("quantity", "unit", "text"),
    [
        (250, NetUnit.GRAM, "250 g"),
        (999, NetUnit.MILLILITRE, "999 ml"),
        (1000, NetUnit.GRAM, "1 kg"),
        (1500, NetUnit.MILLILITRE, "1,5 l"),
        (2040, NetUnit.GRAM, "2,04 kg"),
        (1_234_005, NetUnit.GRAM, "1.234,005 kg"),
        (6, NetUnit.PIECE, "6 cái"),
        (None, None, ""),
    ],
)
def test_what_is_in_a_pack_reads_in_its_usual_unit(app, quantity, unit, text):
    with app.test_request_context():
        read = net_text(ProductVariant(net_quantity=quantity, net_unit=unit))

    assert read.replace("\N{NO-BREAK SPACE}", " ") == text
