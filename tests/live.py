"""The shop as it really runs, for tests and benchmarks: `make run` on a folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shop.config import ROOT, SETTINGS

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Root has no sandbox, and nothing but the shop is to be asked for anything.
CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
START_S = 180
STOP_S = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(instance: Path, **settings: str) -> dict[str, str]:
    """Return our environment with the shop's settings replaced by these."""
    ours = {setting.name for setting in SETTINGS}
    rest = {name: value for name, value in os.environ.items() if name not in ours}
    return {**rest, "DEMO": "1", "INSTANCE_PATH": str(instance), "FLASK_APP": "wsgi.py", **settings}


@contextmanager
def running(instance: Path, **settings: str) -> Iterator[str]:
    """Open the shop with facts and demonstration data; give its address.

    :param settings: environment besides DEMO and INSTANCE_PATH
    :raises RuntimeError: with what it printed, if it does not open or does not close cleanly
    """
    port = free_port()
    log = instance / "serve.log"
    with log.open("w") as output:
        shop = subprocess.Popen(
            [sys.executable, "-m", "shop.serve"],
            cwd=ROOT,
            env=environment(instance, HOST="127.0.0.1", PORT=str(port), **settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        _await(shop, address, log)
        yield address
    finally:
        shop.send_signal(signal.SIGINT)
        code = shop.wait(STOP_S)
    if code:
        raise RuntimeError(f"the shop closed with {code}:\n{log.read_text()}")


def _await(shop: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and shop.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the shop did not open:\n{log.read_text()}")
