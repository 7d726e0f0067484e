"""Structured logs: one JSON object a line, each with the id of its request."""

import logging
import re
import sys
import time
import uuid

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

log = logging.getLogger("shop.requests")

REQUEST_ID = "X-Request-ID"

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,36}")


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id"):
            record.request_id = g.get("request_id") if has_request_context() else None
        return True


def init_app(app: Flask) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(RequestId())
    handler.setFormatter(
        JsonFormatter(
            "{levelname}{name}{message}{request_id}",
            style="{",
            timestamp=True,
            rename_fields={"levelname": "level", "name": "logger"},
        )
    )
    shop_log = logging.getLogger("shop")
    shop_log.handlers = [handler]
    shop_log.setLevel(logging.INFO)
    shop_log.propagate = False
    app.logger.handlers = [handler]
    # First of all, so that what other hooks refuse is logged too.
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)


def given_or_new_id(given: str) -> str:
    """Return the id that a request brings along, or one of its own."""
    return given if _GIVEN_ID.fullmatch(given) else str(uuid.uuid4())


def log_request(
    method: str, endpoint: str | None, status: int, started: float, request_id: str
) -> None:
    """Write the one line of a request.

    :param started: reading of `time.perf_counter`
    """
    # No path and no query: they hold keys to purchases, and what people typed.
    log.info(
        "request",
        extra={
            "method": method,
            "endpoint": endpoint,
            "status": status,
            "duration_ms": round((time.perf_counter() - started) * 1000, 1),
            "request_id": request_id,
        },
    )


def _begin() -> None:
    g.request_id = given_or_new_id(request.headers.get(REQUEST_ID, ""))
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers[REQUEST_ID] = g.request_id
    log_request(request.method, request.endpoint, response.status_code, g.started, g.request_id)
    return response
