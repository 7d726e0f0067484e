from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.database import transaction
from shop.jobs import enqueue, services
from shop.jobs.models import Job, JobState
from shop.jobs.registry import HANDLERS
from shop.lib import clock


@pytest.fixture
def ran(monkeypatch):
    """Words that the job test.note was called with."""
    words = []
    monkeypatch.setitem(HANDLERS, "test.note", lambda word: words.append(word))
    return words


@pytest.fixture
def failing(monkeypatch):
    def fail():
        raise OSError("no network")

    monkeypatch.setitem(HANDLERS, "test.fail", fail)


def only_job(session):
    session.expire_all()
    return session.scalars(select(Job)).one()


def test_a_job_runs_once_with_its_arguments(session, ran):
    with transaction():
        enqueue("test.note", word="chè")

    assert services.run_next()
    assert not services.run_next()
    assert ran == ["chè"]
    assert only_job(session).state is JobState.DONE


def test_a_change_that_fails_leaves_no_job(session, ran):
    with pytest.raises(ZeroDivisionError), transaction():
        enqueue("test.note", word="chè")
        raise ZeroDivisionError

    assert not services.run_next()
    assert session.scalar(select(Job)) is None


def test_once_queues_a_single_time(session, ran):
    for _ in range(2):
        with transaction():
            enqueue("test.note", once="tea", word="chè")
    while services.run_next():
        pass
    with transaction():
        enqueue("test.note", once="tea", word="chè")

    assert not services.run_next()
    assert ran == ["chè"]


def test_a_job_waits_for_its_time(session, ran):
    with transaction():
        enqueue("test.note", run_at=clock.now() + timedelta(hours=1), word="chè")

    assert not services.run_next()


def test_a_failed_job_is_tried_again_later(session, failing):
    with transaction():
        enqueue("test.fail")

    assert services.run_next()

    job = only_job(session)
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    assert job.run_at > clock.now()
    assert job.last_error == "OSError: no network"


def test_a_job_that_never_succeeds_is_kept_for_a_person(session, failing):
    with transaction():
        enqueue("test.fail")
    with transaction():
        only_job(session).attempts = services.MOST_ATTEMPTS - 1

    services.run_next()

    assert only_job(session).state is JobState.DEAD


def test_a_job_of_a_dead_worker_is_taken_over_when_its_lease_ends(session, ran):
    with transaction():
        enqueue("test.note", word="chè")
    services.claim()
    assert not services.run_next()

    with transaction():
        only_job(session).lease_until = clock.now() - timedelta(seconds=1)

    assert services.run_next()
    assert ran == ["chè"]
    assert only_job(session).attempts == 2


def test_a_job_that_every_worker_dies_of_is_kept_for_a_person(session, ran):
    with transaction():
        enqueue("test.note", word="chè")
    services.claim()
    with transaction():
        job = only_job(session)
        job.attempts, job.lease_until = services.MOST_ATTEMPTS, clock.now() - timedelta(seconds=1)

    assert services.run_next() and not services.run_next()

    job = only_job(session)
    assert ran == [] and (job.state, job.lease_until) == (JobState.DEAD, None)
    assert "died" in job.last_error


def test_failures_are_tried_again_for_two_hours():
    waits_s = [2**attempt for attempt in range(1, services.MOST_ATTEMPTS)]

    assert timedelta(seconds=sum(waits_s)) > timedelta(hours=2)


def test_done_jobs_are_forgotten_but_not_their_keys(session, ran):
    with transaction():
        enqueue("test.note", word="one")
        enqueue("test.note", once="two", word="two")
    while services.run_next():
        pass
    with transaction():
        for job in session.scalars(select(Job)):
            job.finished_at = clock.now() - timedelta(days=30)

    assert services.forget_done() == 1
    assert only_job(session).once == "test.note:two"
