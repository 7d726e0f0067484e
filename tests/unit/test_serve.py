"""`make run`: what it prepares, what stops it, and what it prints."""

import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from shop import create_app, serve
from shop.config import ROOT
from shop.database import db
from shop.errors import SettingError
from tests.live import environment, free_port


def start(instance, **settings):
    """Start the shop for real, where something is to stop it at once."""
    return subprocess.run(
        [sys.executable, "-m", "shop.serve"],
        cwd=ROOT,
        env=environment(instance, **{"PORT": str(free_port())} | settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield str(other.getsockname()[1])


def test_a_port_in_use_is_told_in_one_line_before_anything_is_touched(tmp_path, taken_port):
    ended = start(tmp_path, PORT=taken_port)

    assert ended.returncode == 1
    assert ended.stderr == (
        f"error: cannot listen on 127.0.0.1 port {taken_port} (Address already in use); "
        "choose another, such as: make run PORT=8001\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "http"}, "setting PORT must be a number from 1 to 65535; it is 'http'"),
        ({"PORT": "65536"}, "setting PORT must be a number from 1 to 65535; it is '65536'"),
        ({"WEB_CONCURRENCY": "0"}, "setting WEB_CONCURRENCY must be a number from 1 to 64"),
        ({"HOST": "nowhere.invalid"}, "cannot listen on nowhere.invalid port"),
        ({"DEMO": "maybe"}, "setting DEMO must be 1 or 0; it is 'maybe'"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/shop.db"}, "the database cannot be opened"),
    ],
)
def test_what_stops_the_start_is_told_in_one_line(tmp_path, settings, said):
    ended = start(tmp_path, **settings)

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"error: {said}")
    assert ended.stderr.count("\n") == 1


def test_a_newer_database_is_left_alone(tmp_path):
    with closing(sqlite3.connect(tmp_path / "shop.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)")
        database.execute("INSERT INTO alembic_version VALUES ('ffffffffffff')")
        database.commit()

    ended = start(tmp_path)

    assert ended.returncode == 1
    assert ended.stderr.startswith("error: the database is newer than this program")
    with closing(sqlite3.connect(tmp_path / "shop.db")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    assert tables == [("alembic_version",)]


@pytest.fixture
def commands(monkeypatch):
    """The commands of ours that a start runs, noted instead of run."""
    noted = []
    monkeypatch.setattr(serve, "flask", lambda *command: noted.append(" ".join(command)))
    return noted


@pytest.fixture
def shop(tmp_path):
    shop = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": ""})
    yield shop
    with shop.app_context():
        db.engine.dispose()


@pytest.fixture(autouse=True)
def index_is_found(monkeypatch):
    monkeypatch.setattr(serve, "is_lost", lambda _app: False)


LOADS = ["reference load", "demo load", "search rebuild"]


def test_an_empty_shop_is_filled(shop, commands):
    serve.prepare(shop)

    assert commands == LOADS


def test_only_the_first_start_of_a_day_loads_the_data(shop, commands, at, monkeypatch):
    serve.prepare(shop)
    monkeypatch.setattr(db.session, "scalar", lambda _query: "01")  # as if that had filled it
    serve.prepare(shop)
    assert commands == LOADS

    at(datetime.now(UTC) + timedelta(days=1))
    serve.prepare(shop)

    assert commands == LOADS * 2


def test_an_index_that_cannot_be_read_is_built_anew(shop, commands, monkeypatch):
    serve.prepare(shop)
    monkeypatch.setattr(db.session, "scalar", lambda _query: "01")
    monkeypatch.setattr(serve, "is_lost", lambda _app: True)

    serve.prepare(shop)

    assert commands == [*LOADS, "search rebuild"]


def test_a_load_that_was_broken_off_begins_again(shop, commands, monkeypatch):
    def break_off(*command):
        raise SettingError("`flask reference load` failed; see above")

    monkeypatch.setattr(serve, "flask", break_off)
    with pytest.raises(SettingError):
        serve.prepare(shop)

    assert not (shop.config["INSTANCE_PATH"] / "demo-loaded-on").exists()


def test_a_real_shop_gets_no_demonstration(tmp_path, commands):
    settings = {"DEMO": "0", "SECRET_KEY": "k" * 40, "BASE_URL": "https://shop.example.vn"}
    shop = create_app(settings | {"INSTANCE_PATH": str(tmp_path), "DATABASE_URL": ""})

    serve.prepare(shop)

    assert not commands


@pytest.mark.parametrize(("host", "shown"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")])
def test_the_greeting_says_where_to_go_and_who_may_sign_in(monkeypatch, capsys, host, shown):
    monkeypatch.setenv("DEMO", "1")

    serve.greet(host, 8000)

    said = capsys.readouterr().out
    assert f"http://{shown}:8000 " in said
    for name in ("consumer", "producer", "point", "fair", "officer", "admin"):
        assert f"{name}@demo.test" in said
    assert serve.PASSWORD in said


def test_a_real_shop_names_no_sign_in(monkeypatch, capsys):
    monkeypatch.setenv("DEMO", "0")

    serve.greet("127.0.0.1", 8000)

    assert "demo.test" not in capsys.readouterr().out


def test_when_one_process_ends_the_other_is_ended_too(monkeypatch, capsys):
    started = []
    popen = subprocess.Popen

    def stand_in(command, **options):
        lives = 60 if "jobs" in command else 0
        child = popen([sys.executable, "-c", f"import time; time.sleep({lives})"], **options)
        started.append(child)
        return child

    monkeypatch.setattr(serve.subprocess, "Popen", stand_in)
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)

    assert serve.supervise("127.0.0.1", free_port(), workers=1) == 1

    assert len(started) == 2
    assert all(child.poll() is not None for child in started)
    assert "the web server ended by itself" in capsys.readouterr().err


def test_nobody_is_greeted_before_the_shop_answers(taken_port):
    assert serve.answers("127.0.0.1", int(taken_port))
    assert not serve.answers("127.0.0.1", free_port())
