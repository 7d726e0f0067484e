"""The JSON API: what all its endpoints share."""

from flask import Flask
from flask_smorest import Blueprint

from shop.api.docs import bp as docs_bp
from shop.api.spec import OPTIONS, api


def init_app(app: Flask) -> None:
    app.config.update(OPTIONS)
    api.init_app(app)
    app.register_blueprint(docs_bp)


def register(blueprint: Blueprint) -> None:
    """Add a domain's endpoints below /api/v1."""
    api.register_blueprint(blueprint, url_prefix="/api/v1")
