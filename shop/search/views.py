"""The home page, and the list of products: by words, filters and order."""

from flask import Blueprint

from shop.accounts.permissions import public

bp = Blueprint("search", __name__)


@bp.get("/")
@public
def home() -> str:
    return ""


@bp.get("/products")
@public
def products() -> str:
    return ""
