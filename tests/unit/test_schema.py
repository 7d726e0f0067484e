"""No command and no web server runs on a database of another version."""

import runpy
import sqlite3

import click
import pytest
from flask.cli import ScriptInfo
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from shop import create_app
from shop.commands import Commands
from shop.config import ROOT
from shop.database import db, transaction
from shop.errors import SettingError
from shop.schema import check_schema
from tests.postgres import empty_database


@pytest.fixture
def shop(app, tmp_path, worker_id):
    """Another shop, on a database without tables."""
    with empty_database(f"shop_schema_{worker_id}") as url:
        settings = {"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url}
        other = create_app(settings)
        with other.app_context():
            yield other
            db.session.remove()
            db.engine.dispose()


def set_revision(revision):
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def run(shop, *command):
    with shop.app_context():
        return shop.test_cli_runner().invoke(args=command)


def test_a_database_of_this_version_is_used(shop):
    upgrade()

    check_schema()
    assert run(shop, "jobs", "work", "--once").exit_code == 0


COMMANDS = [["reference", "load"], ["demo", "load"], ["jobs", "work", "--once"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_refuses_a_database_without_tables(shop, command):
    result = run(shop, *command)

    assert result.exit_code == 1
    assert result.output == (
        "Error: the database is older than this program; run: flask db upgrade\n"
    )


def test_a_command_refuses_an_older_database(shop):
    upgrade()
    downgrade()

    assert "flask db upgrade" in run(shop, "inventory", "verify").output


@pytest.mark.parametrize("command", [*COMMANDS, ["db", "upgrade"]], ids=" ".join)
def test_a_command_refuses_a_newer_database_and_leaves_it_alone(shop, command):
    upgrade()
    set_revision("ffffffffffff")

    result = run(shop, *command)

    assert result.exit_code == 1
    assert result.output.startswith("Error: the database is newer than this program (revision fff")
    assert result.output.count("\n") == 1
    assert db.session.scalar(text("SELECT version_num FROM alembic_version")) == "ffffffffffff"


@pytest.mark.parametrize("command", [*COMMANDS, ["db", "upgrade"]], ids=" ".join)
def test_a_database_that_cannot_be_opened_is_one_line(tmp_path, command):
    (tmp_path / "shop.db").write_bytes(b"this was never a database " * 99)
    shop = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": ""})

    result = run(shop, *command)

    assert result.exit_code == 1
    assert result.output.startswith("Error: the database cannot be opened (file is not a database)")
    assert result.output.count("\n") == 1


def test_a_server_that_does_not_answer_is_named_without_its_password(tmp_path):
    shop = create_app(
        {
            "DEMO": "1",
            "INSTANCE_PATH": str(tmp_path),
            "DATABASE_URL": "postgresql+psycopg://shop:hidden@127.0.0.1:1/shop",
        }
    )

    with shop.app_context(), pytest.raises(SettingError) as refused:
        check_schema()

    assert "cannot be opened" in str(refused.value)
    assert "hidden" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_database_that_gives_up_half_way_is_one_line(shop, monkeypatch):
    upgrade()

    def load(*_args, **_options):
        with transaction() as session:
            session.execute(text("PRAGMA max_page_count = 1"))
            raise_full()

    def raise_full():
        raise db.exc.OperationalError("INSERT", {}, sqlite3.OperationalError("disk is full"))

    monkeypatch.setattr("shop.reference.services.load", load)
    if db.engine.dialect.name != "sqlite":
        monkeypatch.setattr("shop.reference.services.load", lambda *_a, **_o: raise_full())

    result = run(shop, "reference", "load")

    assert result.exit_code == 1
    assert result.output.startswith("Error: the database gave up (disk is full); nothing half-done")


def test_the_web_server_does_not_start_on_an_older_database(shop, monkeypatch, tmp_path):
    for name in ("DEMO", "INSTANCE_PATH", "DATABASE_URL"):
        monkeypatch.setenv(name, str(shop.config[name]).replace("True", "1"))

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "wsgi.py"))

    assert ended.value.code == "error: the database is older than this program; run: " + (
        "flask db upgrade"
    )


def test_a_wrong_setting_ends_the_web_server_in_one_line(monkeypatch):
    monkeypatch.setenv("DEMO", "maybe")

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "wsgi.py"))

    assert ended.value.code == "error: setting DEMO must be 1 or 0; it is 'maybe'"


def test_every_command_of_ours_looks_at_the_database_first(app):
    info = ScriptInfo(create_app=lambda: app)
    ours = []
    with click.Context(app.cli, obj=info):
        for group in app.cli.commands.values():
            for command in getattr(group, "commands", {"": group}).values():
                if command.callback.__module__.startswith("shop"):
                    ours.append(group)

    assert ours
    assert all(isinstance(group, Commands) for group in ours)
