"""The version as last committed, asked before every answer that was kept, past the session."""

import weakref
from typing import Any

from sqlalchemy import Engine

_ASK = "SELECT number FROM shelf_version"


class Watch:
    """Connections of its own that are always outside a transaction, and so see what is new.

    There are as many as threads ask at the same time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._idle: list[Any] = []  # append and pop are one step each, for all threads
        weakref.finalize(self, _close, self._idle)  # with the application that asked

    def version(self) -> int:
        """Return the present version.

        :raises Exception: of the driver, if the database cannot be asked
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        try:
            rows = connection.execute(_ASK).fetchall()  # to the end, so that nothing stays open
        except BaseException:
            connection.close()  # the next request begins with another
            raise
        self._idle.append(connection)
        return rows[0][0] if rows else 0

    def _connect(self) -> Any:
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True
        return connection

    def close(self) -> None:
        _close(self._idle)


def _close(connections: list[Any]) -> None:
    while connections:
        connections.pop().close()
