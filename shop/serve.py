"""`make run`: prepare the instance, then run the web server and the job worker together."""

import os
import signal
import socket
import subprocess
import sys
import time

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from shop import create_app
from shop.config import ROOT
from shop.database import db
from shop.errors import SettingError
from shop.lib import clock
from shop.places.models import Province
from shop.search import search_engine

SIGN_INS = ("consumer", "producer", "point", "fair", "officer", "admin")
PASSWORD = "cho-sao-demo"  # noqa: S105 (published: the demonstration's own)
STOP_S = 15
POLL_S = 0.2
WORKERS, MOST_WORKERS = 2, 64
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi.py"]


def main() -> int:
    """Run until a child ends or somebody stops us; return the exit code."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # one way to end, also where a shell ignores it
        signal.signal(stop, signal.default_int_handler)
    try:
        host, port = address()
        workers = number("WEB_CONCURRENCY", WORKERS, most=MOST_WORKERS)
        prepare(create_app())
    except (SettingError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before the shop was open; the next start goes on from here.")
        return 0
    return supervise(host, port, workers)


def address() -> tuple[str, int]:
    """Return the free address to listen on.

    :raises SettingError: if PORT is no port, or somebody listens there
    """
    host, port = os.environ.get("HOST", "127.0.0.1"), number("PORT", 8000, most=65535)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingError(
                f"cannot listen on {host} port {port} ({error.strerror}); "
                "choose another, such as: make run PORT=8001"
            ) from None
    return host, port


def number(name: str, default: int, *, most: int) -> int:
    """Return a number of the environment.

    :raises SettingError: if it is none, or out of bounds
    """
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise SettingError(f"setting {name} must be a number from 1 to {most}; it is {text!r}")
    return int(text)


def prepare(app: Flask) -> None:
    """Bring the tables to this version; where DEMO is on, the data to this day.

    :raises SettingError: if the database cannot be opened, or belongs to a newer version
    """
    with app.app_context():
        upgrade()
        is_empty = db.session.scalar(select(Province.code).limit(1)) is None
        db.session.remove()
        db.engine.dispose()
    # Written last, so that a start that was broken off begins again.
    loaded = app.config["INSTANCE_PATH"] / "demo-loaded-on"
    today = clock.today().isoformat()
    if app.config["DEMO"] and (is_empty or not loaded.exists() or loaded.read_text() != today):
        print("Loading the published facts and the demonstration data.", flush=True)
        for command in (["reference", "load"], ["demo", "load"], ["search", "rebuild"]):
            flask(*command)
        loaded.write_text(today)
    elif is_lost(app):
        print("Building the search index anew.", flush=True)
        flask("search", "rebuild")


def is_lost(app: Flask) -> bool:
    """Say whether there is no index that this version can read."""
    with app.app_context():
        return search_engine().problem() is not None


def flask(*command: str) -> None:
    """Run one of our own commands.

    :raises SettingError: if it fails; it has said why
    """
    done = subprocess.run(FLASK + list(command), stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SettingError(f"`flask {' '.join(command)}` failed; see above")


def supervise(host: str, port: int, workers: int) -> int:
    """Run server and worker until one ends or a signal comes, then end both."""
    server = [
        *(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")),
        *("--workers", str(workers), "--bind", f"{shown(host)}:{port}"),
    ]
    worker = [*FLASK, "jobs", "work"]
    children: dict[str, subprocess.Popen[bytes]] = {}
    ended = None
    try:
        for name, command in (("web server", server), ("job worker", worker)):
            # Groups of their own: a Ctrl-C reaches only us, and we end them in order.
            children[name] = subprocess.Popen(command, start_new_session=True)
        is_open = False
        while ended is None:
            time.sleep(POLL_S)
            if not is_open and answers(host, port):
                is_open = True
                greet(host, port)
            ended = next(
                (name for name, child in children.items() if child.poll() is not None), None
            )
    except KeyboardInterrupt:
        pass
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        for child in children.values():
            end(child)
    if ended:
        print(f"error: the {ended} ended by itself; the shop is closed", file=sys.stderr)
        return 1
    print("The shop is closed.")
    return 0


def end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True


def shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def greet(host: str, port: int) -> None:
    print(f"The shop is open at http://{shown(host)}:{port}  (Ctrl-C closes it)")
    if os.environ.get("DEMO") == "1":
        people = ", ".join(f"{name}@demo.test" for name in SIGN_INS)
        print(f"Demonstration sign-ins: {people}; password {PASSWORD}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
