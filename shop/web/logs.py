"""Structured logs: one JSON object a line, each with the id of its request."""

import logging
import re
import sys
import time
import uuid

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

log = logging.getLogger("shop.requests")

_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,36}")


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
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


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _GIVEN_ID.fullmatch(given) else str(uuid.uuid4())
    g.started = time.perf_counter()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.request_id
    # Paths only: queries and tokens in them would carry what people typed.
    log.info(
        "request",
        extra={
            "method": request.method,
            "endpoint": request.endpoint,
            "status": response.status_code,
            "duration_ms": round((time.perf_counter() - g.started) * 1000, 1),
        },
    )
    return response
