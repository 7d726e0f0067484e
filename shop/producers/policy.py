"""Who may work for which producer."""

from flask_babel import lazy_gettext as _l

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.database import db
from shop.errors import NotFound
from shop.producers.models import Producer


def own_producer(user: User) -> Producer:
    """Return the producer for whom a person works today; of several, the first.

    :raises NotFound: if there is none
    """
    keys = scope_keys(user, "workspace.use", Scope.PRODUCER) or set()
    for key in sorted(keys, key=int):
        if producer := db.session.get(Producer, int(key)):
            return producer
    raise NotFound(_l("No maker has opened their workspace to you."))
