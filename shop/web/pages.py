"""Pages kept for readers whom the shop does not know, in front of everything else.

A page is kept with the version of the database and the day in Vietnam for which it was made.
Both are asked again before each use, so that nobody sees a star, price or stock that is no
longer true; the version is read before the page is made, never after.
"""

import hashlib
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from shop.database import db
from shop.freshness.watch import Watch
from shop.lib import clock
from shop.web.locale import COOKIE, LANGUAGES
from shop.web.logs import REQUEST_ID, given_or_new_id, log_request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

LONGEST_ADDRESS = 500  # path and query, in characters
LONGEST_HEADER = 200
_KEEP = "shop.keep_page"  # a view leaves its endpoint here
_LANGUAGE_ONLY = re.compile(rf"{COOKIE}=({'|'.join(LANGUAGES)})")
# A request with one of these wants more than the page.
_SPECIAL = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
_LEFT_OUT_OF_304 = {"content-length", "content-type"}

View = Callable[..., Any]
Headers = list[tuple[str, str]]


def kept(view: View) -> View:
    """Let the answers of a public view be kept for anonymous readers.

    Such a page depends on its address, the language, the database and the day, and on
    nothing else.

    :raises ValueError: if the view is not public
    """
    if getattr(view, "access", None) != "public":
        raise ValueError(f"{view.__name__} is not public, so its pages are not kept")

    @wraps(view)
    def keeping(*args: Any, **values: Any) -> Any:
        request.environ[_KEEP] = request.endpoint
        return view(*args, **values)

    return keeping


class Key(NamedTuple):
    scheme: str
    host: str
    root: str
    path: str
    query: str
    language: str
    encodings: str


class Moment(NamedTuple):
    """What a page was made for."""

    version: int
    day: int


@dataclass(frozen=True)
class Page:
    moment: Moment
    endpoint: str
    headers: Headers
    body: bytes
    etag: str

    @property
    def size_bytes(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers)


class PageCache:
    """A WSGI application around ours."""

    def __init__(self, app: Flask, watch: Watch, most_bytes: int) -> None:
        self._flask, self._inner = app, app.wsgi_app
        self._watch, self._most_bytes = watch, most_bytes
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        started = time.perf_counter()
        key = key_of(environ)
        moment = self._moment() if key and not self._flask.debug else None
        if key is None or moment is None:
            return self._inner(environ, start)
        page = self._find(key, moment)
        if page is None:
            return self._make(key, moment, environ, start)
        request_id = given_or_new_id(environ.get("HTTP_X_REQUEST_ID", ""))
        answer = _answer(page, environ, start, [(REQUEST_ID, request_id)])
        status = 304 if _is_known(page, environ) else 200
        log_request(environ["REQUEST_METHOD"], page.endpoint, status, started, request_id)
        return answer

    @property
    def size_bytes(self) -> int:
        return self._bytes

    def forget(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def close(self) -> None:
        self._watch.close()

    def _moment(self) -> Moment | None:
        """Return what a page must have been made for; None where the database is silent."""
        try:
            return Moment(self._watch.version(), clock.today().toordinal())
        except Exception as error:  # whichever the driver has; pages are made anew meanwhile
            log.warning("kept pages cannot be checked", exc_info=error)
            return None

    def _find(self, key: Key, moment: Moment) -> Page | None:
        page = self._pages.get(key)
        if page is None or page.moment != moment:
            return None
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
        return page

    def _make(
        self, key: Key, moment: Moment, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        told: list[Any] = []

        def listen(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], Any]:
            told[:] = [status, headers]
            return _no_writing

        answer = self._inner(environ, listen)
        status, headers = told
        endpoint = environ.get(_KEEP)
        if endpoint is None or not _may_be_kept(environ, status, headers):
            start(status, headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        page, own = _page(moment, endpoint, headers, body)
        self._keep(key, page)
        return _answer(page, environ, start, own)

    def _keep(self, key: Key, page: Page) -> None:
        if page.size_bytes > self._most_bytes:
            return
        with self._lock:
            if before := self._pages.pop(key, None):
                self._bytes -= before.size_bytes
            self._pages[key] = page
            self._bytes += page.size_bytes
            while self._bytes > self._most_bytes:
                _, oldest = self._pages.popitem(last=False)
                self._bytes -= oldest.size_bytes


def init_app(app: Flask) -> None:
    """Put the cache in front; what stands before it may still change scheme and host."""
    if megabytes := app.config["PAGE_CACHE_MB"]:
        with app.app_context():
            watch = Watch(db.engine)
        cache = PageCache(app, watch, megabytes * 1_000_000)
        app.extensions["pages"] = cache
        app.wsgi_app = cache  # type: ignore[assignment,method-assign]


def key_of(environ: "WSGIEnvironment") -> Key | None:
    """Return under what an answer may be kept; None where this request is none of ours.

    Any cookie but that of the language says that the reader is known, or may be.
    """
    cookie = environ.get("HTTP_COOKIE", "")
    chosen = _LANGUAGE_ONLY.fullmatch(cookie) if cookie else None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    encodings = environ.get("HTTP_ACCEPT_ENCODING", "")
    languages = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or (cookie and not chosen)
        or "lang=" in query  # its answer sets a cookie
        or len(path) + len(query) > LONGEST_ADDRESS
        or len(encodings) > LONGEST_HEADER
        or len(languages) > LONGEST_HEADER
        or any(name in environ for name in _SPECIAL)
    ):
        return None
    return Key(
        environ["wsgi.url_scheme"],
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""),
        path,
        query,
        chosen[1] if chosen else _preferred(languages),
        encodings,
    )


