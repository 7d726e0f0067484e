"""An HTTP client that speaks users, endpoints and pages."""

import hashlib
from collections import Counter
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, url_for
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from shop.accounts.models import User


class Page(BeautifulSoup):
    """A page as parsed, with the answer that brought it."""

    def __init__(self, response: Any) -> None:
        super().__init__(response.get_data(), "html.parser")
        self.response = response
        self.status = response.status_code
        self.headers = response.headers

    @property
    def location(self) -> str:
        """The path that a redirect leads to."""
        return self.headers["Location"]

    def form_fields(self, action: str | None = None) -> dict[str, str]:
        """Return the hidden fields of the form that posts to an address, or to its own page."""
        forms = [form for form in self.select("form[method=post]") if form.get("action") == action]
        return {
            field["name"]: field.get("value", "")
            for form in forms[:1]
            for field in form.select("input[type=hidden][name]")
        }


class FreshClient(FlaskClient):
    """Gives each request a context of its own: no language or person of the one before."""

    def open(self, *args: Any, **options: Any) -> Any:
        with self.application.app_context():
            # Read to its end, so that a file behind an answer is closed.
            return super().open(*args, **{"buffered": True} | options)


class Client:
    """A visitor without a browser: `http` is the plain client below it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = FreshClient(app, app.response_class, use_cookies=True)

    def url(self, endpoint: str, **values: Any) -> str:
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def sign_in(self, user: User) -> None:
        with self.http.session_transaction() as state:
            state["_user_id"] = user.get_id()
            state["_fresh"] = True

    def get(self, endpoint: str, *, status: int = 200, lang: str = "vi", **values: Any) -> Page:
        return self.open(self.url(endpoint, **values), status=status, lang=lang)

    def open(self, path: str, *, status: int = 200, lang: str = "vi") -> Page:
        """Ask for a path, such as the `location` of a redirect."""
        return self._page(self.http.get(path, headers={"Accept-Language": lang}), status)

    def post(
        self,
        endpoint: str,
        data: dict[str, Any],
        *,
        status: int = 303,
        lang: str = "vi",
        page: Page | None = None,
        **values: Any,
    ) -> Page:
        """Send a form as its page would, hidden fields included.

        :param page: where the form stands; if not given, the address itself is asked for it
        """
        url = self.url(endpoint, **values)
        hidden = {"csrf_token": self.csrf_token()}
        if page is not None:
            hidden |= page.form_fields(url)
        elif self._answers_get(url):
            hidden |= Page(self.http.get(url)).form_fields()
        response = self.http.post(url, data=hidden | data, headers={"Accept-Language": lang})
        return self._page(response, status)

    def _answers_get(self, url: str) -> bool:
        return self.app.url_map.bind("").test(url.split("?")[0], "GET")

    def csrf_token(self) -> str:
        """The token that every form of this session carries."""
        with self.http.session_transaction() as state:
            secret = state.setdefault("csrf_token", hashlib.sha256(b"tests").hexdigest())
        return URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token").dumps(secret)

    @staticmethod
    def _page(response: Any, status: int) -> Page:
        assert response.status_code == status, response.get_data(as_text=True)[:2000]
        page = Page(response)
        if page.html:  # what holds for every whole page
            assert len(page.select("h1")) == 1, "a page has one h1"
            ids = Counter(element["id"] for element in page.select("[id]"))
            assert not [name for name, count in ids.items() if count > 1], "ids are unique"
        return page
