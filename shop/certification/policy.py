"""Which certificates, products and lists of decisions an officer may keep."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_, true

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.catalog.models import Product
from shop.catalog.queries import find_product
from shop.certification import decisions, desk
from shop.certification.models import Certificate, DecisionImport
from shop.errors import NotFound
from shop.producers.models import Producer


def reach(user: User) -> ColumnElement[bool]:
    """Return the condition on a product's maker under which an officer keeps its certificates."""
    provinces = scope_keys(user, "certification.record", Scope.PROVINCE)
    communes = scope_keys(user, "certification.record", Scope.COMMUNE)
    if provinces is None or communes is None:
        return true()
    return or_(Producer.province_code.in_(provinces), Producer.commune_code.in_(communes))


def recordable_certificate(user: User, public_id: str) -> Certificate:
    """Return a certificate of the places for which an officer keeps the register.

    :raises NotFound: if there is none, or its maker is at home elsewhere
    """
    certificate = desk.find(public_id.lower(), reach(user))
    if certificate is None:
        raise NotFound(_l("There is no certificate with this code."))
    return certificate


def recordable_product(user: User, slug: str) -> Product:
    """Return a product for which an officer may record certificates.

    :raises NotFound: if there is none, or its maker is at home elsewhere
    """
    product = find_product(slug, reach(user))
    if product is None:
        raise NotFound(_l("There is no such product."))
    return product


def own_import(user: User, import_id: int) -> DecisionImport:
    """Return the list of a decision that an officer has brought.

    :raises NotFound: if there is none, or somebody else has brought it
    """
    found = decisions.find(import_id)
    if found is None or not (found.created_by_id == user.id or _reaches_all(user)):
        raise NotFound(_l("There is no such list."))
    return found


def _reaches_all(user: User) -> bool:
    return scope_keys(user, "certification.record", Scope.PROVINCE) is None
