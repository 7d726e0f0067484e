from datetime import timedelta

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog.models import ProductGroup
from shop.database import Origin
from shop.lib import clock, codes
from shop.traceability import errors, queries, services
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.places import make_commune
from tests.factories.traceability import make_event, make_lot


@pytest.fixture
def actor(session):
    return make_user(Role.PRODUCER, Scope.ALL)


@pytest.fixture
def today():
    return clock.today()


def actions(session):
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def open_lot(actor, product=None, lot_no="TS-2611-01", **values):
    values = {"quantity": 120, "packed_on": clock.today()} | values
    return services.open_lot(product or make_product(), lot_no, **values, actor=actor)


def test_a_new_lot_is_a_draft_with_a_code_that_shows_slips(session, actor):
    lot = open_lot(actor, expires_on=clock.today() + timedelta(days=90))

    assert lot.status is LotStatus.DRAFT
    assert len(lot.code) == 14 and codes.is_checked(lot.code)
    assert lot.place_vi == "Ba Đình, Hà Nội"
    assert lot.origin is Origin.ENTERED
    assert "lot.opened" in actions(session)


def test_what_a_demonstration_account_opens_is_demonstration(session, actor):
    actor.is_demo = True
    session.commit()

    assert open_lot(actor).is_demo


@pytest.mark.parametrize("lot_no", ["", "A" * 21, "Lô 1", "A B", "Á1"])
def test_a_number_that_no_label_can_carry_is_refused(session, actor, lot_no):
    with pytest.raises(errors.BadLotNumber):
        open_lot(actor, lot_no=lot_no)


def test_a_number_is_taken_within_its_product_only_and_by_its_exact_letters(session, actor):
    product = make_product()
    open_lot(actor, product, "a1")
    open_lot(actor, product, "A1")
    open_lot(actor, lot_no="a1")

    with pytest.raises(errors.LotNumberTaken):
        open_lot(actor, product, "a1")

    assert session.scalar(select(func.count(Lot.id))) == 3


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"packed_on": 1}, "packed_on"),
        ({"made_on": -1, "packed_on": -2}, "packed_on"),
        ({"harvested_on": -1, "made_on": -2}, "made_on"),
        ({"packed_on": -1, "expires_on": -2}, "expires_on"),
        ({"harvested_on": -1, "packed_on": None, "expires_on": -2}, "expires_on"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(session, actor, today, days, field):
    dates = {name: None if n is None else today + timedelta(days=n) for name, n in days.items()}

    with pytest.raises(errors.WrongDates) as refused:
        open_lot(actor, **dates)

    assert refused.value.field == field


def test_a_lot_needs_a_day_units_and_goods(session, actor):
    with pytest.raises(errors.NoDates):
        open_lot(actor, packed_on=None)
    with pytest.raises(errors.NothingMade):
        open_lot(actor, quantity=0)
    with pytest.raises(errors.NotInLots):
        open_lot(actor, make_product(product_group=ProductGroup.TOURISM))


def test_a_whole_lot_is_released_held_and_released_again(session, actor):
    lot = open_lot(actor)

    services.release_lot(lot, actor=actor)
    services.hold(lot, "Chờ kết quả kiểm nghiệm", actor=actor)
    services.release_lot(lot, actor=actor)

    assert lot.status is LotStatus.RELEASED
    assert actions(session)[-3:] == ["lot.released", "lot.on_hold", "lot.released"]


def test_a_lot_whose_page_would_lack_something_is_not_released(session, actor):
    lot = make_lot(product=make_product(producer=None), status=LotStatus.DRAFT, place_vi=None)

    with pytest.raises(errors.LotIncomplete) as refused:
        services.release_lot(lot, actor=actor)

    assert "tên chủ thể" in str(refused.value.message)
    assert lot.status is LotStatus.DRAFT


def test_an_expired_lot_is_not_released(session, actor, today):
    lot = make_lot(status=LotStatus.ON_HOLD, expires_on=today - timedelta(days=1))

    with pytest.raises(errors.LotExpired):
        services.release_lot(lot, actor=actor)


@pytest.mark.parametrize(
    "status", [LotStatus.RELEASED, LotStatus.RECALLED, LotStatus.VOID, LotStatus.EXPIRED]
)
def test_a_lot_is_released_only_from_where_it_may(session, actor, status):
    with pytest.raises(errors.LotStepNotAllowed):
        services.release_lot(make_lot(status=status), actor=actor)


def test_a_draft_is_given_up_with_a_reason(session, actor):
    lot = open_lot(actor)

    with pytest.raises(errors.ReasonMissing):
        services.void_lot(lot, " ", actor=actor)
    services.void_lot(lot, "Đếm nhầm", actor=actor)

    assert lot.status is LotStatus.VOID
    with pytest.raises(errors.LotIsClosed):
        services.record_event(lot, TraceEventKind.PACK, clock.now(), actor=actor)


def test_an_event_happens_at_the_maker_unless_it_says_where(session, actor):
    lot = make_lot()
    commune = make_commune("00070", "Phường Hoàn Kiếm", lat=21.02, lng=105.85)

    here = services.record_event(lot, TraceEventKind.PACK, clock.now(), actor=actor)
    there = services.record_event(
        lot, TraceEventKind.SHIP, clock.now(), commune=commune, party_name="HTX Bạn", actor=actor
    )

    assert (here.place_vi, here.party_name) == ("Ba Đình, Hà Nội", lot.product.producer.name)
    assert (there.place_vi, there.party_name) == ("Hoàn Kiếm, Hà Nội", "HTX Bạn")
    assert (there.lat, there.lng) == (21.02, 105.85)


def test_only_what_has_happened_and_could_is_recorded(session, actor):
    lot = make_lot()
    make_event(lot=lot, kind=TraceEventKind.PACK)

    with pytest.raises(errors.EventInFuture):
        services.record_event(
            lot, TraceEventKind.SHIP, clock.now() + timedelta(minutes=5), actor=actor
        )
    with pytest.raises(errors.EventOutOfOrder):
        services.record_event(
            lot, TraceEventKind.SHIP, clock.now() - timedelta(days=11), actor=actor
        )

    assert session.scalar(select(func.count(TraceEvent.id))) == 1


def test_a_correction_is_a_further_event_and_the_first_stays_on_record(session, actor):
    lot = make_lot()
    wrong = make_event(lot=lot, kind=TraceEventKind.SHIP)
    pack_at = wrong.event_at + timedelta(days=1)
    with pytest.raises(errors.EventOutOfOrder):
        services.record_event(lot, TraceEventKind.PACK, pack_at, actor=actor)

    right = services.record_event(lot, TraceEventKind.PACK, pack_at, corrects=wrong, actor=actor)

    story = queries.lot_story(lot, clock.today())
    assert story.events == [right] and story.corrected == 1
    assert session.scalar(select(func.count(TraceEvent.id))) == 2
    with pytest.raises(errors.WrongCorrection):
        services.record_event(lot, TraceEventKind.PACK, pack_at, corrects=wrong, actor=actor)
    with pytest.raises(errors.WrongCorrection):
        services.record_event(lot, TraceEventKind.PACK, pack_at, corrects=make_event(), actor=actor)
