"""A shop for certified products of Vietnam's One Commune One Product programme."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask
from sqlalchemy.engine import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from shop import api, web
from shop.config import ROOT, read_settings
from shop.database import db
from shop.extensions import compress, csrf, limiter, login_manager, migrate
from shop.lib import clock
from shop.web import pages, workspace

DOMAINS = (
    "freshness",
    "jobs",
    "audit",
    "messages",
    "media",
    "accounts",
    "places",
    "producers",
    "catalog",
    "certification",
    "traceability",
    "trade_weeks",
    "inventory",
    "delivery",
    "cart",
    "orders",
    "payments",
    "checkout",
    "search",
    "reference",
    "office",
)
# A domain announces itself by these modules: each may hold `bp` (or `bps`) and `cli`.
PARTS = ("models", "views", "resolver", "api", "jobs", "cli")

LARGEST_REQUEST_BYTES = 16 * 1024 * 1024
COMPRESS_LEAST_BYTES = 600


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the application.

    :param settings: values that win over the environment
    :raises SettingError: if a setting is wrong, in one line that names it
    """
    values = read_settings(settings)
    app = Flask(
        __name__,
        static_folder=None,
        template_folder=str(ROOT / "templates"),
        instance_path=str(values["INSTANCE_PATH"]),
    )
    app.config.update(values)
    app.config.update(_library_settings(values))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    clock.show(values["DEMO_NOW"])

    db.init_app(app)
    pages.init_app(app)
    if hops := values["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops
        )
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    for extension in (compress, csrf, limiter, login_manager):
        extension.init_app(app)
    api.init_app(app)
    web.init_app(app)  # after the API, whose library takes every error for its own
    _register_domains(app)
    app.register_blueprint(workspace.bp)  # its pages came with the domains
    return app


def _library_settings(values: Mapping[str, Any]) -> dict[str, Any]:
    https = (values["BASE_URL"] or "").startswith("https://")
    is_sqlite = make_url(values["DATABASE_URL"]).drivername == "sqlite"
    return {
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        # What people entered stays out of the log, where errors of the database go.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": not is_sqlite},
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST_BYTES,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": https,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: a slow writer loses nothing
        "RATELIMIT_STORAGE_URI": values["REDIS_URL"] or "memory://",
        "RATELIMIT_HEADERS_ENABLED": True,
        "COMPRESS_MIN_SIZE": COMPRESS_LEAST_BYTES,
        "COMPRESS_MIMETYPES": [
            "text/html",
            "text/css",
            "text/javascript",
            "image/svg+xml",
            "text/csv",
            "text/plain",
            "application/json",
            "application/geo+json",
            "application/ld+json",
            "application/problem+json",
            "application/manifest+json",
            "application/xml",
        ],
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "shop" / "translations"),
    }


def _register_domains(app: Flask) -> None:
    for domain in DOMAINS:
        package = import_module(f"shop.{domain}")
        for part in PARTS:
            if find_spec(f"shop.{domain}.{part}") is None:
                continue
            module = import_module(f"shop.{domain}.{part}")
            register = api.register if part == "api" else app.register_blueprint
            for blueprint in getattr(module, "bps", None) or [getattr(module, "bp", None)]:
                if blueprint is not None:
                    register(blueprint)
            if part == "cli":
                app.cli.add_command(module.cli)
        if hasattr(package, "init_app"):
            package.init_app(app)
