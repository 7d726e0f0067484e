"""Readers of the index while its writers are killed one by one; see test_killed_writers."""

import json
import os
import random
import signal
import sys
import time
from multiprocessing import get_context

from sqlalchemy import update

from shop import create_app
from shop.database import db, transaction
from shop.jobs import services as queue
from shop.jobs.models import Job, JobState
from shop.lib import clock
from shop.search import services
from shop.search.engine import search_engine
from shop.search.words import query_words

READERS, KILLS, PATIENCE_S = 2, 5, 30
PAUSE_S = 0.01  # between two searches of one reader
SOONEST_S, LATEST_S = 0.02, 0.15  # after which a writer is killed


def read(app, count, ended, reads):
    """Search again and again; whatever a writer does or suffers, everything stays known."""
    with app.app_context():
        while not ended.wait(PAUSE_S):
            hits = search_engine().find(query_words("trà"))
            assert len(hits.known) == len(hits.found) == count, (len(hits.known), len(hits.found))
            db.session.remove()
            with reads.get_lock():
                reads.value += 1


def work(app):
    with app.app_context():
        while queue.run_next():
            db.session.remove()


def build(app):
    with app.app_context():
        services.rebuild()


def killed(process):
    process.start()
    time.sleep(random.uniform(SOONEST_S, LATEST_S))
    if process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join(PATIENCE_S)
    return process.exitcode == -signal.SIGKILL


def end_leases(app):
    """Let the time pass after which a dead worker's job is another's."""
    with app.app_context():
        with transaction() as session:
            running = update(Job).where(Job.state == JobState.RUNNING)
            session.execute(running.values(lease_until=clock.now()))
        db.session.remove()
        db.engine.dispose()  # the next writers are forked from here


def main(instance, url, backend, count):
    settings = {"DEMO": "1", "INSTANCE_PATH": instance, "SEARCH_BACKEND": backend}
    app = create_app({**settings, "DATABASE_URL": url})
    fork = get_context("fork")
    ended, reads = fork.Event(), fork.Value("i", 0)
    readers = [
        fork.Process(target=read, args=(app, int(count), ended, reads)) for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    dead = 0
    for number in range(KILLS):
        writer = build if number % 3 == 2 else work
        dead += killed(fork.Process(target=writer, args=(app,)))
        end_leases(app)
    last = fork.Process(target=work, args=(app,))
    last.start()
    last.join(PATIENCE_S)
    ended.set()
    for reader in readers:
        reader.join(PATIENCE_S)
    codes = [last.exitcode, *(reader.exitcode for reader in readers)]
    json.dump({"codes": codes, "killed": dead, "reads": reads.value}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
