"""Finding things: the list of products, its words, filters and order."""

from pathlib import Path

from flask import Flask

from shop.search.engine import Backend, Engine, search_engine
from shop.search.in_database import DatabaseIndex
from shop.search.index import SearchIndex
from shop.web.health import CHECKS

FOLDER = "search"


def init_app(app: Flask) -> None:
    app.extensions["search"] = _engine(app)
    CHECKS["search"] = lambda: search_engine().problem()


def _engine(app: Flask) -> Engine:
    if app.config["SEARCH_BACKEND"] == Backend.POSTGRESQL:
        return DatabaseIndex()
    return SearchIndex(Path(app.config["INSTANCE_PATH"]) / FOLDER)
