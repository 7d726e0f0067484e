"""Run and look at the queue."""

import logging
import signal
import time
from threading import Event

import click
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from shop.commands import Commands
from shop.database import db, transaction
from shop.jobs import services
from shop.jobs.models import Job, JobState
from shop.lib import clock
from shop.schema import first_line

cli = Commands("jobs", help="Run and look at the queue of jobs.")

log = logging.getLogger(__name__)

IDLE_S = 0.5
LOST_S = 5
HOUSEKEEPING_S = 3600


@cli.command("work")
@click.option("--once", is_flag=True, help="Stop when nothing is due.")
def work(once: bool) -> None:
    """Run jobs until told to stop; a stop waits for the job in hand."""
    stopped = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    tidied = time.monotonic()
    while not stopped.is_set():
        try:
            if services.run_next():
                continue
        except OperationalError as error:
            if once:
                raise
            # A database that is gone comes back; jobs wait in it.
            log.warning("the database does not answer: %s", first_line(error))
            stopped.wait(LOST_S)
        db.session.remove()
        if once:
            return
        if time.monotonic() - tidied > HOUSEKEEPING_S:
            services.forget_done()
            tidied = time.monotonic()
        stopped.wait(IDLE_S)


@cli.command("list")
@click.option("--state", type=click.Choice([state.value for state in JobState]))
@click.option("--limit", default=50, show_default=True)
def show(state: str | None, limit: int) -> None:
    """Show the newest jobs."""
    query = select(Job).order_by(Job.id.desc()).limit(limit)
    if state:
        query = query.where(Job.state == JobState(state))
    for job in db.session.scalars(query):
        click.echo(
            f"{job.id:>8}  {job.state:<8} {job.attempts}x  {job.name}  {job.last_error or ''}"
        )


@cli.command("retry")
@click.argument("job_id", type=int)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
def retry(job_id: int, dry_run: bool) -> None:
    """Queue a dead job once more."""
    job = db.session.get(Job, job_id)
    if job is None or job.state is not JobState.DEAD:
        raise click.ClickException(f"job {job_id} is not a dead job")
    click.echo(f"{'would queue' if dry_run else 'queued'} {job.name} again")
    if not dry_run:
        with transaction() as session:
            session.execute(
                update(Job)
                .where(Job.id == job_id)
                .values(state=JobState.QUEUED, attempts=0, run_at=clock.now(), finished_at=None)
            )
