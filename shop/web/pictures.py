"""Pictures that our own code draws, as answers that browsers keep."""

from flask import Response, make_response, request

from shop.web.assets import FOREVER_S

SHORT_S = 3600
# Opened by itself, a picture may neither run nor fetch anything.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def svg_answer(svg: str) -> Response:
    """Return a drawing; an address with a version in it may be kept for a year."""
    response = make_response(svg)
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = POLICY
    response.cache_control.public = True
    response.cache_control.max_age = FOREVER_S if "v" in request.args else SHORT_S
    response.cache_control.immutable = "v" in request.args
    response.add_etag()
    response.make_conditional(request)
    return response
