"""Finding things: the list of products, its words, filters and order."""

from pathlib import Path

from flask import Flask

from shop.search import following, present  # noqa: F401 (listens to what is written)
from shop.search.engine import Backend, Engine, search_engine
from shop.search.in_database import DatabaseIndex
from shop.search.index import SearchIndex
from shop.search.lag import search_lag_s
from shop.web.health import CHECKS, FIGURES
from shop.web.metrics import GAUGES

FOLDER = "search"


def init_app(app: Flask) -> None:
    app.extensions["search"] = _engine(app)
    present.init_app(app)
    CHECKS["search"] = lambda: search_engine().problem()
    FIGURES["search_lag_s"] = search_lag_s
    GAUGES["shop_search_lag_seconds"] = ("How far the index is behind the database.", search_lag_s)


def _engine(app: Flask) -> Engine:
    if app.config["SEARCH_BACKEND"] == Backend.POSTGRESQL:
        return DatabaseIndex()
    return SearchIndex(Path(app.config["INSTANCE_PATH"]) / FOLDER)
