"""Keep the range: what a maker writes, what the office decides, who would like to come."""

from shop.catalog.services.contacts import request_contact, settle_request
from shop.catalog.services.listing import (
    lift,
    publish,
    reject,
    submit,
    take_down,
    touch,
    unpublish,
)
from shop.catalog.services.packs import Pack, add_pack, edit_pack
from shop.catalog.services.products import Listing, create, discard, edit

__all__ = [
    "Listing",
    "Pack",
    "add_pack",
    "create",
    "discard",
    "edit",
    "edit_pack",
    "lift",
    "publish",
    "reject",
    "request_contact",
    "settle_request",
    "submit",
    "take_down",
    "touch",
    "unpublish",
]
