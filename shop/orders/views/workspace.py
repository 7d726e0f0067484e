"""The producer's orders, and the page where their day begins."""

from shop.accounts.permissions import requires
from shop.web.workspace import bp


@bp.get("/")
@requires("workspace.use")
def today() -> str:
    return ""
