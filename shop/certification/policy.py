"""Which certificate an officer may keep."""

from flask_babel import lazy_gettext as _l

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.certification.models import Certificate
from shop.certification.queries import find_public
from shop.errors import NotFound


def recordable_certificate(user: User, public_id: str) -> Certificate:
    """Return a certificate of the places for which an officer keeps the register.

    :raises NotFound: if there is none, or its maker is at home elsewhere
    """
    certificate = find_public(public_id.lower())
    if certificate is not None:
        provinces = scope_keys(user, "certification.record", Scope.PROVINCE)
        producer = certificate.product.producer
        if provinces is None or (producer is not None and producer.province_code in provinces):
            return certificate
    raise NotFound(_l("There is no certificate with this code."))
