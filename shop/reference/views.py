"""Where the facts come from."""

from flask import Blueprint, render_template

from shop.accounts.permissions import public
from shop.reference import sources

bp = Blueprint("reference", __name__)


@bp.get("/sources", endpoint="sources")
@public
def show() -> str:
    return render_template(
        "reference/sources.html",
        counts=sources.counts(),
        official=sources.official_counts(),
        made_up=sources.made_up_counts(),
        named=sources.named_sources(),
    )
