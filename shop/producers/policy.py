"""Who may work for which producer, and whom anyone may see."""

from flask_babel import lazy_gettext as _l

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.database import db
from shop.errors import NotFound
from shop.producers.models import CraftVillage, Producer
from shop.producers.queries import find_producer, find_village
from shop.producers.rules import is_known


def own_producer(user: User) -> Producer:
    """Return the producer for whom a person works today; of several, the first.

    :raises NotFound: if there is none
    """
    keys = scope_keys(user, "workspace.use", Scope.PRODUCER) or set()
    for key in sorted(keys, key=int):
        if producer := db.session.get(Producer, int(key)):
            return producer
    raise NotFound(_l("No maker has opened their workspace to you."))


def visible_producer(slug: str) -> Producer:
    """Return a producer that the public knows.

    :raises NotFound: if there is none, or it has not been let in yet
    """
    producer = find_producer(slug)
    if producer is None or not is_known(producer):
        raise NotFound(_l("There is no such maker."))
    return producer


def visible_village(slug: str) -> CraftVillage:
    """Return a craft village.

    :raises NotFound: if there is none
    """
    village = find_village(slug)
    if village is None:
        raise NotFound(_l("There is no such craft village."))
    return village
