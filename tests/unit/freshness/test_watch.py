"""Who asks for the version past the session leaves no connection behind."""

import gc

import pytest

from shop.database import db
from shop.freshness.watch import Watch


def test_connections_are_closed_with_the_one_who_asked(session):
    watch = Watch(db.engine)
    watch.version()
    [connection] = watch._idle

    del watch
    gc.collect()

    with pytest.raises(Exception, match="clos"):
        connection.execute("SELECT 1")


def test_a_connection_that_fails_is_closed_and_not_asked_again(session):
    watch = Watch(db.engine)
    before = watch.version()
    [connection] = watch._idle
    connection.close()

    with pytest.raises(Exception, match="clos"):
        watch.version()

    assert watch.version() == before
