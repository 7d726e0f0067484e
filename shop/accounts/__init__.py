"""People, their roles, and who is signed in."""

from flask import Flask, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from werkzeug.wrappers import Response

from shop.accounts import services
from shop.accounts.models import User
from shop.accounts.permissions import holds
from shop.database import db
from shop.errors import ShopError
from shop.extensions import login_manager


class SignInNeeded(ShopError):
    code = "accounts.sign_in_needed"
    status = 401

    def __init__(self) -> None:
        super().__init__(_l("Sign in first."))


def init_app(app: Flask) -> None:
    login_manager.user_loader(_load)
    login_manager.unauthorized_handler(_ask_to_sign_in)
    app.jinja_env.globals["permits"] = _permits


def _permits(permission: str) -> bool:
    """Say whether the reader of a page holds a permission, for what it links to."""
    return holds(current_user, permission)


def _load(session_key: str) -> User | None:
    user = db.session.scalar(select(User).filter_by(session_key=session_key))
    return user if user and services.may_enter(user) else None


def _ask_to_sign_in() -> Response:
    if request.path.startswith("/api/"):
        raise SignInNeeded
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in", next=wanted))
