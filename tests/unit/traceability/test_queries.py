from datetime import timedelta

import pytest

from shop.accounts.models import Role, Scope
from shop.errors import NotFound
from shop.lib import clock
from shop.producers.policy import own_producer
from shop.traceability import queries
from shop.traceability.models import LotStatus
from shop.traceability.policy import own_lot
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer
from tests.factories.traceability import make_event, make_lot

GTIN = "09521234543213"


def test_a_story_takes_as_many_statements_for_many_events_as_for_one(session, count_statements):
    lot = make_lot()
    make_certificate(product=lot.product)
    make_event(lot=lot)

    def tell():
        session.expire_all()
        with count_statements() as statements:
            story = queries.lot_story(queries.find_lot(lot.code), clock.today())
            assert story.producer.place_name and story.certificate
        return len(statements), len(story.events)

    one = tell()
    for days in range(8):
        make_event(lot=lot, event_at=clock.now() - timedelta(days=days))

    assert tell() == (one[0], 9)
    assert one[0] <= 5


def test_a_lot_is_found_however_its_code_was_typed(session):
    lot = make_lot()
    typed = f" {lot.code[:4]}-{lot.code[4:8]} {lot.code[8:]} ".upper()

    assert queries.find_lot(typed) is lot


@pytest.mark.parametrize("gtin", [GTIN, GTIN[1:]])
def test_a_product_is_found_by_the_number_of_a_pack(session, gtin):
    variant = make_variant(gtin=GTIN)

    assert queries.find_product(gtin) is variant.product


@pytest.mark.parametrize("gtin", ["09521234543214", "952123", "x", ""])
def test_what_is_no_number_finds_nothing(session, gtin):
    make_variant(gtin=GTIN)

    assert queries.find_product(gtin) is None


def test_lots_that_expire_soon_come_soonest_first_and_only_from_sale(session):
    product = make_product()
    today = clock.today()
    later = make_lot(product=product, expires_on=today + timedelta(days=9))
    soon = make_lot(product=product, expires_on=today + timedelta(days=2))
    make_lot(product=product, expires_on=today + timedelta(days=11))
    make_lot(product=product, expires_on=today, status=LotStatus.ON_HOLD)
    make_lot(expires_on=today)

    found = queries.lots_expiring(product.producer_id, today + timedelta(days=10))

    assert found == [soon, later]


def test_people_work_for_the_producer_of_their_grant_only(session):
    producer, other = make_producer(), make_producer()
    worker = make_user(Role.PRODUCER, Scope.PRODUCER, str(producer.id))
    mine = make_lot(product=make_product(producer=producer))
    theirs = make_lot(product=make_product(producer=other))

    assert own_producer(worker) is producer
    assert own_lot(worker, mine.code) is mine
    for code in (theirs.code, "zzzz"):
        with pytest.raises(NotFound):
            own_lot(worker, code)
    with pytest.raises(NotFound):
        own_producer(make_user())
