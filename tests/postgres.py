"""A PostgreSQL server for one run of the tests: started here, gone afterwards."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

ACCOUNT = "postgres"
# Nothing of a test's data needs to survive a power cut.
OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def programs() -> Path:
    """Return the folder of the newest installed server.

    :raises FileNotFoundError: if there is none
    """
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if not found:
        raise FileNotFoundError("no PostgreSQL server is installed; run: make test")
    return found[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """Run a server on a free loopback port; give the address of its first database."""
    folder = Path(tempfile.mkdtemp(prefix="shop-postgres-"))
    # initdb refuses root, so the package's own account runs it then.
    as_account = ["runuser", "-u", ACCOUNT, "--"] if os.geteuid() == 0 else []
    user = ACCOUNT if as_account else os.environ.get("USER", ACCOUNT)
    if as_account:
        shutil.chown(folder, ACCOUNT)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [*as_account, str(programs() / program), *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
        )

    data = str(folder / "data")
    listen = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    try:
        run("initdb", "-D", data, "-A", "trust", "-U", user, "-E", "UTF8", "--locale=C.UTF-8")
        log = str(folder / "log")
        run("pg_ctl", "-D", data, "-l", log, "-w", "-o", f"{listen} {OPTIONS}", "start")
        try:
            yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def empty_database(name: str) -> Iterator[str]:
    """A database of this name on the run's PostgreSQL server; "" where the run uses SQLite."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield ""
        return
    maintenance = create_engine(server, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    maintenance.dispose()
