"""The one API object, and the description it publishes."""

from typing import Any

import marshmallow as ma
from flask_smorest import Api

OPTIONS = {
    "API_TITLE": "OCOP shop",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api/v1",
    "OPENAPI_JSON_PATH": "openapi.json",
    "ETAG_DISABLED": False,
}

PROBLEM = "application/problem+json"


class ProblemSchema(ma.Schema):
    """What shop.web.errors answers with when something is refused or fails (RFC 9457)."""

    type = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    code = ma.fields.String(required=True, metadata={"description": "Stable; programs ask for it"})
    title = ma.fields.String(required=True, metadata={"description": "In the caller's language"})
    errors = ma.fields.Dict(metadata={"description": "By parameter, where some are wrong"})


class ProblemApi(Api):
    """The library's API, with our own shape of errors."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        usual: str = Api.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = usual


api = ProblemApi()


def description() -> dict[str, Any]:
    """Return the OpenAPI description of every endpoint that is registered."""
    found: dict[str, Any] = api.spec.to_dict()
    return found
