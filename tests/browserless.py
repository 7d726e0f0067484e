"""An HTTP client that speaks users, endpoints and pages."""

from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, url_for
from flask.testing import FlaskClient

from shop.accounts.models import User


class Page(BeautifulSoup):
    """A page as parsed, with the answer that brought it."""

    def __init__(self, response: Any) -> None:
        super().__init__(response.get_data(), "html.parser")
        self.response = response
        self.status = response.status_code
        self.headers = response.headers


class FreshClient(FlaskClient):
    """Gives each request a context of its own: no language or person of the one before."""

    def open(self, *args: Any, **options: Any) -> Any:
        with self.application.app_context():
            return super().open(*args, **options)


class Client:
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
        response = self.http.get(self.url(endpoint, **values), headers={"Accept-Language": lang})
        assert response.status_code == status, response.get_data(as_text=True)[:2000]
        return Page(response)

    def post(
        self,
        endpoint: str,
        data: dict[str, Any],
        *,
        status: int = 303,
        lang: str = "vi",
        **values: Any,
    ) -> Page:
        response = self.http.post(
            self.url(endpoint, **values), data=data, headers={"Accept-Language": lang}
        )
        assert response.status_code == status, response.get_data(as_text=True)[:2000]
        return Page(response)
