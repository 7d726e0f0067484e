"""A maker and an officer at their desks."""

import pytest

from shop.accounts.models import Role, Scope
from tests.factories.accounts import make_user
from tests.factories.producers import make_producer


@pytest.fixture
def producer(session):
    return make_producer()


@pytest.fixture
def maker(session, producer):
    return make_user(Role.PRODUCER, Scope.PRODUCER, str(producer.id))


@pytest.fixture
def desk(client, maker):
    """The client, signed in as the maker."""
    client.sign_in(maker)
    return client


@pytest.fixture
def officer(session):
    return make_user(Role.OFFICER)


@pytest.fixture
def office(client, officer):
    """The client, signed in as the officer."""
    client.sign_in(officer)
    return client
