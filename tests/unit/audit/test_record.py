import pytest
from flask import g
from sqlalchemy import select

from shop import audit
from shop.audit.models import AuditEntry
from shop.database import transaction
from shop.places.models import Province
from shop.producers.models import Producer
from tests.factories.accounts import make_user
from tests.factories.places import make_province
from tests.factories.producers import make_producer


def only_entry(session, action):
    return session.scalars(select(AuditEntry).filter_by(action=action)).one()


def test_an_entry_says_who_did_what_to_which_thing(session):
    actor, producer = make_user(), make_producer()

    with transaction():
        audit.record(actor, "producer.renamed", producer, before="Cũ", after="Mới")

    entry = only_entry(session, "producer.renamed")
    assert entry.actor_id == actor.id
    assert (entry.subject_type, entry.subject_id) == ("producers", str(producer.id))
    assert entry.details == {"before": "Cũ", "after": "Mới"}
    assert entry.at.tzinfo is not None


def test_a_new_thing_has_its_number_in_its_entry(session):
    make_province()
    with transaction() as inside:
        producer = Producer(slug="moi", name="Mới", origin="entered", status="applied")
        inside.add(producer)
        audit.record(None, "producer.applied", producer)

    entry = only_entry(session, "producer.applied")
    assert entry.subject_id == str(producer.id)
    assert entry.actor_id is None


def test_a_thing_is_named_by_its_key_whatever_that_is(session):
    with transaction() as inside:
        province = Province(code="98", name="Tỉnh Thử")
        inside.add(province)
        audit.record(None, "province.added", province)

    assert only_entry(session, "province.added").subject_id == "98"


def test_a_change_that_fails_leaves_no_entry(session):
    producer = make_producer()

    with pytest.raises(ZeroDivisionError), transaction():
        audit.record(None, "producer.renamed", producer)
        raise ZeroDivisionError

    assert session.scalar(select(AuditEntry.id).filter_by(action="producer.renamed")) is None


def test_an_entry_carries_the_number_of_its_request(app, session):
    producer = make_producer()

    with app.test_request_context():
        g.request_id = "3f0c7f2a-0000-4000-8000-000000000000"
        with transaction():
            audit.record(None, "producer.renamed", producer)

    assert only_entry(session, "producer.renamed").request_id == (
        "3f0c7f2a-0000-4000-8000-000000000000"
    )


def test_an_entry_outlives_what_it_speaks_of(session):
    producer = make_producer()
    key = producer.id
    with transaction() as inside:
        audit.record(None, "producer.removed", producer)
        inside.delete(producer)

    assert only_entry(session, "producer.removed").subject_id == str(key)
