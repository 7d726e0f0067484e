"""Every place at which a star can appear, as data: a new page is a new line.

`path` names what `tests.http.certification.test_day_after` has made. A place shows its star, on
a day on which the certificate holds, as `shows` finds it, and on every other day not at all.
"""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup

STARS = 5


@dataclass(frozen=True)
class Place:
    name: str
    path: str
    shows: Callable[[Any], object]  # an answer: what shows the star, nothing where none does
    who: str = "anyone"  # or buyer, maker, officer: a page kept for nobody


def seal(answer: Any) -> object:
    """A seal of stars, which carries its number for tests and scripts."""
    return BeautifulSoup(answer.text, "html.parser").select(f"[data-stars='{STARS}']")


def any_seal_or_words(answer: Any) -> object:
    """A seal, or the same said in words, in what is read and in what machines are told."""
    return seal(answer) or f"OCOP {STARS} sao" in answer.text


def holds(words: str) -> Callable[[Any], object]:
    """Words as they are sent, in a picture, a list of addresses or a file."""
    return lambda answer: words in answer.text


def says(words: str) -> Callable[[Any], object]:
    return lambda answer: words in " ".join(BeautifulSoup(answer.text, "html.parser").text.split())


def counted(answer: Any) -> object:
    """The facet of the star, with at least one product behind it."""
    found = BeautifulSoup(answer.text, "html.parser").select(f"[data-facet='stars:{STARS}']")
    return [each for each in found if int(each["data-count"])]


def in_json(*keys: str | int) -> Callable[[Any], object]:
    """What stands at a place of a JSON answer; nothing where a list ends before."""

    def found(answer: Any) -> object:
        value = answer.json
        for key in keys:
            if isinstance(key, int) and key >= len(value):
                return None
            value = value[key]
        return value

    return found


def described(answer: Any) -> object:
    """What previews and search engines are told of a page."""
    told = BeautifulSoup(answer.text, "html.parser").select(
        "meta[name=description], meta[property]"
    )
    return [each for each in told if f"{STARS} sao" in each.get("content", "")]


def row_of_today(answer: Any) -> object:
    (row,) = csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")))
    return row["stars_today"]


def lit(answer: Any) -> object:
    """Booths of a hall plan that answer a search."""
    return BeautifulSoup(answer.text, "html.parser").select("svg .b.lit[data-booth]")


def link_to_certificate(answer: Any) -> object:
    return "certificationInfo" in " ".join(answer.headers.getlist("Link"))


def figure(answer: Any) -> object:
    """The office's figure: how many products are certified today."""
    page = BeautifulSoup(answer.text, "html.parser")
    return int(re.findall(r"\d+", page.select_one("figure#stars p").text)[0])


PLACES = (
    Place("home", "/", seal),
    Place("list: card", "/products", seal),
    Place("list: facet", "/products", counted),
    Place("list: filter", f"/products?stars={STARS}", says("Trà sen Tây Hồ")),
    Place("search", "/products?q=tra+sen", seal),
    Place("product", "/products/{product}", any_seal_or_words),
    Place("product for machines", "/products/{product}", holds("hasCertification")),
    Place("makers", "/producers", says("1 còn hạn chứng nhận")),
    Place("maker", "/producers/{producer}", seal),
    Place("maker: count", "/producers/{producer}", says("1 còn hạn chứng nhận")),
    Place("craft village", "/villages/{village}", any_seal_or_words),
    Place("cart", "/cart", seal, who="buyer"),
    Place("checkout", "/checkout", seal, who="buyer"),
    Place("trace by our code", "/t/{lot}", any_seal_or_words),
    Place("trace by GTIN", "/trace/{gtin}", any_seal_or_words),
    Place("trace of a lot", "/trace/{gtin}/{lot_no}", any_seal_or_words),
    Place("resolver", "/01/{gtin}", link_to_certificate),
    Place("certificate", "/certificates/{certificate}", any_seal_or_words),
    Place("certificate: meta", "/certificates/{certificate}", described),
    Place("certificate for machines", "/certificates/{certificate}", holds("Rating")),
    Place("look-up", "/certificates?number=tra+sen", seal),
    Place("badge", "/certificates/{certificate}/badge.svg", holds("OCOP 5 sao")),
    Place(
        "badge in English", "/certificates/{certificate}/badge.svg?lang=en", holds("OCOP 5 stars")
    ),
    Place("register as CSV", "/certificates.csv", row_of_today),
    Place("register as JSON-LD", "/certificates.json", holds("Rating")),
    Place("sales point", "/sales-points/{point}", seal),
    Place("trade week: list", "/trade-weeks/{week}", says("5 sao")),
    Place("trade week: search", "/trade-weeks/{week}?q=tra+sen", seal),
    Place("trade week: plan", "/trade-weeks/{week}?q=5+sao", lit),
    Place("booth", "/trade-weeks/{week}/booths/{booth}", seal),
    Place("label sheet", "/workspace/lots/{lot}/labels", any_seal_or_words, who="maker"),
    Place("office: figures", "/office", figure, who="officer"),
    Place("office: export", "/office/reports/stars.csv", holds("5 sao,1"), "officer"),
    Place("API: products", "/api/v1/products", in_json("items", 0, "stars")),
    Place("API: filter", f"/api/v1/products?stars={STARS}", in_json("total")),
    Place("API: product", "/api/v1/products/{product}", in_json("stars")),
    Place("API: its certificate", "/api/v1/products/{product}", in_json("certificate")),
    Place("API: maker", "/api/v1/producers/{producer}", in_json("certified_products")),
    Place("API: lot", "/api/v1/lots/{lot}", in_json("stars")),
    Place(
        "API: booth",
        "/api/v1/trade-weeks/{week}/booths",
        in_json("features", 0, "properties", "stars"),
    ),
    Place("API: certificate", "/api/v1/certificates/{certificate}", in_json("stars_today")),
    Place("API: register", "/api/v1/certificates", in_json("items", 0, "stars_today")),
)
# These tell of a product, and of no star on any day.
STARLESS = (
    Place("suggestions", "/api/v1/search/suggest?q=tra+sen", holds("OCOP 5 sao")),
    Place("sitemap", "/sitemap.xml", holds("OCOP 5 sao")),
    Place("cover", "/products/{product}/cover.svg", holds("OCOP 5 sao")),
)
# Pages that draw stars, but not by the certificate of today, and why.
NOT_BY_THE_DAY = {
    "gallery/index.html": "shows the component itself",
    "orders/order.html": "says with how many stars something was sold",
    "orders/purchase.html": "says with how many stars something was sold",
}
