"""The gallery of components in their states, while developing."""

from flask import Blueprint, Flask, render_template

bp = Blueprint("gallery", __name__)


@bp.get("/gallery")
def show() -> str:
    return render_template("gallery/index.html")


def init_app(app: Flask) -> None:
    if app.debug:
        app.register_blueprint(bp)
