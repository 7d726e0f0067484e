"""Headers, the content policy, and where a change may come from."""

import base64
import hashlib
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request
from flask_babel import lazy_gettext as _l

from shop.errors import Forbidden, NotFound

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
LOOPBACK = {"localhost", "127.0.0.1", "::1"}  # the machine itself, for health checks
HSTS = "max-age=63072000; includeSubDomains"


class CrossSiteRequest(Forbidden):
    code = "shop.cross_site_request"

    def __init__(self) -> None:
        super().__init__(_l("This request came from another site and was not carried out."))


def init_app(app: Flask) -> None:
    app.before_request(_refuse_nul)
    app.before_request(_refuse_foreign_host)
    app.before_request(_refuse_cross_site)
    app.after_request(_add_headers)


def _refuse_nul() -> None:
    """Answer addresses with a NUL in them here: nothing of ours has one, and PostgreSQL balks.

    A view that leaves out every value that makes no sense says so by `reads_any_query`.

    :raises NotFound: if the path or a parameter holds one
    """
    view = current_app.view_functions.get(request.endpoint or "")
    is_in_query = b"%00" in request.query_string and not getattr(view, "reads_any_query", False)
    if "\0" in request.path or is_in_query:
        raise NotFound(_l("There is no such page."))


def _refuse_foreign_host() -> None:
    """Answer only for our own name: whole addresses are built from the name asked for."""
    base_url = current_app.config["BASE_URL"]
    if base_url and urlsplit(f"//{request.host}").hostname not in {
        urlsplit(base_url).hostname,
        *LOOPBACK,
    }:
        abort(400)


def _refuse_cross_site() -> None:
    """Guard changes by what the browser says of their origin; cookies are SameSite besides.

    :raises CrossSiteRequest: if the request was made by a page of another origin
    """
    if request.method in SAFE_METHODS or getattr(
        current_app.view_functions.get(request.endpoint or ""), "takes_foreign_posts", False
    ):
        return
    if request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        raise CrossSiteRequest
    origin = request.headers.get("Origin")
    if origin is not None and origin.partition("://")[2] not in _own_hosts():
        raise CrossSiteRequest


def _own_hosts() -> set[str]:
    base_url = current_app.config["BASE_URL"]
    return {request.host, urlsplit(base_url).netloc} if base_url else {request.host}


def allow_style(css: str) -> None:
    """Let this response carry one inline style sheet, by its hash."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    g.setdefault("style_hashes", []).append(f"'sha256-{digest}'")


def _add_headers(response: Response) -> Response:
    styles = " ".join(["'self'", *g.get("style_hashes", [])])
    images = "'self' data: blob:"
    if tiles := current_app.config["MAP_TILE_URL"]:
        parts = urlsplit(tiles)
        images += f" {parts.scheme}://{parts.netloc.replace('{s}', '*')}"
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src {images}; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self), microphone=()")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", HSTS)
    return response
