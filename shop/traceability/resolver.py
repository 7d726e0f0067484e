"""GS1 Digital Links: from the number on a pack to the page about it.

Thin for now: one default link and those by type that exist; no link sets.
Rules: GS1-Conformant Resolver Standard 1.2.
"""

from flask import Blueprint, current_app, jsonify, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.catalog.models import Product
from shop.certification.queries import certificate_on
from shop.errors import NotFound, ShopError
from shop.lib import clock, gs1
from shop.traceability import addresses
from shop.traceability.queries import find_product

bp = Blueprint("resolver", __name__)

VOCABULARY = "https://ref.gs1.org/voc/"
TRACEABILITY, PRODUCT_PAGE, CERTIFICATION = "traceability", "pip", "certificationInfo"
MAX_AGE_S = 60


class BadDigitalLink(ShopError):
    code = "traceability.bad_digital_link"
    status = 400

    def __init__(self, problem: gs1.NotADigitalLink) -> None:
        super().__init__(_l("This is no GS1 Digital Link: %(problem)s.", problem=str(problem)))


class NoSuchLink(NotFound):
    code = "traceability.no_such_link"

    def __init__(self) -> None:
        super().__init__(_l("There is no link of this type for these goods."))


@bp.after_request
def _open_to_all(response: Response) -> Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response.headers["Access-Control-Expose-Headers"] = "Link, Location"
    return response


@bp.get("/01/")
@bp.get("/01/<path:rest>")
@public
def resolve(rest: str = "") -> Response:
    try:
        link = gs1.parse_path(addresses.raw_path(), request.query_string.decode("latin-1"))
    except gs1.NotADigitalLink as error:
        raise BadDigitalLink(error) from None
    product = find_product(link.gtin)
    if product is None:
        raise NotFound(_l("Nobody on this market sells goods with this number."))
    links = _links(product, link)
    asked = request.args.get("linkType", f"gs1:{TRACEABILITY}")
    kind = asked.removeprefix("gs1:").removeprefix(VOCABULARY)
    if kind == "defaultLink":
        kind = TRACEABILITY
    if kind not in links:
        raise NoSuchLink
    query = request.query_string.decode("latin-1")
    response = redirect(links[kind] + (f"?{query}" if query else ""), 307)
    for name, address in links.items():
        response.headers.add("Link", f'<{address}>; rel="{VOCABULARY}{name}"')
    response.cache_control.public = True
    response.cache_control.max_age = MAX_AGE_S
    return response


def _links(product: Product, link: gs1.DigitalLink) -> dict[str, str]:
    """Return where each type of link leads; an item without its lot leads to the product."""
    # Items hang on their lot in our addresses; alone, the nearest that is known is the product.
    serial = link.serial if link.lot else None
    links = {
        TRACEABILITY: addresses.trace_path(link.gtin, link.lot, serial),
        PRODUCT_PAGE: url_for("catalog.product", slug=product.slug),
    }
    if certificate := certificate_on(clock.today(), product.id):
        links[CERTIFICATION] = url_for("certification.show", public_id=certificate.public_id)
    return {kind: addresses.base_url() + path for kind, path in links.items()}


@bp.get("/.well-known/gs1resolver")
@public
def description() -> Response:
    response = jsonify(
        {
            "name": current_app.config["SITE_NAME"],
            "resolverRoot": addresses.base_url(),
            "supportedPrimaryKeys": ["01"],
            "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
            "linkTypeDefaultCanBeLinkset": False,
        }
    )
    response.add_etag()
    return response.make_conditional(request)
