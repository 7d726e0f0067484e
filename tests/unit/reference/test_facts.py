"""The published facts and the demonstration on top of them, as a shop really loads them."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select

from shop import create_app
from shop.accounts.models import User
from shop.catalog.models import CriteriaSet, Product, ProductVariant
from shop.certification import queries
from shop.certification.models import Certificate, IssuedPrecision, ProgrammeTotal, Recognition
from shop.database import Base, Origin, db, transaction
from shop.inventory.queries import differences
from shop.lib import clock, gs1
from shop.orders.models import OrderChange, OrderStatus, Purchase
from shop.places.models import Commune, Province, SalesPoint
from shop.producers.models import CraftVillage, Producer, ProducerStatus
from shop.reference import services as facts
from shop.reference.dataset import BadData
from shop.reference.demo import services as demo
from shop.traceability.models import Lot, TraceEvent
from shop.trade_weeks.models import Booth, TradeWeek
from tests.postgres import empty_database

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=clock.VIETNAM)
# What the demonstration adds to a fact's row, in columns that no source fills; a story says
# of itself that it is made up.
ADDED = {"status", "has_demo_account", "opened_at", "edited_at", "story_vi", "story_en"}


@pytest.fixture(scope="module")
def shop(app, tmp_path_factory, worker_id):
    """A shop with the facts loaded; its clock stands at noon of 22 November 2026."""
    settings = {"DEMO": "1", "INSTANCE_PATH": str(tmp_path_factory.mktemp("facts"))}
    with empty_database(f"shop_facts_{worker_id}") as url:
        shop = create_app(settings | {"DATABASE_URL": url})
        with shop.app_context():
            clock.show(NOON)
            upgrade()
            facts.load()
            yield shop
            db.session.remove()
            db.engine.dispose()
    clock.show(None)


@pytest.fixture(scope="module")
def facts_alone(shop):
    """Every fact as it stood before the demonstration was loaded."""
    return snapshot()


@pytest.fixture(scope="module")
def shown(facts_alone):
    """The same shop with the demonstration loaded."""
    clock.show(NOON)
    demo.load()


@pytest.fixture(autouse=True)
def at_noon(shop):
    clock.show(NOON)
    yield
    db.session.rollback()
    clock.show(None)


def snapshot():
    return {
        table.name: {
            row.id: {key: value for key, value in row._mapping.items() if key not in ADDED}
            for row in db.session.execute(select(table).where(table.c.origin == Origin.REFERENCE))
        }
        for table in Base.metadata.tables.values()
        if "origin" in table.c
    }


def count(model, **where):
    return db.session.scalar(select(func.count()).select_from(model).filter_by(**where))


def rows(model, **where):
    return db.session.scalars(select(model).filter_by(**where)).all()


def changes(tallies):
    return {name: tally for name, tally in tallies.items() if tally.added or tally.changed}


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (Province, 34),
        (Commune, 3_321),
        (CriteriaSet, 26),
        (CraftVillage, 64),
        (Producer, 298),
        (Product, 544),
        (Recognition, 427),
        (SalesPoint, 62),
        (TradeWeek, 56),
        (ProgrammeTotal, 105),
    ],
)
def test_every_published_row_is_there(facts_alone, model, expected):
    where = {"origin": Origin.REFERENCE} if hasattr(model, "origin") else {}

    assert count(model, **where) == expected


def test_every_fact_names_its_source(facts_alone):
    for table, found in facts_alone.items():
        assert all(row["source"] for row in found.values()), table


def test_a_certificate_follows_from_stars_and_a_year_and_from_nothing_else(facts_alone):
    enough = {each.id for each in rows(Recognition) if each.stars is not None and each.stated_on}
    certified = Counter(each.recognition_id for each in rows(Certificate, origin="reference"))

    assert certified.keys() == enough
    assert set(certified.values()) == {1}
    assert len(enough) == 318


def test_the_stars_are_those_of_the_source(facts_alone):
    stars = {each.id: each.stars for each in rows(Recognition)}

    for certificate in rows(Certificate, origin="reference"):
        assert certificate.stars == stars[certificate.recognition_id]


def test_about_190_real_products_hold_stars_on_22_november_2026(facts_alone):
    products = {each.id for each in rows(Product)}

    valid = queries.certificates_on(DAY, products).values()

    assert len([each for each in valid if each.origin is Origin.REFERENCE]) == 188


def test_a_year_counts_only_while_each_of_its_days_would(facts_alone):
    valid = [
        each
        for each in rows(Certificate, issued_precision=IssuedPrecision.YEAR)
        if each.is_valid_on(DAY)
    ]

    assert valid
    assert min(each.issued_on for each in valid) == date(2024, 1, 1)
    assert not any(
        each.is_valid_on(date(2027, 1, 2)) for each in valid if each.issued_on.year < 2025
    )


def test_a_second_load_changes_nothing(facts_alone):
    assert not changes(facts.load())


def test_what_somebody_edited_is_left_alone(facts_alone):
    product = rows(Product)[0]
    with transaction():
        product.name_vi, product.origin = "Tên đã sửa", Origin.ENTERED
    try:
        tallies = facts.load()

        assert tallies["products"].kept == 1
        assert not changes(tallies)
        assert db.session.get(Product, product.id).name_vi == "Tên đã sửa"
    finally:
        with transaction():
            product.origin = Origin.REFERENCE
        facts.load()


def test_a_dry_run_writes_nothing(facts_alone):
    product = rows(Product)[0]
    with transaction():
        product.name_vi = "Tên lệch"

    assert facts.load(dry_run=True)["products"].changed == 1
    db.session.expire_all()
    assert product.name_vi == "Tên lệch"
    assert facts.load()["products"].changed == 1


def test_broken_facts_write_nothing(facts_alone, tmp_path):
    with pytest.raises(BadData):
        facts.load(tmp_path)

    assert snapshot() == facts_alone


def test_the_demonstration_changes_no_fact(facts_alone, shown):
    assert snapshot() == facts_alone


def test_the_facts_loaded_again_leave_the_demonstration_alone(shown):
    made_up = count(Certificate, origin=Origin.DEMO), count(ProductVariant, origin=Origin.DEMO)

    assert not changes(facts.load())
    assert made_up == (
        count(Certificate, origin=Origin.DEMO),
        count(ProductVariant, origin=Origin.DEMO),
    )


def test_a_second_load_of_the_demonstration_changes_nothing(shown):
    assert not changes(demo.load())


def test_no_made_up_price_stands_beside_a_published_one(shown):
    priced = {each.product_id for each in rows(ProductVariant, origin=Origin.REFERENCE)}
    made_up = {each.product_id for each in rows(ProductVariant, origin=Origin.DEMO)}

    assert priced
    assert not priced & made_up


def test_made_up_numbers_are_those_for_examples_and_never_vietnams(shown):
    gtins = [each.gtin for each in rows(ProductVariant) if each.gtin]

    assert len(gtins) > 500
    assert all(gtin.startswith("0952") and gs1.is_gtin(gtin) for gtin in gtins)
    assert not any(gtin.lstrip("0").startswith("893") for gtin in gtins)


def test_re_recognitions_are_marked_and_no_source_is_claimed(shown):
    renewals = rows(Certificate, origin=Origin.DEMO)

    assert renewals
    for each in renewals:
        assert each.is_demo
        assert each.source is None
        assert each.recognition_id is None
        assert each.decision_no.startswith("MH-")


def test_no_product_with_a_real_certificate_is_re_recognised(shown):
    real = {
        each.product_id
        for each in rows(Certificate, origin=Origin.REFERENCE)
        if each.is_valid_on(DAY)
    }

    assert not real & {each.product_id for each in rows(Certificate, origin=Origin.DEMO)}


def test_people_who_applied_in_earnest_are_not_opened(shown):
    producer = rows(Producer, status=ProducerStatus.OPEN)[0]
    with transaction():
        producer.status = ProducerStatus.APPLIED
    try:
        demo.load()

        db.session.expire_all()
        assert producer.status is ProducerStatus.APPLIED
    finally:
        with transaction():
            producer.status = ProducerStatus.OPEN


def test_every_audience_can_sign_in_and_is_marked(shown):
    people = rows(User)

    assert {each.email.split("@")[0] for each in people} == {
        *("consumer", "producer", "point", "fair", "officer", "admin")
    }
    assert all(each.is_demo for each in people)


def running_week():
    return rows(TradeWeek, origin=Origin.DEMO)[0]


def test_a_trade_week_with_a_hundred_booths_is_running(shown):
    week = running_week()

    assert week.start_on <= DAY <= week.end_on
    assert count(Booth, trade_week_id=week.id) >= 100


def test_every_exhibitor_holds_a_certificate_to_the_last_day(shown):
    week = running_week()
    holders = {each.producer_id for each in rows(Booth, trade_week_id=week.id) if each.producer_id}
    certified = {
        each.product.producer_id for each in rows(Certificate) if each.is_valid_on(week.end_on)
    }

    assert holders
    assert holders <= certified


def test_sample_orders_stand_at_every_step_and_say_that_they_are_samples(shown):
    purchases = rows(Purchase)

    assert purchases
    assert all(each.is_demo and each.placed_at < clock.now() for each in purchases)
    assert {order.status for each in purchases for order in each.orders} >= {
        OrderStatus.PLACED,
        OrderStatus.CONFIRMED,
        OrderStatus.PACKED,
        OrderStatus.SHIPPED,
        OrderStatus.DELIVERED,
    }
    assert not list(differences())


def test_a_week_later_the_demonstration_has_moved_with_the_clock(shown):
    before = {each.id: each.packed_on for each in rows(Lot)}
    steps = {each.id: each.at for each in rows(OrderChange)}
    started = running_week().start_on
    db.session.rollback()
    clock.show(NOON + timedelta(days=7))
    try:
        demo.load()
        again = demo.load()
        db.session.expire_all()

        assert running_week().start_on == started + timedelta(days=7)
        assert {each.id: each.packed_on for each in rows(Lot)} == {
            key: day + timedelta(days=7) for key, day in before.items()
        }
        assert all(each.event_at < clock.now() for each in rows(TraceEvent))
        assert {each.id: each.at for each in rows(OrderChange)} == {
            key: instant + timedelta(days=7) for key, instant in steps.items()
        }
        assert not changes(again)
    finally:
        db.session.rollback()
        clock.show(NOON)
        demo.load()
