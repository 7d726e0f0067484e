"""What machines ask a market for: what to read, where everything is, how to install it."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from shop.accounts.permissions import public
from shop.catalog.policy import visible_product
from shop.search.previews import preview_png
from shop.search.sitemap import parts
from shop.traceability.addresses import base_url
from shop.web.assets import asset

bp = Blueprint("machines", __name__)

# Nothing there is for a reader who is not signed in, or who did not come to buy.
NOT_FOR_ROBOTS = (
    *("account", "cart", "checkout", "orders", "payments", "purchases", "sign-in", "sign-up"),
    *("counter", "office", "workspace"),
)
FRESH_S = 3600
INK_ON_PAPER = "#FBF7EF"  # the page's ground in tokens.css
ICONS = (192, 512)


@bp.get("/robots.txt")
@public
def robots() -> Response:
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in NOT_FOR_ROBOTS)]
    lines += ["", f"Sitemap: {base_url()}/sitemap.xml", ""]
    response = make_response("\n".join(lines))
    response.mimetype = "text/plain"
    return _kept(response)


@bp.get("/sitemap.xml")
@public
def sitemap() -> AnyResponse:
    """List every page; where one file cannot hold them, list the files that do."""
    found = parts()
    if len(found) == 1:
        return _xml(render_template("search/sitemap.xml", root=base_url(), paths=found[0]))
    files = [url_for(".sitemap_part", number=number + 1) for number in range(len(found))]
    return _xml(render_template("search/sitemaps.xml", root=base_url(), paths=files))


@bp.get("/sitemap-<int:number>.xml")
@public
def sitemap_part(number: int) -> AnyResponse:
    found = parts()
    if not 1 <= number <= len(found):
        abort(404)
    return _xml(render_template("search/sitemap.xml", root=base_url(), paths=found[number - 1]))


def _xml(text: str) -> AnyResponse:
    response = make_response(text)
    response.mimetype = "application/xml"
    response.add_etag()
    return _kept(response).make_conditional(request)


@bp.get("/products/<slug>/og.png")
@public
def preview(slug: str) -> AnyResponse:
    response = make_response(preview_png(visible_product(slug)))
    response.mimetype = "image/png"
    response.add_etag()
    return _kept(response).make_conditional(request)


@bp.get("/manifest.webmanifest")
@public
def manifest() -> Response:
    response = jsonify(
        name=current_app.config["SITE_NAME"],
        short_name=current_app.config["SITE_NAME"],
        lang="vi",
        id="/",
        start_url="/",
        scope="/",
        display="standalone",
        background_color=INK_ON_PAPER,
        theme_color=INK_ON_PAPER,
        icons=[
            {"src": asset(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in ICONS
        ],
    )
    response.mimetype = "application/manifest+json"
    return _kept(response)


def _kept(response: Response) -> Response:
    response.cache_control.public = True
    response.cache_control.max_age = FRESH_S
    return response
