"""Vietnamese or English: which one a request gets, and content in two languages."""

from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, g, has_request_context, request
from flask_babel import get_locale, get_translations
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from shop.extensions import babel

LANGUAGES = ("vi", "en")
SPOKEN = ("text/html", "application/problem+json")  # the rest is the same in both
COOKIE = "lang"
COOKIE_AGE_S = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = LANGUAGES[0]
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    babel.init_app(app, locale_selector=chosen_language)
    app.after_request(_remember)
    # The library looks for its context four times for each word of a page; ours once.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _catalogue().ugettext(text),
        ngettext=lambda one, many, count: _catalogue().ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals.update(lang_url=lang_url, get_locale=get_locale, language=language)
    app.add_template_filter(localized)


def chosen_language() -> str:
    """Return the language asked for: by the address, the cookie, then the browser."""
    if not has_request_context():
        return LANGUAGES[0]  # commands and jobs
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def language() -> str:
    """Return the language in use, "vi" or "en"; Vietnamese outside a request."""
    known = g.get("_flask_babel") if g else None
    locale = getattr(known, "babel_locale", None) or get_locale()
    return locale.language if locale else LANGUAGES[0]


_catalogues: dict[str, Any] = {}  # by language; the words of a page never change while it runs


def _catalogue() -> Any:
    spoken = language()
    if spoken not in _catalogues:
        if not g:
            return get_translations()  # without an application there is none to remember
        _catalogues[spoken] = get_translations()
    return _catalogues[spoken]


def localized(thing: Any, name: str) -> str:
    """Return the text of a column pair such as name_vi and name_en, in the reader's language."""
    vietnamese: str | None = getattr(thing, f"{name}_vi")
    english: str | None = getattr(thing, f"{name}_en")
    return (english if language() == "en" and english else vietnamese) or ""


def lang_url(code: str) -> str:
    """Return the address of this page in another language."""
    query = MultiDict(request.args)
    query["lang"] = code
    return f"{iri_to_uri(request.path)}?{urlencode(list(query.items(multi=True)))}"


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES and response.mimetype in SPOKEN:
        response.set_cookie(
            COOKIE,
            asked,
            max_age=COOKIE_AGE_S,
            samesite="Lax",
            httponly=True,
            secure=request.is_secure,
        )
    if response.mimetype in SPOKEN:
        response.headers["Content-Language"] = language()
        response.vary.update(("Accept-Language", "Cookie"))
    return response