@lru_cache(maxsize=500)
def _preferred(header: str) -> str:
    """Return the language that the browser's header leads to, as `locale` chooses it."""
    accepted = parse_accept_header(header, LanguageAccept)
    return accepted.best_match(LANGUAGES) or LANGUAGES[0]


def _may_be_kept(environ: "WSGIEnvironment", status: str, headers: Headers) -> bool:
    """Say whether an answer is a whole page that speaks to anybody."""
    names = {name.lower() for name, _ in headers}
    return (
        environ["REQUEST_METHOD"] == "GET"
        and status.startswith("200 ")
        and "set-cookie" not in names
        and not any(
            name.lower() == "cache-control" and ("no-store" in value or "private" in value)
            for name, value in headers
        )
    )


def _page(moment: Moment, endpoint: str, headers: Headers, body: bytes) -> tuple[Page, Headers]:
    """Return a page to keep, and the headers of this one answer."""
    own = [(name, value) for name, value in headers if name == REQUEST_ID]
    lasting = [(name, value) for name, value in headers if name.lower() not in _NOT_LASTING]
    given = next((value for name, value in headers if name.lower() == "etag"), None)
    etag = given or f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    lasting += [("ETag", etag), ("Content-Length", str(len(body)))]
    if not any(name.lower() == "cache-control" for name, _ in headers):
        lasting.append(("Cache-Control", "no-cache"))  # browsers ask again, and mostly get a 304
    return Page(moment, endpoint, lasting, body, etag), own


_NOT_LASTING = {"etag", "content-length", REQUEST_ID.lower(), "date", "connection"}


def _answer(
    page: Page, environ: "WSGIEnvironment", start: "StartResponse", own: Headers
) -> Iterable[bytes]:
    if _is_known(page, environ):
        lasting = [pair for pair in page.headers if pair[0].lower() not in _LEFT_OUT_OF_304]
        start("304 NOT MODIFIED", lasting + own)
        return []
    start("200 OK", page.headers + own)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def _is_known(page: Page, environ: "WSGIEnvironment") -> bool:
    """Say whether the reader has this very page already."""
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
    return "*" in tags or page.etag.removeprefix("W/") in tags


def _no_writing(_part: bytes) -> None:
    raise NotImplementedError("pages are returned, not written piece by piece")
