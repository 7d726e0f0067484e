from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from shop.database import transaction
from shop.jobs import cli, enqueue, services
from shop.jobs.models import Job, JobState
from shop.jobs.registry import HANDLERS
from shop.lib import clock


@pytest.fixture
def run(app, session):
    """Run `flask jobs …`; give its exit code and what it printed."""

    def running(*command):
        result = app.test_cli_runner().invoke(args=["jobs", *command])
        return result.exit_code, result.output

    return running


@pytest.fixture
def ran(monkeypatch):
    words = []
    monkeypatch.setitem(HANDLERS, "test.note", lambda word: words.append(word))
    # The tests' own signal handlers stay.
    monkeypatch.setattr(cli.signal, "signal", lambda *_: None)
    return words


def dead_job(session):
    with transaction():
        enqueue("test.note", word="chè")
    job = session.scalars(select(Job)).one()
    with transaction():
        job.state, job.attempts, job.last_error = JobState.DEAD, 8, "OSError: no network"
    return job


def test_work_runs_what_is_due_and_stops_when_asked_to(run, ran):
    with transaction():
        enqueue("test.note", word="chè")
        enqueue("test.note", word="lụa")
        enqueue("test.note", run_at=clock.now() + timedelta(hours=1), word="sen")

    assert run("work", "--once") == (0, "")
    assert ran == ["chè", "lụa"]


def test_the_list_shows_newest_first_and_what_went_wrong(run, session, ran):
    job = dead_job(session)
    with transaction():
        enqueue("test.note", word="lụa")

    code, output = run("list")

    first, second = output.splitlines()
    assert code == 0
    assert first.split()[1] == "queued"
    assert second.split()[:2] == [str(job.id), "dead"]
    assert "OSError: no network" in second


def test_the_list_can_be_of_one_state(run, session, ran):
    dead_job(session)

    assert "dead" in run("list", "--state", "dead")[1]
    assert run("list", "--state", "queued") == (0, "")


def test_a_dead_job_is_queued_once_more(run, session, ran):
    job = dead_job(session)

    assert run("retry", str(job.id)) == (0, "queued test.note again\n")
    assert services.run_next()
    assert ran == ["chè"]


def test_a_dry_run_queues_nothing(run, session, ran):
    job = dead_job(session)

    assert run("retry", str(job.id), "--dry-run") == (0, "would queue test.note again\n")
    session.refresh(job)
    assert job.state is JobState.DEAD


@pytest.mark.parametrize("job_id", ["999999", "alive"])
def test_only_a_dead_job_can_be_queued_again(run, session, ran, job_id):
    if job_id == "alive":
        with transaction():
            enqueue("test.note", word="chè")
        job_id = str(session.scalars(select(Job.id)).one())

    assert run("retry", job_id) == (1, f"Error: job {job_id} is not a dead job\n")


def test_a_worker_waits_for_a_database_that_is_gone(run, session, ran, monkeypatch):
    class Stopped:
        """Set as soon as something was done; waits are noted, not waited."""

        waited: list[float] = []

        def is_set(self):
            return bool(ran)

        def set(self):
            raise AssertionError

        def wait(self, seconds):
            self.waited.append(seconds)

    answers = iter([OperationalError("SELECT", {}, Exception("server closed")), None])
    run_next = services.run_next

    def sometimes_gone():
        if (error := next(answers)) is not None:
            raise error
        return run_next()

    with transaction():
        enqueue("test.note", word="chè")
    monkeypatch.setattr(cli, "Event", Stopped)
    monkeypatch.setattr(services, "run_next", sometimes_gone)

    assert run("work") == (0, "")
    assert Stopped.waited[0] == cli.LOST_S
    assert ran == ["chè"]
