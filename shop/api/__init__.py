"""The JSON API: what all its endpoints share."""

from flask import Flask
from flask_smorest import Api, Blueprint

API_OPTIONS = {
    "API_TITLE": "OCOP shop",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
    "ETAG_DISABLED": False,
}

_api = Api()


def init_app(app: Flask) -> None:
    app.config.update(API_OPTIONS)
    _api.init_app(app)


def register(blueprint: Blueprint) -> None:
    """Add a domain's endpoints below /api/v1."""
    _api.register_blueprint(blueprint, url_prefix="/api/v1")
