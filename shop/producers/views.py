"""Makers and craft villages."""

from flask import Blueprint

from shop.accounts.permissions import public

bp = Blueprint("producers", __name__)


@bp.get("/producers")
@public
def index() -> str:
    return ""


@bp.get("/producers/<slug>")
@public
def show(slug: str) -> str:
    return slug


@bp.get("/villages")
@public
def villages() -> str:
    return ""


@bp.get("/villages/<slug>")
@public
def village(slug: str) -> str:
    return slug
