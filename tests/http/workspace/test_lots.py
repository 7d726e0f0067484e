"""A maker's lots: open, release with stock, hold, give up, record and put right."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from shop.catalog.models import ProductGroup
from shop.inventory.queries import available
from shop.lib import clock
from shop.traceability import queries
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock
from tests.factories.traceability import make_event, make_lot


@pytest.fixture
def lot(pack):
    return make_lot(product=pack.product)


@pytest.fixture
def draft(pack):
    return make_lot(product=pack.product, status=LotStatus.DRAFT)


def take(desk, lot, step, *, status=303, **typed):
    return desk.post("workspace.lot", {"step": step} | typed, code=lot.code, status=status)


def typed_lot(pack, **changes):
    today = clock.today()
    return {
        "product": str(pack.product_id),
        "lot_no": "TS-2611-01",
        "quantity": "120",
        "packed_on": today.isoformat(),
        "expires_on": (today + timedelta(days=90)).isoformat(),
    } | changes


def local(instant):
    return instant.astimezone(clock.VIETNAM).strftime("%Y-%m-%dT%H:%M")


def steps(page):
    return [field["value"] for field in page.select("input[name=step]")]


def test_a_lot_is_opened_as_a_draft_of_an_own_product(desk, session, pack):
    answer = desk.post("workspace.new_lot", typed_lot(pack))

    lot = session.scalars(select(Lot)).one()
    assert (lot.status, lot.lot_no, lot.quantity) == (LotStatus.DRAFT, "TS-2611-01", 120)
    assert answer.location == desk.url("workspace.lot", code=lot.code)
    page = desk.open(answer.location)
    assert steps(page) == ["release", "record", "void"]
    desk.get("traceability.by_code", code=lot.code, status=404)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lot_no": ""}, "lot_no"),
        ({"lot_no": "Lô 1"}, "lot_no"),
        ({"lot_no": "A" * 21}, "lot_no"),
        ({"quantity": "0"}, "quantity"),
        ({"packed_on": "2099-01-01"}, "packed_on"),
        ({"packed_on": "31/12"}, "packed_on"),
        ({"packed_on": "0001-01-01", "expires_on": "0001-01-01"}, "packed_on"),
        ({"packed_on": ""}, "packed_on"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"product": "0"}, "product"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_rest_kept(desk, session, pack, changes, field):
    page = desk.post("workspace.new_lot", typed_lot(pack, **changes), status=422)

    assert page.select_one(f"#{field}-error") and page.select_one(f"#{field}[aria-invalid=true]")
    if field != "quantity":
        assert page.select_one("#quantity")["value"] == "120"
    assert session.scalars(select(Lot)).all() == []


def test_a_number_is_given_once_for_a_product(desk, session, pack, lot):
    page = desk.post("workspace.new_lot", typed_lot(pack, lot_no=lot.lot_no), status=422)

    assert lot.lot_no in page.select_one("#lot_no-error").text


def test_lots_are_opened_of_own_goods_only(desk, session, pack, producer):
    tour = make_product(producer=producer, product_group=ProductGroup.TOURISM)

    for product in (make_variant().product, tour):
        desk.post("workspace.new_lot", typed_lot(pack, product=str(product.id)), status=422)

    offered = desk.get("workspace.new_lot").select("#product option")
    assert [option["value"] for option in offered] == [str(pack.product_id)]


def test_a_maker_without_goods_is_told_why(desk):
    assert desk.get("workspace.new_lot").select_one(".empty")


def test_a_release_puts_the_first_units_away(desk, session, draft, pack):
    answer = take(desk, draft, "release", **{f"units_{pack.id}": "40"})

    session.refresh(draft)
    assert draft.status is LotStatus.RELEASED
    assert available([pack.id], clock.today()) == {pack.id: 40}
    page = desk.open(answer.location)
    assert "40 sản phẩm" in page.text and steps(page) == ["record", "hold"]
    desk.get("traceability.by_code", code=draft.code)


def test_a_release_may_come_without_units(desk, session, draft, pack):
    take(desk, draft, "release", **{f"units_{pack.id}": ""})

    session.refresh(draft)
    assert draft.status is LotStatus.RELEASED and available([pack.id], clock.today()) == {}


def test_units_that_are_none_keep_the_draft(desk, session, draft, pack):
    page = take(desk, draft, "release", status=422, **{f"units_{pack.id}": "-4"})

    assert page.select_one(f"#units_{pack.id}")["value"] == "-4"
    session.refresh(draft)
    assert draft.status is LotStatus.DRAFT


def test_the_second_tap_on_release_is_answered_with_where_the_lot_stands(desk, draft, pack):
    take(desk, draft, "release", **{f"units_{pack.id}": "4"})

    page = take(desk, draft, "release", status=409, **{f"units_{pack.id}": "4"})

    assert page.select_one("[role=alert]") and steps(page) == ["record", "hold"]
    assert available([pack.id], clock.today()) == {pack.id: 4}


def test_an_expired_lot_is_not_released(desk, session, pack):
    lot = make_lot(
        product=pack.product,
        status=LotStatus.ON_HOLD,
        expires_on=clock.today() - timedelta(days=1),
    )

    take(desk, lot, "release", status=422)

    session.refresh(lot)
    assert lot.status is LotStatus.ON_HOLD


def test_a_lot_is_held_with_a_reason_and_released_again(desk, session, lot):
    page = take(desk, lot, "hold", status=422, reason=" ")
    assert page.select_one("#reason-error")
    take(desk, lot, "hold", reason="Chờ kiểm nghiệm")
    session.refresh(lot)
    assert lot.status is LotStatus.ON_HOLD

    take(desk, lot, "release")

    session.refresh(lot)
    assert lot.status is LotStatus.RELEASED


def test_a_draft_is_given_up_and_nothing_more_is_done_with_it(desk, session, draft):
    take(desk, draft, "void", reason="Đếm nhầm")

    session.refresh(draft)
    assert draft.status is LotStatus.VOID
    assert steps(desk.get("workspace.lot", code=draft.code)) == []


@pytest.mark.parametrize(
    "status", [LotStatus.RECALLED, LotStatus.DEPLETED, LotStatus.EXPIRED, LotStatus.RECALL_CLOSED]
)
def test_a_lot_that_is_over_is_only_recorded_on(desk, session, lot, status):
    lot.status = status
    session.commit()

    assert steps(desk.get("workspace.lot", code=lot.code)) == ["record"]
    take(desk, lot, "release", status=409)


def test_a_step_is_recorded_by_the_vietnamese_clock(desk, session, lot, maker):
    take(
        desk,
        lot,
        "record",
        kind="pack",
        event_at="2026-01-31T23:30",
        note_vi="Dán nhãn",
        party_name="Xưởng Bạn",
    )

    event = session.scalars(select(TraceEvent)).one()
    assert event.event_at == datetime(2026, 1, 31, 23, 30, tzinfo=clock.VIETNAM)
    assert (event.kind, event.note_vi) == (TraceEventKind.PACK, "Dán nhãn")
    assert (event.party_name, event.recorded_by_id) == ("Xưởng Bạn", maker.id)
    assert "23:30, 31/01/2026" in desk.get("workspace.lot", code=lot.code).text


def test_the_form_guesses_the_step_that_comes_next(desk, lot):
    make_event(lot=lot, kind=TraceEventKind.PROCESS)

    page = desk.get("workspace.lot", code=lot.code)

    assert page.select_one("#kind [selected]")["value"] == "pack"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_at": ""}, "event_at"),
        ({"event_at": "hôm qua"}, "event_at"),
        ({"event_at": "2099-01-01T08:00"}, "event_at"),
        ({"event_at": "0001-01-01T00:00"}, "event_at"),
        ({"kind": "fly"}, "kind"),
        ({"kind": "ship", "event_at": "2020-01-01T08:00"}, "event_at"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_its_words_kept(desk, session, lot, changes, field):
    make_event(lot=lot, kind=TraceEventKind.PACK)
    typed = {"kind": "pack", "event_at": local(clock.now()), "note_vi": "Một câu dài"} | changes

    page = take(desk, lot, "record", status=422, **typed)

    assert page.select_one(f"#{field}-error")
    assert page.select_one("#note_vi").text.strip() == "Một câu dài"
    assert session.scalar(select(func.count(TraceEvent.id))) == 1


def test_a_step_sent_twice_is_recorded_once(desk, session, lot):
    typed = {"kind": "pack", "event_at": local(clock.now() - timedelta(hours=1))}
    take(desk, lot, "record", **typed)

    take(desk, lot, "record", status=409, **typed)
    take(desk, lot, "record", **typed | {"party_name": "Xưởng Bạn"})

    assert session.scalar(select(func.count(TraceEvent.id))) == 2


def test_a_wrong_step_is_put_right_and_stays_on_record(desk, session, lot):
    wrong = make_event(lot=lot, kind=TraceEventKind.SHIP, note_vi="Nhầm", party_name="Chợ Sen")
    page = desk.get("workspace.lot", code=lot.code, correct=wrong.event_id)
    assert page.select_one("#kind [selected]")["value"] == "ship"
    assert page.select_one("#note_vi").text.strip() == "Nhầm"
    assert page.select_one("#party_name")["value"] == "Chợ Sen"

    assert page.select_one("input[name=corrects]")["value"] == wrong.event_id
    right = {"kind": "pack", "event_at": local(wrong.event_at), "note_vi": "Đúng"}
    correction = {"corrects": wrong.event_id, **right}
    take(desk, lot, "record", **correction)

    story = queries.lot_story(lot, clock.today())
    assert [event.note_vi for event in story.events] == ["Đúng"] and story.corrected == 1
    take(desk, lot, "record", status=422, **correction)  # it does not stand any more
    assert session.scalar(select(func.count(TraceEvent.id))) == 2


def test_a_step_of_another_lot_is_not_put_right_here(desk, session, lot):
    other = make_event()

    desk.get("workspace.lot", code=lot.code, correct=other.event_id, status=404)
    typed = {"kind": "pack", "event_at": local(clock.now()), "corrects": other.event_id}
    take(desk, lot, "record", status=404, **typed)

    assert session.scalar(select(func.count(TraceEvent.id))) == 1


def test_a_step_with_a_name_that_none_has_is_not_put_right(desk, session, lot):
    typed = {"kind": "pack", "event_at": local(clock.now())}

    take(desk, lot, "record", status=404, **typed, corrects="a\0b")


def test_a_step_that_does_not_exist_is_not_found(desk, lot):
    take(desk, lot, "recall", status=404)


def test_lots_are_listed_newest_first_with_state_last_day_and_stock(desk, pack):
    old = make_lot(product=pack.product, expires_on=clock.today() - timedelta(days=1))
    new = make_lot(product=pack.product, status=LotStatus.ON_HOLD)
    make_stock(pack, 7, lot=old)

    first, second = desk.get("workspace.lots").select("li.job")

    assert new.lot_no in first.text and "Tạm giữ" in first.text
    assert old.lot_no in second.text and "Hết hạn" in second.text
    assert "trong kho còn 7" in second.text


def test_the_list_asks_as_often_for_many_lots_as_for_one(
    desk, session, pack, producer, count_statements
):
    def statements():
        session.expire_all()
        with count_statements() as counted:
            desk.get("workspace.lots")
        return len(counted)

    make_stock(pack, 3)
    few = statements()
    for _ in range(4):
        make_stock(make_variant(product=make_product(producer=producer)), 3)

    assert statements() == few


def test_a_list_without_lots_says_what_a_lot_is(desk):
    assert desk.get("workspace.lots").select_one(".empty")
