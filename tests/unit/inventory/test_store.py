"""What a producer does with goods of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.accounts.models import Role
from shop.audit.models import AuditEntry
from shop.inventory import errors, queries, services
from shop.inventory.models import MovementKind, StockLevel, StockMovement
from shop.lib import clock
from shop.traceability.errors import LotIncomplete, LotStepNotAllowed
from shop.traceability.models import LotStatus
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock
from tests.factories.traceability import make_lot


@pytest.fixture
def actor(session):
    return make_user(Role.PRODUCER)


@pytest.fixture
def pack(session):
    return make_variant()


def movements(session):
    return [
        (each.kind, each.quantity)
        for each in session.scalars(select(StockMovement).order_by(StockMovement.id))
    ]


def came_back(pack, units=4, **lot):
    location = services.inspection_location(pack.product.producer)
    return make_stock(pack, units, lot=make_lot(product=pack.product, **lot), location=location)


def test_goods_are_put_away_into_the_makers_store_room(session, actor, pack):
    lot = make_lot(product=pack.product)

    services.put_away(lot, {pack.id: 12}, reference="PN-7", actor=actor)

    [level] = queries.levels_of_lot(lot.id)
    assert level.location == services.store_room(pack.product.producer)
    assert (level.on_hand, level.reserved) == (12, 0)
    [line] = session.scalars(select(StockMovement)).all()
    assert (line.kind, line.reference, line.actor_id) == (MovementKind.RECEIVE, "PN-7", actor.id)
    assert "stock.receive" in session.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    "lot",
    [
        {"status": LotStatus.DRAFT},
        {"status": LotStatus.VOID},
        {"status": LotStatus.RECALLED},
        {"expires_on": clock.today() - timedelta(days=1)},
    ],
)
def test_nothing_is_put_away_of_a_lot_that_is_not_sold(session, actor, pack, lot):
    lot = make_lot(product=pack.product, **lot)

    with pytest.raises(errors.LotNotStocked):
        services.put_away(lot, {pack.id: 1}, actor=actor)

    assert movements(session) == []


def test_the_same_form_sent_twice_puts_away_once(session, actor, pack):
    lot = make_lot(product=pack.product)
    seen = queries.last_receipt()
    services.put_away(lot, {pack.id: 5}, seen=seen, actor=actor)

    with pytest.raises(errors.PutAwayMeanwhile):
        services.put_away(lot, {pack.id: 5}, seen=seen, actor=actor)
    services.put_away(make_lot(product=pack.product), {pack.id: 5}, seen=seen, actor=actor)

    assert movements(session) == [(MovementKind.RECEIVE, 5)] * 2


def test_a_lot_is_released_and_its_units_put_away_or_neither(session, actor, pack):
    draft = make_lot(product=pack.product, status=LotStatus.DRAFT)

    services.release_lot(draft, {pack.id: 7}, actor=actor)

    assert draft.status is LotStatus.RELEASED
    assert queries.available([pack.id], clock.today()) == {pack.id: 7}
    with pytest.raises(LotStepNotAllowed):
        services.release_lot(draft, {pack.id: 7}, actor=actor)
    assert queries.available([pack.id], clock.today()) == {pack.id: 7}


def test_a_lot_that_cannot_be_released_brings_no_stock(session, actor):
    pack = make_variant(product=make_product(producer=None))
    draft = make_lot(product=pack.product, status=LotStatus.DRAFT, place_vi=None)

    with pytest.raises(LotIncomplete):
        services.release_lot(draft, {pack.id: 7}, actor=actor)

    assert movements(session) == [] and draft.status is LotStatus.DRAFT


def test_a_count_is_corrected_with_a_reason_and_never_below_what_is_promised(session, actor, pack):
    level = make_stock(pack, 10)
    level.reserved = 8
    session.commit()

    with pytest.raises(errors.NotEnoughFree):
        services.correct(level, -3, reason="Vỡ", actor=actor)
    with pytest.raises(errors.ReasonMissing):
        services.correct(level, -1, reason=" ", actor=actor)
    with pytest.raises(errors.NothingMoves):
        services.correct(level, 0, reason="Vỡ", actor=actor)
    services.correct(level, -2, reason=" Vỡ hai hộp ", actor=actor)

    session.refresh(level)
    assert (level.on_hand, level.reserved) == (8, 8)
    last = session.scalars(select(StockMovement).order_by(StockMovement.id.desc())).first()
    assert (last.kind, last.quantity, last.reason) == (MovementKind.ADJUST, -2, "Vỡ hai hộp")


def test_a_count_seen_before_somebody_changed_it_changes_nothing(session, actor, pack):
    level = make_stock(pack, 10)
    services.correct(level, -1, reason="Vỡ", seen=10, actor=actor)

    with pytest.raises(errors.CountMoved):
        services.correct(level, -1, reason="Vỡ", seen=10, actor=actor)

    session.refresh(level)
    assert level.on_hand == 9


def test_good_goods_go_back_on_sale_and_the_others_are_written_off(session, actor, pack):
    level = came_back(pack, 4)

    services.put_back(level, 3, actor=actor)
    services.write_off(level, 1, reason="Móp hộp", actor=actor)

    session.refresh(level)
    assert level.on_hand == 0
    assert queries.available([pack.id], clock.today()) == {pack.id: 3}
    assert movements(session)[1:] == [
        (MovementKind.TRANSFER_OUT, -3),
        (MovementKind.TRANSFER_IN, 3),
        (MovementKind.DESTROY, -1),
    ]
    assert not list(queries.differences())


def test_goods_that_came_back_are_looked_over_once(session, actor, pack):
    level = came_back(pack, 4)
    services.put_back(level, 2, seen=4, actor=actor)

    for again in (
        lambda: services.put_back(level, 2, seen=4, actor=actor),
        lambda: services.write_off(level, 2, reason="Móp", seen=4, actor=actor),
    ):
        with pytest.raises(errors.CountMoved):
            again()

    with pytest.raises(errors.NotEnoughFree):
        services.put_back(level, 3, actor=actor)
    with pytest.raises(errors.ReasonMissing):
        services.write_off(level, 1, reason="", actor=actor)


@pytest.mark.parametrize("status", [LotStatus.RECALLED, LotStatus.EXPIRED, LotStatus.VOID])
def test_goods_of_a_lot_that_is_not_sold_do_not_go_back(session, actor, pack, status):
    level = came_back(pack, 4, status=status)

    with pytest.raises(errors.LotNotStocked):
        services.put_back(level, 1, actor=actor)
    services.write_off(level, 4, reason="Thu hồi", actor=actor)

    session.refresh(level)
    assert level.on_hand == 0


def test_only_goods_that_came_back_are_looked_over(session, actor, pack):
    level = make_stock(pack, 4)

    with pytest.raises(errors.NothingReturned):
        services.put_back(level, 1, actor=actor)
    with pytest.raises(errors.NothingReturned):
        services.write_off(level, 1, reason="Móp", actor=actor)


def test_goods_that_do_not_belong_together_are_refused(session, actor, pack):
    stranger = make_variant()
    room = services.store_room(pack.product.producer)

    with pytest.raises(errors.WrongGoods):
        services.receive(room, pack, make_lot(product=stranger.product), 1, actor=actor)
    with pytest.raises(errors.WrongGoods):
        services.receive(room, stranger, make_lot(product=stranger.product), 1, actor=actor)
    with pytest.raises(errors.WrongGoods):
        services.move(
            room,
            services.store_room(stranger.product.producer),
            pack,
            make_lot(product=pack.product),
            1,
            actor=actor,
        )

    assert not session.scalars(select(StockLevel)).all()


@pytest.mark.parametrize(("units", "is_low"), [(0, True), (5, True), (6, False)])
def test_five_units_on_sale_or_fewer_are_little(session, pack, units, is_low):
    if units:
        make_stock(pack, units)

    [item] = queries.stock_book(pack.product.producer_id, clock.today())

    assert (item.sellable, item.on_hand, item.is_low) == (units, units, is_low)


def test_what_cannot_be_sold_counts_in_the_book_but_not_for_sale(session, pack):
    make_stock(pack, 9, lot=make_lot(product=pack.product, status=LotStatus.ON_HOLD))
    came_back(pack, 3)

    [item] = queries.stock_book(pack.product.producer_id, clock.today())

    assert (item.sellable, item.on_hand, item.is_low) == (0, 12, True)


def test_a_pack_no_longer_offered_stays_in_the_book_while_units_are_left(session, pack):
    pack.is_active = False
    session.commit()
    assert queries.stock_book(pack.product.producer_id, clock.today()) == []

    make_stock(pack, 2)

    [item] = queries.stock_book(pack.product.producer_id, clock.today())
    assert item.variant == pack and not item.is_low
