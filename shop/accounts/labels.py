"""How roles read."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.accounts.models import Role

ROLES: dict[Role, LazyString] = {
    Role.CONSUMER: _l("Buyer"),
    Role.PRODUCER: _l("Producer"),
    Role.POINT_STAFF: _l("Staff of a sales point"),
    Role.BOOTH_STAFF: _l("Staff of a trade week"),
    Role.OFFICER: _l("Officer of the programme"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
