"""What may stand for a part of an address."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

from shop.database import LARGEST_ID


class RowId(IntegerConverter):
    """A number of a row; no row has a larger one, and PostgreSQL would balk at it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": LARGEST_ID, **options})


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowId
