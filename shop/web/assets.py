"""Own files of the browser: one style sheet from its parts, addresses that change with content."""

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, make_response, request, send_from_directory, url_for

from shop.config import ROOT

STATIC = ROOT / "static"
BUNDLE = "css/market.css"
FONT = re.compile(rb"url\(\.\./(fonts/[\w.-]+)\)")
FOREVER_S = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.add_url_rule("/static/<path:filename>", "static", static_file)
    app.jinja_env.globals["asset"] = asset


def asset(filename: str) -> str:
    """Return the address of a static file, which changes when its content does."""
    fingerprint = _fingerprint if not current_app.debug else _fingerprint.__wrapped__
    return url_for("static", filename=filename, v=fingerprint(filename))


def static_file(filename: str) -> Response:
    if filename == BUNDLE:
        response = make_response(bundle())
        response.mimetype = "text/css"
        response.add_etag()
    else:
        response = send_from_directory(STATIC, filename)
    if "v" in request.args:
        response.cache_control.public = True
        response.cache_control.max_age = FOREVER_S
        response.cache_control.immutable = True
    response.make_conditional(request)
    return response


def bundle() -> bytes:
    """Return the site's one style sheet: tokens, base, then the components by name."""
    css = STATIC / "css"
    parts = [css / "tokens.css", css / "base.css", *sorted((css / "components").glob("*.css"))]
    return FONT.sub(_versioned, b"\n".join(part.read_bytes() for part in parts))


def _versioned(address: re.Match[bytes]) -> bytes:
    """Give a font's address its fingerprint, so that no page asks for it again."""
    name = address[1].decode()
    return f"url(../{name}?v={_fingerprint(name)})".encode()


@cache
def _fingerprint(filename: str) -> str:
    content = bundle() if filename == BUNDLE else Path(STATIC, filename).read_bytes()
    return hashlib.sha256(content).hexdigest()[:12]
