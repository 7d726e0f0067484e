from datetime import datetime

import pytest
from sqlalchemy import select

from shop.database import transaction
from shop.jobs.models import Job
from shop.places.models import Province


def provinces(session):
    return session.scalars(select(Province.code).order_by(Province.code)).all()


def test_a_transaction_keeps_what_it_did(session):
    with transaction() as inside:
        inside.add(Province(code="98", name="Tỉnh Thử"))

    session.rollback()
    assert provinces(session) == ["98"]


def test_an_error_undoes_the_whole_transaction(session):
    with pytest.raises(ValueError), transaction() as inside:
        inside.add(Province(code="98", name="Tỉnh Thử"))
        inside.flush()
        raise ValueError

    assert provinces(session) == []


def test_an_inner_failure_that_was_swallowed_still_undoes_everything(session):
    with pytest.raises(RuntimeError), transaction() as outer:
        outer.add(Province(code="98", name="Tỉnh Thử"))
        try:
            with transaction():
                raise ValueError
        except ValueError:
            pass

    assert provinces(session) == []


def test_only_the_outermost_block_commits(session):
    with pytest.raises(ValueError), transaction():
        with transaction() as inner:
            inner.add(Province(code="98", name="Tỉnh Thử"))
        raise ValueError

    assert provinces(session) == []


def test_a_transaction_refuses_changes_made_before_it(session):
    session.add(Province(code="98", name="Tỉnh Thử"))

    with pytest.raises(AssertionError), transaction():
        pass


def test_an_instant_needs_its_zone(session):
    job = Job(name="x", arguments={}, run_at=datetime(2026, 11, 22))  # noqa: DTZ001
    with pytest.raises(Exception, match="zone"), transaction() as inside:
        inside.add(job)
