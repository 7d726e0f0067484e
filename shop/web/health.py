"""Is the process alive, and can it serve?"""

import shutil
from collections.abc import Callable

from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy import text

from shop.database import db
from shop.extensions import limiter

bp = Blueprint("health", __name__)

LEAST_FREE_BYTES = 50 * 1024 * 1024

# Further checks, added by the domains: name to a function that returns what is wrong, or None.
CHECKS: dict[str, Callable[[], str | None]] = {}
# Figures that tell how well it goes, and turn nobody away.
FIGURES: dict[str, Callable[[], float]] = {}


@bp.get("/healthz")
@limiter.exempt
def process() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
@limiter.exempt
def ready() -> tuple[Response, int]:
    results = {name: check() for name, check in {**_own_checks(), **CHECKS}.items()}
    wrong = any(results.values())
    body = {name: problem or "ok" for name, problem in results.items()}
    figures = {} if wrong else {name: figure() for name, figure in FIGURES.items()}
    status = "not ready" if wrong else "ok"
    return jsonify(status=status, checks=body, **figures), 503 if wrong else 200


def _own_checks() -> dict[str, Callable[[], str | None]]:
    return {"database": _database, "disk": _disk}


def _database() -> str | None:
    try:
        db.session.execute(text("SELECT 1"))
    # Whatever keeps the database from answering, the answer is the same.
    except Exception as error:
        return type(error).__name__
    return None


def _disk() -> str | None:
    folders = (current_app.config["INSTANCE_PATH"], current_app.config["MEDIA_PATH"])
    free = min(shutil.disk_usage(folder).free for folder in folders)
    return None if free > LEAST_FREE_BYTES else f"only {free} bytes are free"


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
