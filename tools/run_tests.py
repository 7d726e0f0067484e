"""Run the whole suite on SQLite and on PostgreSQL and print one summary.

Tests marked `nodb` touch no database and run once. A DATABASE_URL from outside is used
instead of a server of our own. Further arguments go to pytest, for both runs.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.postgres import server

ROOT = Path(__file__).resolve().parent.parent
WORKERS = "2"


def run(
    database: str, database_url: str, report: Path, *arguments: str
) -> tuple[Counter[str], float]:
    """Run the suite on one database; return how many tests ended how, and the seconds."""
    print(f"--- {database}", flush=True)
    began = time.monotonic()
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "loadgroup"),
            *(f"--junit-xml={report}", *arguments),
        ],
        cwd=ROOT,
        env={**os.environ, "TEST_DATABASE_URL": database_url},
        check=False,
    )
    counted = outcomes(report)
    if done.returncode and not counted["failed"]:
        counted["failed"] = 1  # the runner itself broke off; it has said why
    return counted, time.monotonic() - began


def outcomes(report: Path) -> Counter[str]:
    """Count a report's tests; a skip that gives no reason is a failure."""
    counted: Counter[str] = Counter(passed=0, failed=0, skipped=0)
    if not report.exists():
        return Counter(failed=1)
    for case in ElementTree.parse(report).iter("testcase"):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            counted["failed"] += 1
        elif skip is not None:
            counted["skipped" if skip.get("message") else "failed"] += 1
        else:
            counted["passed"] += 1
    return counted


def main() -> int:
    given = os.environ.get("DATABASE_URL")
    arguments = sys.argv[1:]
    results = {}
    with TemporaryDirectory() as folder:
        results["SQLite"] = run("SQLite", "", Path(folder, "sqlite.xml"), *arguments)
        with nullcontext(given) if given else server() as url:
            results["PostgreSQL"] = run(
                "PostgreSQL", url, Path(folder, "postgresql.xml"), "-m", "not nodb", *arguments
            )
    total: Counter[str] = Counter()
    for database, (counted, seconds) in results.items():
        print(f"{database}: {words(counted)} ({seconds:.0f} s)")
        total.update(counted)
    print(words(total))
    return 1 if total["failed"] or not total["passed"] else 0


def words(counted: Counter[str]) -> str:
    return ", ".join(f"{counted[how]} {how}" for how in ("passed", "failed", "skipped"))


if __name__ == "__main__":
    sys.exit(main())
