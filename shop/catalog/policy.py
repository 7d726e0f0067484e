"""Which products anyone may see, a maker may edit, and an officer may review."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, or_, true

from shop.accounts.models import Scope, User
from shop.accounts.permissions import scope_keys
from shop.catalog import queries
from shop.catalog.errors import NoSuchProduct
from shop.catalog.models import ContactRequest, Product, ProductVariant
from shop.errors import NotFound
from shop.producers.models import Producer
from shop.producers.policy import own_producer


def visible_product(slug: str) -> Product:
    """Return a product that is published, whoever asks; also by an address that it has left.

    :raises NoSuchProduct: if there is none, or it is not published
    """
    product = queries.find_published(slug)
    if product is None:
        raise NoSuchProduct
    return product


def editable_product(user: User, slug: str) -> Product:
    """Return a product of the producer for whom a person works.

    :raises NotFound: if there is none, or it is somebody else's
    """
    product = queries.find_product(slug)
    if product is None or product.producer_id != own_producer(user).id:
        raise NoSuchProduct
    return product


def editable_pack(user: User, slug: str, pack_id: int) -> ProductVariant:
    """Return a pack of a product that a person may edit.

    :raises NotFound: if there is none, or it is somebody else's
    """
    for pack in editable_product(user, slug).variants:
        if pack.id == pack_id:
            return pack
    raise NotFound(_l("There is no such pack."))


def own_request(user: User, request_id: int) -> ContactRequest:
    """Return a request to the producer for whom a person works.

    :raises NotFound: if there is none, or it is somebody else's
    """
    found = queries.find_request(request_id)
    if found is None or found.product.producer_id != own_producer(user).id:
        raise NotFound(_l("There is no such request."))
    return found


def reach(user: User) -> ColumnElement[bool]:
    """Return the condition on a product's producer under which an officer reviews it."""
    provinces = scope_keys(user, "catalog.review", Scope.PROVINCE)
    communes = scope_keys(user, "catalog.review", Scope.COMMUNE)
    if provinces is None or communes is None:
        return true()
    return or_(Producer.province_code.in_(provinces), Producer.commune_code.in_(communes))


def reviewable_product(user: User, slug: str) -> Product:
    """Return a product within an officer's reach.

    :raises NoSuchProduct: if there is none there
    """
    product = queries.find_product(slug, reach(user))
    if product is None:
        raise NoSuchProduct
    return product
