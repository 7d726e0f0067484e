"""The processor's time of a search inside the application: no web server, no page."""

import json
import math
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

from flask import Flask
from werkzeug.datastructures import MultiDict

from shop import create_app
from shop.database import db
from shop.search import choices, services
from shop.search.filters import read_filters
from shop.search.present import present_shelf
from shop.search.queries import listed_cards
from shop.search.suggestions import suggest
from shop.web.paging import paged

QUERIES = Path(__file__).with_name("queries.txt")
ROUNDS = 5
T = TypeVar("T")
PAGE_SIZE = 24
# Each as it grows under somebody's fingers.
TYPED = ("trà sen", "che tan", "mat ong", "nuoc mam", "hop tac xa", "bat trang", "sản phẩm")


@dataclass(frozen=True)
class Times:
    """Milliseconds of the processor, in order."""

    ms: list[float]

    def percentile(self, share: float) -> float:
        return round(self.ms[math.ceil(len(self.ms) * share) - 1], 2)


def open_shop(instance: Path) -> Flask:
    return create_app({"DEMO": "1", "INSTANCE_PATH": str(instance), "DATABASE_URL": ""})


def searches() -> list[MultiDict[str, str]]:
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    return [MultiDict(parse_qsl(line)) for line in lines if line and not line.startswith("#")]


def beginnings() -> list[str]:
    return [text[:end] for text in TYPED for end in range(2, len(text) + 1)]


def time_searches(app: Flask) -> Times:
    """Time words, filters, facets and the cards of one page."""

    def one(args: MultiDict[str, str]) -> None:
        asked = read_filters(args)
        found = services.search(asked.filters)
        choices.facets(found.selection, asked.filters)
        page = paged(found.products, asked.filters.page, PAGE_SIZE)
        listed_cards(page.items, found.selection.shelf)

    return _timed(app, one, searches())


def time_suggestions(app: Flask) -> Times:
    return _timed(app, suggest, beginnings())


def time_shelf(app: Flask) -> float:
    """Return the seconds that a process needs to read its list anew."""
    with app.app_context():
        began = time.process_time()
        present_shelf()
        return round(time.process_time() - began, 2)


def time_index(app: Flask) -> float:
    """Return the seconds that the index of words takes to build."""
    with app.app_context():
        began = time.process_time()
        services.rebuild()
        return round(time.process_time() - began, 2)


def main(instance: Path) -> None:
    app = open_shop(instance)
    shelf_s = time_shelf(app)
    found, suggested = time_searches(app), time_suggestions(app)
    with app.app_context():
        count = len(present_shelf())
    figures = {
        "products": count,
        "search_p50_ms": found.percentile(0.5),
        "search_p95_ms": found.percentile(0.95),
        "suggest_p50_ms": suggested.percentile(0.5),
        "suggest_p95_ms": suggested.percentile(0.95),
        "shelf_s": shelf_s,
        "index_s": time_index(app),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


def _timed(app: Flask, call: Callable[[T], object], each: Iterable[T]) -> Times:
    def once(argument: T) -> float:
        with app.test_request_context():
            began = time.process_time()
            call(argument)
            spent = time.process_time() - began
            db.session.remove()
            return spent * 1000

    arguments = list(each)
    for argument in arguments:  # warm
        once(argument)
    return Times(sorted(once(argument) for _ in range(ROUNDS) for argument in arguments))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
