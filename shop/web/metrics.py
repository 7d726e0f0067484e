"""What a monitor reads: requests, the queue, and what the domains add, as Prometheus has it."""

import hmac
import platform
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import Array
from typing import NamedTuple

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from sqlalchemy import func, select

from shop.config import VERSION
from shop.database import db
from shop.extensions import limiter
from shop.jobs.models import Job, JobState
from shop.lib import clock

bp = Blueprint("metrics", __name__)

STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)


class Metric(NamedTuple):
    name: str
    kind: str  # counter, gauge or histogram
    about: str
    samples: Iterable[tuple[str, float]]  # what follows the name, labels included, and the value


class Requests:
    """Counts in memory that the web server's workers share: it loads the shop before it forks."""

    def __init__(self) -> None:
        self._statuses = Array("Q", len(STATUSES))
        self._seconds = Array("d", len(BUCKETS_S) + 2)  # of each bucket, of more, and their sum

    def count(self, status: int, seconds: float) -> None:
        with self._statuses.get_lock():
            self._statuses[status // 100 - 1] += 1
        bucket = next((n for n, most in enumerate(BUCKETS_S) if seconds <= most), len(BUCKETS_S))
        with self._seconds.get_lock():
            self._seconds[bucket] += 1
            self._seconds[-1] += seconds

    def metrics(self) -> Iterator[Metric]:
        by_status = list(zip(STATUSES, self._statuses[:], strict=True))
        yield Metric(
            "shop_requests_total",
            "counter",
            "Requests answered since the start.",
            [(f'{{status="{status}"}}', number) for status, number in by_status],
        )
        *counts, total = self._seconds[:]
        edges = (*map(str, BUCKETS_S), "+Inf")
        buckets = [
            (f'_bucket{{le="{edge}"}}', sum(counts[: number + 1]))
            for number, edge in enumerate(edges)
        ]
        yield Metric(
            "shop_request_seconds",
            "histogram",
            "How long requests took.",
            [*buckets, ("_sum", total), ("_count", sum(counts))],
        )


# Further gauges, added by the domains: name to what it says and a function that returns it.
GAUGES: dict[str, tuple[str, Callable[[], float]]] = {}


@bp.get("/metrics")
@limiter.exempt
def show() -> Response:
    token = current_app.config["METRICS_TOKEN"]
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    # Compared in full whatever differs, so that the time it takes tells nothing.
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        abort(404)
    requests: Requests = current_app.extensions["requests"]
    metrics = [*requests.metrics(), *_queue(), *_gauges(), _build()]
    text = "".join(line for metric in metrics for line in _lines(metric))
    answer = Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
    answer.cache_control.no_store = True
    return answer


def _queue() -> Iterator[Metric]:
    rows = db.session.execute(select(Job.state, func.count()).group_by(Job.state))
    counts = {state: count for state, count in rows}
    waiting = (JobState.QUEUED, JobState.RUNNING, JobState.DEAD)
    yield Metric(
        "shop_jobs",
        "gauge",
        "Jobs by state.",
        [(f'{{state="{state}"}}', counts.get(state, 0)) for state in waiting],
    )
    now = clock.now()
    due = db.session.scalar(
        select(func.min(Job.run_at)).where(Job.state == JobState.QUEUED, Job.run_at <= now)
    )
    age = (now - due).total_seconds() if due else 0
    yield Metric("shop_job_age_seconds", "gauge", "How long the oldest due job waits.", [("", age)])


def _gauges() -> Iterator[Metric]:
    for name, (about, value) in GAUGES.items():
        yield Metric(name, "gauge", about, [("", value())])


def _build() -> Metric:
    labels = f'{{version="{VERSION}",python="{platform.python_version()}"}}'
    return Metric("shop_build_info", "gauge", "What is running.", [(labels, 1)])


def _lines(metric: Metric) -> Iterator[str]:
    yield f"# HELP {metric.name} {metric.about}\n# TYPE {metric.name} {metric.kind}\n"
    yield from (f"{metric.name}{suffix} {value:g}\n" for suffix, value in metric.samples)


def _count(response: Response) -> Response:
    requests: Requests = current_app.extensions["requests"]
    requests.count(response.status_code, time.perf_counter() - g.started)
    return response


def init_app(app: Flask) -> None:
    app.extensions["requests"] = Requests()
    app.after_request(_count)
    app.register_blueprint(bp)
