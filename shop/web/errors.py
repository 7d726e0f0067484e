"""Errors as pages for people and as problem documents (RFC 9457) for programs."""

import errno
import logging
from typing import Any

from flask import Flask, Response, g, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException

from shop.database import db
from shop.errors import Conflict, DiskFull, ShopError
from shop.schema import first_line
from shop.web.locale import language

log = logging.getLogger(__name__)

BARE_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>{message}</title></head>'
    "<body><h1>{message}</h1><p>{id}</p></body></html>\n"
)
PAGES = {403, 404, 409, 422, 429, 500}
# Those of the rest that have a page of the same sense.
LIKE = {400: 422, 405: 404, 410: 404, 413: 422, 415: 422, 416: 422}


def init_app(app: Flask) -> None:
    app.register_error_handler(ShopError, _shop_error)
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(IntegrityError, _lost_race)
    app.register_error_handler(Exception, _programming_error)


def wants_json() -> bool:
    """Say whether the caller is a program rather than a person with a browser."""
    return request.path.startswith("/api/")


def problem(status: int, code: str, title: str, **extra: Any) -> Response:
    """Return a problem document with the stable code that programs hold on to."""
    response = jsonify(
        {"type": "about:blank", "status": status, "code": code, "title": title, **extra}
    )
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response


def _answer(status: int, code: str, message: str) -> Response | tuple[str, int]:
    if wants_json():
        return problem(status, code, message)
    page = status if status in PAGES else LIKE.get(status, 404 if status < 500 else 500)
    request_id = g.get("request_id")
    try:
        return render_template(
            f"errors/{page}.html", message=message, request_id=request_id
        ), status
    # What broke the page may break this one too, such as a database that is gone.
    except Exception:
        log.exception("the error page failed")
        return BARE_PAGE.format(language=language(), message=message, id=request_id), status


def _is_disk_full(error: Exception) -> bool:
    if isinstance(error, OperationalError):  # SQLite says it in words
        return "disk is full" in str(error.orig)
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def _shop_error(error: ShopError) -> Response | tuple[str, int]:
    return _answer(error.status, error.code, str(error.message))


def _stale_form(error: CSRFError) -> Response | tuple[str, int]:
    return _answer(
        403,
        "shop.stale_form",
        _("The form was open too long or cookies are off. Go back, reload and send it again."),
    )


def _http_error(error: HTTPException) -> Any:
    status = error.code or 500
    if 300 <= status < 400:
        return error
    if wants_json() and (wrong := _wrong_parameters(error)):
        return problem(status, "api.wrong_parameter", _("Look at the errors below."), errors=wrong)
    answer = _answer(status, f"http.{status}", _said(status))
    response = Response(answer[0], answer[1]) if isinstance(answer, tuple) else answer
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _wrong_parameters(error: HTTPException) -> dict[str, Any]:
    """Return what the API's library found wrong, by parameter."""
    messages: dict[str, dict[str, Any]] = getattr(error, "data", {}).get("messages", {})
    return {name: says for group in messages.values() for name, says in group.items()}


def _said(status: int) -> str:
    return {
        400: _("The request could not be understood."),
        403: _("This page is not for you."),
        404: _("There is no such page."),
        405: _("This address does not take that kind of request."),
        413: _(
            "That is more than the %(most)s MB that can be sent here at once. Nothing was kept; "
            "go back and send less.",
            most=(request.max_content_length or 0) // 1_048_576,
        ),
        429: _("Too many tries. Wait a minute and try again."),
    }.get(status, _("Something went wrong."))


def _lost_race(error: IntegrityError) -> Response | tuple[str, int]:
    """A constraint decided between two changes: nothing of this one was kept."""
    db.session.rollback()
    log.warning("constraint refused a change: %s", first_line(error))
    return _answer(
        409,
        Conflict.code,
        _("Somebody changed this at the same moment. Nothing was kept of your change; try again."),
    )


def _programming_error(error: Exception) -> Response | tuple[str, int]:
    log.error("unhandled error", exc_info=error)
    db.session.rollback()
    if _is_disk_full(error):
        return _shop_error(DiskFull())
    return _answer(500, "shop.error", _("Something went wrong on our side. Nothing was lost."))
