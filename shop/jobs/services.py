"""Put jobs into the queue, take them out, run them."""

import logging
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shop.database import db, transaction
from shop.jobs.models import Job, JobState
from shop.jobs.registry import HANDLERS
from shop.lib import clock

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 13  # over two hours and more: mail servers are away that long
KEEP_DONE = timedelta(days=7)


def enqueue(
    name: str, *, once: str | None = None, run_at: datetime | None = None, **arguments: Any
) -> None:
    """Queue a job in the transaction of the change that causes it.

    :param once: key under which this job name is queued a single time, ever
    :param run_at: UTC instant before which it does not run
    """
    values = {
        "name": name,
        "arguments": arguments,
        "once": f"{name}:{once}" if once else None,
        "state": JobState.QUEUED,
        "attempts": 0,
        "run_at": run_at or clock.now(),
        "created_at": clock.now(),
    }
    insert = postgresql_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    db.session.execute(insert(Job).values(values).on_conflict_do_nothing(index_elements=["once"]))


def _due(now: datetime) -> Select[int]:
    waiting = (Job.state == JobState.QUEUED) & (Job.run_at <= now)
    abandoned = (Job.state == JobState.RUNNING) & (Job.lease_until <= now)
    return select(Job.id).where(or_(waiting, abandoned)).order_by(Job.run_at, Job.id).limit(1)


def claim() -> Job | None:
    """Take the next due job, or one whose worker died, under a lease; None if there is none."""
    now = clock.now()
    if db.session.scalar(_due(now)) is None:
        return None  # an idle worker only reads
    with transaction() as session:
        taken = session.scalar(
            update(Job)
            .where(Job.id == _due(now).with_for_update(skip_locked=True).scalar_subquery())
            .values(state=JobState.RUNNING, attempts=Job.attempts + 1, lease_until=now + LEASE)
            .returning(Job.id)
        )
    return db.session.get(Job, taken) if taken else None


def run_next() -> bool:
    """Claim and run one job; say whether there was one."""
    job = claim()
    if job is None:
        return False
    job_id, name, attempts, arguments = job.id, job.name, job.attempts, job.arguments
    db.session.rollback()
    if attempts > MOST_ATTEMPTS:  # none came back to say so: it may be what they died of
        _finish(job_id, error="every worker that took it died", attempts=attempts)
        return True
    try:
        HANDLERS[name](**arguments)
    # The outer edge of the runner: whatever went wrong is logged and tried again.
    except Exception as error:
        db.session.rollback()
        log.exception("job failed", extra={"job": name, "job_id": job_id, "attempt": attempts})
        _finish(job_id, error=f"{type(error).__name__}: {error}", attempts=attempts)
    else:
        _finish(job_id)
    return True


def _finish(job_id: int, *, error: str | None = None, attempts: int = 0) -> None:
    now = clock.now()
    values: dict[str, Any] = {"lease_until": None, "last_error": error}
    if error is None:
        values |= {"state": JobState.DONE, "finished_at": now}
    elif attempts >= MOST_ATTEMPTS:
        values |= {"state": JobState.DEAD, "finished_at": now}
    else:
        values |= {"state": JobState.QUEUED, "run_at": now + timedelta(seconds=2**attempts)}
    with transaction() as session:
        session.execute(update(Job).where(Job.id == job_id).values(values))


def forget_done() -> int:
    """Delete jobs that ended well some days ago, and say how many; `once` keys stay."""
    with transaction() as session:
        done = session.scalars(
            delete(Job)
            .where(Job.state == JobState.DONE, Job.once.is_(None))
            .where(Job.finished_at < clock.now() - KEEP_DONE)
            .returning(Job.id)
        )
        return len(done.all())
