"""A buyer without a browser, who gets as far as the last button."""

from http.client import HTTPConnection, HTTPMessage
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from bench.load import TIMEOUT_S, Request

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LEAST_STOCK = 20
ADDRESS = {
    "name": "Nguyễn Thị Hoa",
    "phone": "0912345678",
    "province": "01",
    "commune": "00004",
    "street": "12 Hàng Than",
    "payment": "cod",
}


class Visitor:
    def __init__(self, host: str) -> None:
        self.connection = HTTPConnection(host, timeout=TIMEOUT_S)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, data: dict[str, str] | None = None) -> BeautifulSoup:
        """Get a page, or post a form.

        :raises RuntimeError: if it is refused
        """
        body = None if data is None else urlencode(data)
        self.connection.request("GET" if data is None else "POST", path, body, self.headers())
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path} answered {answer.status}")
        self._keep_cookies(answer.headers)
        return BeautifulSoup(content, "html.parser")

    def headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return FORM | ({"Cookie": cookies} if cookies else {})

    def _keep_cookies(self, headers: HTTPMessage) -> None:
        for cookie in headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value

    def in_stock(self) -> list[str]:
        """Return slugs of listed products of which there is plenty."""
        cards = self.ask("/products?in_stock=1").select("[data-product]")
        slugs = [str(card["data-product"]) for card in cards]
        return [slug for slug in slugs if self.variant(slug)]

    def variant(self, slug: str) -> str | None:
        """Return the choice with the most stock, if that is plenty."""
        choices = self.ask(f"/products/{slug}").select("[data-variant]")
        best = max(choices, key=lambda choice: int(str(choice["data-stock"])), default=None)
        if best is None or int(str(best["data-stock"])) < LEAST_STOCK:
            return None
        return str(best["data-variant"])

    def ready_to_order(self, slug: str) -> Request:
        """Fill a cart and the form; return the request that places the order."""
        self.ask("/cart/lines", {"variant": self.variant(slug) or "", "quantity": "1"})
        page = self.ask("/checkout")
        form = next(form for form in page.select("form") if form.select("[name=payment]"))
        hidden = {str(at["name"]): str(at["value"]) for at in form.select("[type=hidden][name]")}
        body = urlencode(hidden | ADDRESS)
        return Request("/checkout", "POST", body, self.headers())
