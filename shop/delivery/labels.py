"""How the ways of sending goods read."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.delivery.rules import Way

WAYS: dict[Way, LazyString] = {
    Way.OWN: _l("To your door, by the maker's own courier"),
    Way.POST: _l("To your door, by post"),
}
