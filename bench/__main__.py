"""`make bench`: requests per second of the main pages, beside a bare page of the same size."""

import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from bench.load import Request, Result, measure
from bench.visitor import Visitor
from shop.config import ROOT
from shop.serve import FLASK
from tests.live import environment, free_port, running

RESULTS = ROOT / "bench" / "results"
SECONDS = 4.0
MOST = 4000
WARM_UP = 40
ORDERS = 80
# Both servers run in one process, so that one core serves and the other one asks.
PROCESSES = "1"
SCALES = (2_000, 20_000, 200_000)  # products; the largest only where it is asked for
USUAL_SCALE = 20_000


@contextmanager
def bare() -> Iterator[str]:
    host = f"127.0.0.1:{free_port()}"
    server = subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")),
            *("--workers", PROCESSES, "--bind", host, "bench.bare:app"),
        ],
        cwd=ROOT,
    )
    try:
        time.sleep(2)
        yield host
    finally:
        server.terminate()
        server.wait()


def add_products(instance: Path, count: str) -> None:
    for command in (["demo", "load", "--scale", count], ["search", "rebuild"]):
        subprocess.run([*FLASK, *command], cwd=ROOT, env=environment(instance), check=True)


def scales_up_to(asked: str) -> list[int]:
    most = int(asked or USUAL_SCALE)
    return [scale for scale in SCALES if scale < most] + [most]


def a_lot(instance: Path) -> str:
    with closing(sqlite3.connect(instance / "shop.db")) as database:
        found = database.execute("SELECT code FROM lots WHERE status = 'released' ORDER BY id")
        return str(found.fetchone()[0])


def cases(host: str, instance: Path) -> Iterator[tuple[str, Callable[[], Request], int]]:
    """Give each benchmark's name, its requests and how many at most."""
    slugs = Visitor(host).in_stock()
    pages = {
        "list": "/products",
        "product": f"/products/{slugs[0]}",
        "trace": f"/t/{a_lot(instance)}",
        "search": "/products?" + urlencode({"q": "trà sen"}),
    }
    for name, path in pages.items():
        yield name, partial(Request, path), MOST
    # Each order needs a cart of its own, filled before the clock starts.
    orders = [Visitor(host).ready_to_order(slugs[n % len(slugs)]) for n in range(ORDERS)]
    yield "checkout", iter(orders).__next__, ORDERS


def compare(host: str, bare_host: str, instance: Path) -> Iterator[dict[str, float | str]]:
    for name, requests, most in cases(host, instance):
        if most > WARM_UP * 2:
            measure(host, requests, most=WARM_UP, seconds=SECONDS)
        ours = measure(host, requests, most=most, seconds=SECONDS)
        if ours.failures:
            sys.exit(f"error: {ours.failures} of {ours.requests} {name} requests failed")
        yield row(name, ours, yardstick(bare_host, ours.size_bytes))


def yardstick(host: str, size_bytes: int) -> Result:
    request = Request(f"/{size_bytes}")
    measure(host, lambda: request, most=WARM_UP, seconds=SECONDS)
    return measure(host, lambda: request, most=MOST, seconds=SECONDS)


def row(name: str, ours: Result, bare: Result) -> dict[str, float | str]:
    return {
        "name": name,
        "size_bytes": ours.size_bytes,
        "requests": ours.requests,
        "per_second": round(ours.per_second, 1),
        "p50_ms": round(ours.percentile_ms(0.5), 1),
        "p95_ms": round(ours.percentile_ms(0.95), 1),
        "bare_per_second": round(bare.per_second, 1),
        "share_of_bare": round(ours.per_second / bare.per_second, 4),
    }


def grow(instance: Path, scales: Iterable[int]) -> Iterator[dict[str, float]]:
    """Add products step by step; time the searches inside the application at each size.

    Every size is timed in a process of its own, as a server's would be.
    """
    for scale in scales:
        add_products(instance, str(scale))
        done = subprocess.run(
            [sys.executable, "-m", "bench.inside", str(instance)],
            cwd=ROOT,
            env=environment(instance, DATABASE_URL=""),
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        yield {"scale": scale, **json.loads(done.stdout)}


def tell(rows: Iterable[dict[str, float]]) -> Iterator[dict[str, float]]:
    columns = ("products", "search_p50_ms", "search_p95_ms", "suggest_p95_ms", "shelf_s", "index_s")
    print("\nCPU inside the application:")
    print("".join(f"{name:>16}" for name in columns))
    for each in rows:
        print("".join(f"{each[name]:>16,}" for name in columns), flush=True)
        yield each


def main() -> None:
    scale = os.environ.get("BENCH_SCALE", "")
    rows = []
    with tempfile.TemporaryDirectory(prefix="shop-bench-") as folder:
        instance = Path(folder)
        with (
            running(instance, WEB_CONCURRENCY=PROCESSES, DATABASE_URL="") as address,
            bare() as bare_host,
        ):
            print(f"{'':<10}{'bytes':>9}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'of bare':>9}")
            for each in compare(address.removeprefix("http://"), bare_host, instance):
                rows.append(each)
                print(
                    f"{each['name']:<10}{each['size_bytes']:>9,}{each['per_second']:>9,}"
                    f"{each['p50_ms']:>9}{each['p95_ms']:>9}{each['share_of_bare']:>9.1%}",
                    flush=True,
                )
        inside = list(tell(grow(instance, scales_up_to(scale))))
    now = datetime.now(UTC)
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    kept = {
        "measured_at": now.isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "scale": int(scale or 0),
        "results": rows,
        "inside": inside,
    }
    path.write_text(json.dumps(kept, indent=2) + "\n")
    print(f"kept in {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
