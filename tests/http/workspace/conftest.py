"""A maker at work: their goods, and the page of their orders as they see it."""

import pytest

from shop.accounts.models import Role, Scope
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product, make_variant
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
def pack(producer):
    return make_variant(product=make_product(producer=producer))
