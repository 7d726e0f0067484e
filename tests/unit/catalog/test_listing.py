"""A listing's way between its maker and the office."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog import rules, services
from shop.catalog.errors import (
    ChangedMeanwhile,
    DemandInFuture,
    ListingIncomplete,
    ListingStepNotAllowed,
    ReasonMissing,
)
from shop.catalog.models import FactKind, ListingChange, ListingStatus
from shop.catalog.rules import Needed
from shop.database import db
from shop.jobs.models import Job
from shop.lib import clock
from tests.factories.accounts import make_user
from tests.factories.catalog import make_criteria_set, make_product, make_whole_product

S = ListingStatus


@pytest.fixture
def maker(session):
    return make_user(Role.PRODUCER, Scope.PRODUCER, "1")


@pytest.fixture
def officer(session):
    return make_user(Role.OFFICER)


STEPS = {
    "submit": (services.submit, (), S.PENDING_REVIEW, {S.DRAFT, S.UNPUBLISHED}),
    "publish": (services.publish, (), S.PUBLISHED, {S.PENDING_REVIEW}),
    "reject": (services.reject, ("Thiếu ảnh nhãn.",), S.REJECTED, {S.PENDING_REVIEW}),
    "unpublish": (services.unpublish, (), S.UNPUBLISHED, {S.PUBLISHED}),
    "take_down": (services.take_down, ("Hàng giả.",), S.TAKEN_DOWN, {S.PUBLISHED}),
    "lift": (services.lift, ("Đã rõ.",), S.PUBLISHED, {S.TAKEN_DOWN}),
}


def jobs_of(product):
    return db.session.scalars(select(Job).filter_by(name="search.index_product")).all()


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("status", S)
def test_each_step_is_taken_from_where_it_may_be_and_refused_elsewhere(
    session, officer, name, status
):
    take, arguments, target, allowed = STEPS[name]
    product = make_whole_product(listing_status=status)

    if status in allowed:
        take(product, *arguments, actor=officer)

        assert product.listing_status is target
        (change,) = product.changes
        assert (change.from_status, change.to_status) == (status, target)
        assert (change.actor_id, change.reason) == (officer.id, (*arguments, None)[0])
        entry = session.scalars(select(AuditEntry).filter_by(action=f"product.{target}")).one()
        assert (entry.actor_id, entry.subject_id) == (officer.id, str(product.id))
        assert [job.arguments for job in jobs_of(product)] == [{"product_id": product.id}]
    else:
        with pytest.raises(ListingStepNotAllowed):
            take(product, *arguments, actor=officer)

        assert product.listing_status is status
        assert session.scalar(select(func.count(ListingChange.id))) == 0
        assert not jobs_of(product)


@pytest.mark.parametrize(
    ("step", "status"), [(services.submit, S.DRAFT), (services.publish, S.PENDING_REVIEW)]
)
def test_what_the_law_asks_for_is_named_thing_by_thing(session, maker, step, status):
    product = make_product(listing_status=status, criteria_set_no=make_criteria_set(18).no)

    with pytest.raises(ListingIncomplete) as refused:
        step(product, actor=maker)

    assert product.listing_status is status
    fields = [part.field for part in refused.value.parts]
    assert fields[:3] == ["fact_packs", "fact_supplement", "fact_not_medicine"]
    assert set(refused.value.lacks) == {Needed.PACK, *rules.LABEL_FACTS[18]} - {FactKind.NET_WEIGHT}
    assert not product.changes and not jobs_of(product)


@pytest.mark.parametrize("name", ["reject", "take_down", "lift"])
@pytest.mark.parametrize("reason", ["", "  \n"])
def test_a_word_of_the_office_has_its_reason(session, officer, name, reason):
    take, _arguments, _target, (status,) = STEPS[name]
    product = make_whole_product(listing_status=status)

    with pytest.raises(ReasonMissing):
        take(product, reason, actor=officer)

    assert product.listing_status is status


@pytest.mark.parametrize("name", ["publish", "reject", "lift"])
def test_the_office_speaks_of_what_it_has_looked_at(session, officer, maker, name):
    take, arguments, target, (status,) = STEPS[name]
    product = make_whole_product(listing_status=status)
    seen = rules.version_of(product)
    services.edit(product, listing_of(product, story_vi="Kể lại"), actor=maker)

    with pytest.raises(ChangedMeanwhile):
        take(product, *arguments, seen=seen, actor=officer)
    assert product.listing_status is status

    take(product, *arguments, seen=rules.version_of(product), actor=officer)
    assert product.listing_status is target


def listing_of(product, **changes):
    same = {
        name: getattr(product, name)
        for name in ("name_vi", "criteria_set_no", "name_en", "subgroup", "story_vi")
    }
    return services.Listing(**same | changes)


def test_an_authority_s_demand_is_on_record_with_its_hour(session, officer):
    product = make_whole_product(listing_status=S.PUBLISHED)
    demanded_at = clock.now() - timedelta(hours=3)

    services.take_down(product, "Công văn 12", demanded_at=demanded_at, actor=officer)

    (change,) = product.changes
    assert change.demanded_at == demanded_at
    entry = session.scalars(select(AuditEntry).filter_by(action="product.taken_down")).one()
    assert entry.details["demanded_at"] == demanded_at.isoformat()


def test_a_demand_has_come_before_it_is_met(session, officer, at):
    product = make_whole_product(listing_status=S.PUBLISHED)
    at(datetime(2026, 11, 25, 3, tzinfo=UTC))

    with pytest.raises(DemandInFuture):
        services.take_down(
            product, "x", demanded_at=clock.now() + timedelta(seconds=1), actor=officer
        )
    assert product.listing_status is S.PUBLISHED

    services.take_down(product, "x", demanded_at=clock.now(), actor=officer)
    assert product.listing_status is S.TAKEN_DOWN


def test_the_whole_way_there_and_back(session, maker, officer):
    product = make_whole_product()

    services.submit(product, actor=maker)
    services.reject(product, "Tên khác giấy chứng nhận.", actor=officer)
    services.edit(product, listing_of(product, name_vi="Trà sen Tây Hồ"), actor=maker)
    services.submit(product, actor=maker)
    services.publish(product, actor=officer)
    services.take_down(product, "Bị tố cáo.", actor=officer)
    services.lift(product, "Không đúng.", actor=officer)
    services.unpublish(product, actor=maker)
    services.submit(product, actor=maker)

    assert [change.to_status for change in product.changes] == [
        *(S.PENDING_REVIEW, S.REJECTED, S.DRAFT, S.PENDING_REVIEW, S.PUBLISHED),
        *(S.TAKEN_DOWN, S.PUBLISHED, S.UNPUBLISHED, S.PENDING_REVIEW),
    ]
