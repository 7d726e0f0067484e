"""The version as last committed, asked before every answer that was kept, past the session."""

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

    def version(self) -> int:
        """Return the present version.

        :raises Exception: of the driver, if the database cannot be asked
        """
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._connect()
        # One that fails is not put back: the next request begins with another.
        rows = connection.execute(_ASK).fetchall()  # to the end, so that nothing stays open
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
        while self._idle:
            self._idle.pop().close()
