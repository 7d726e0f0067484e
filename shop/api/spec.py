"""The one API object, and the description it publishes."""

from typing import Any

from flask_smorest import Api

OPTIONS = {
    "API_TITLE": "OCOP shop",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
    "ETAG_DISABLED": False,
}

api = Api()


def description() -> dict[str, Any]:
    """Return the OpenAPI description of every endpoint that is registered."""
    found: dict[str, Any] = api.spec.to_dict()
    return found
