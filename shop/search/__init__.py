"""Finding things: the list of products, its words, filters and order."""

from pathlib import Path

from flask import Flask

from shop.search.index import SearchIndex, search_index
from shop.web.health import CHECKS

FOLDER = "search"


def init_app(app: Flask) -> None:
    app.extensions["search"] = SearchIndex(Path(app.config["INSTANCE_PATH"]) / FOLDER)
    CHECKS["search"] = lambda: search_index().problem()
