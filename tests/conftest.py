"""The application, a session whose commits are undone, a client that speaks pages."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from shop import create_app
from shop.database import Base, db
from shop.extensions import limiter
from shop.lib import clock
from tests.browserless import Client
from tests.postgres import empty_database

# A test that asks for none of these touches no database and runs once, not on each.
NEEDS_DATABASE = {"app", "database_url", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not NEEDS_DATABASE & set(item.fixturenames):
            item.add_marker("nodb")
        if "live_server" in item.fixturenames:
            item.add_marker("browser")
            # One worker walks them all, so one server is enough.
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def database_url(worker_id: str) -> Iterator[str]:
    with empty_database(f"shop_test_{worker_id}") as url:
        yield url


@pytest.fixture(scope="session")
def live_database_url(worker_id: str) -> Iterator[str]:
    with empty_database(f"shop_live_{worker_id}") as url:
        yield url


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Flask]:
    app = create_app(
        {
            "DEMO": "1",
            "INSTANCE_PATH": str(tmp_path_factory.mktemp("instance")),
            "DATABASE_URL": database_url,
            "PAGE_CACHE_MB": "0",  # it looks past the session, where a test's rows are not
        }
    )
    app.config["TESTING"] = True
    with app.app_context():
        Base.metadata.create_all(db.engine)
        stamp()  # commands refuse tables that no migration vouches for
        yield app
        db.engine.dispose()


@pytest.fixture
def session(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A database session whose commits are undone after the test."""
    engine = db.engine
    app.extensions["shelf"].forget()  # versions begin anew with each test
    with engine.connect() as connection:
        outer = connection.begin()
        factory = sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
        session = scoped_session(factory)
        monkeypatch.setattr(db, "session", session)
        # As at the end of a real request: what was not committed is lost.
        monkeypatch.setattr(session, "remove", session.rollback)
        yield session
        session.close()
        outer.rollback()


@pytest.fixture
def client(app: Flask, session: Session) -> Client:
    limiter.reset()
    return Client(app)


@pytest.fixture
def count_statements(session: Session):
    """A block that counts the SQL statements run inside it."""

    @contextmanager
    def counting():
        statements: list[str] = []

        def note(_c, _cursor, statement, *_rest):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return counting


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    """Set the clock to an instant for the rest of the test."""
    yield clock.show
    clock.show(None)
