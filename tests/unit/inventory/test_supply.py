from datetime import timedelta

from shop.database import Origin
from shop.inventory import services
from shop.inventory.supply import first_lots, points_with_units, supply_of
from shop.lib import clock
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.traceability import make_lot


def lot_of(pack, days=None, **overrides):
    expires_on = None if days is None else clock.today() + timedelta(days=days)
    return make_lot(product=pack.product, expires_on=expires_on, **overrides)


def test_what_expires_first_leaves_first_and_what_never_does_last(session):
    pack = make_variant()
    forever, late, soon = lot_of(pack), lot_of(pack, 40), lot_of(pack, 0)
    for lot in (forever, late):
        make_stock(pack, 2, lot=lot)

    assert first_lots([pack.id], clock.today()) == {pack.id: late}

    make_stock(pack, 2, lot=soon)
    assert first_lots([pack.id], clock.today()) == {pack.id: soon}
    assert first_lots([pack.id], clock.today() + timedelta(days=1)) == {pack.id: late}
    assert first_lots([pack.id], clock.today() + timedelta(days=41)) == {pack.id: forever}


def test_a_lot_that_is_promised_away_or_held_does_not_leave(session):
    pack = make_variant()
    make_stock(pack, 2, lot=lot_of(pack, 9, status=LotStatus.ON_HOLD))
    promised = make_stock(pack, 2, lot=lot_of(pack, 10))
    promised.reserved = 2
    session.commit()

    assert first_lots([pack.id], clock.today()) == {}


def test_goods_at_a_sales_point_do_not_leave_by_post(session):
    pack = make_variant()
    point = make_sales_point()
    make_stock(pack, 3, location=services.point_location(pack.product.producer, point))

    supply = supply_of(pack.product, clock.today())

    assert supply.stock == 0 and not supply.lots
    assert [(each.point, each.units) for each in supply.points] == [(point, 3)]


def test_units_of_all_packs_and_lots_at_a_place_are_one_number(session):
    pack = make_variant()
    other = make_variant(product=pack.product)
    near, far = make_sales_point(name="A"), make_sales_point(name="B")
    here = services.point_location(pack.product.producer, near)
    for some in (pack, pack, other):
        make_stock(some, 2, location=here)
    sold = make_stock(pack, 4, location=services.point_location(pack.product.producer, far))
    sold.reserved = 4
    session.commit()

    found = points_with_units([pack.id, other.id], clock.today())

    assert [(each.point, each.units) for each in found] == [(near, 6)]


def test_packs_from_different_lots_keep_their_own(session):
    product = make_product()
    small, big = make_variant(product=product), make_variant(product=product, position=1)
    lots = [lot_of(small, 20), lot_of(big, 10, origin=Origin.DEMO)]
    for pack, lot in zip((small, big), lots, strict=True):
        make_stock(pack, 5, lot=lot)

    supply = supply_of(product, clock.today())

    assert supply.lots == {lots[0]: [small], lots[1]: [big]}
    assert supply.stock == 10 and supply.most == 5 and supply.has_demo_stock


def test_the_pack_to_propose_can_be_sent_if_any_can(session):
    product = make_product()
    empty, full = make_variant(product=product), make_variant(product=product, position=1)

    assert supply_of(product, clock.today()).first.pack == empty

    make_stock(full, 1)
    assert supply_of(product, clock.today()).first.pack == full
    assert supply_of(make_product(), clock.today()).first is None
