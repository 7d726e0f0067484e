"""Sign in, sign up, sign out, and a person's own page."""

from typing import Any

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from flask_login import current_user, login_user, logout_user
from limits import parse
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from shop.accounts import services
from shop.accounts.forms import SignInForm, SignUpForm
from shop.accounts.labels import ROLES
from shop.accounts.models import Role, RoleGrant, Scope, User
from shop.accounts.permissions import holds, public, requires
from shop.cart import cookie
from shop.database import db
from shop.errors import ShopError
from shop.extensions import limiter
from shop.lib import clock
from shop.lib.phones import phone_for_people
from shop.orders import labels
from shop.orders.queries import purchases_of
from shop.orders.rules import purchase_status
from shop.places.models import SalesPoint
from shop.producers.models import Producer
from shop.reference.demo import people
from shop.trade_weeks.models import TradeWeek
from shop.web.forms import render_form
from shop.web.locale import localized

bp = Blueprint("accounts", __name__)

# Each process counts for itself where there is no Redis: two let twenty through.
FAILURES = parse("10 per minute")
# Where a person's work begins, by the first permission that they hold.
FIRST_PAGES = (
    ("office.view", "office.dashboard", _l("Office")),
    ("workspace.use", "workspace.today", _l("Workspace")),
)
# What a role may be for, and the page that tells of it.
PLACES: dict[Scope, tuple[type[Any], str]] = {
    Scope.PRODUCER: (Producer, "producers.show"),
    Scope.SALES_POINT: (SalesPoint, "places.show"),
    Scope.TRADE_WEEK: (TradeWeek, "trade_weeks.show"),
}
PURCHASES_SHOWN = 30


def first_page(user: User) -> str:
    """Return the address where this person's work begins."""
    for permission, endpoint, _label in FIRST_PAGES:
        if holds(user, permission):
            return url_for(endpoint)
    return url_for("accounts.profile")


def _next_page(user: User) -> str:
    wanted = request.args.get("next", "")
    # Only a path of this site: "//host" and "/\host" would lead away.
    if wanted.startswith("/") and wanted[1:2] not in ("/", "\\") and wanted.isprintable():
        return wanted
    return first_page(user)


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | tuple[str, int]:
    form = SignInForm(data={"email": request.args.get("email")})
    if form.validate_on_submit():
        try:
            user = _authenticate(form)
        except ShopError as error:
            form.reject(error)
        else:
            _begin_session(user)
            return redirect(_next_page(user), 303)
    return render_form(
        "accounts/sign_in.html",
        form,
        demo_people=people.SIGN_INS if current_app.config["DEMO"] else (),
        demo_password=people.PASSWORD,
        roles=ROLES,
    )


@bp.route("/sign-up", methods=["GET", "POST"])
@public
@limiter.limit("20 per hour", key_func=get_remote_address, methods=["POST"])
def sign_up() -> Response | tuple[str, int]:
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            user = services.register(form.name.data, form.email.data, form.password.data)
        except ShopError as error:
            form.reject(error)
        else:
            _begin_session(user)
            flash(_("Your account is open."), "success")
            return redirect(_next_page(user), 303)
    return render_form("accounts/sign_up.html", form, least_password=services.LEAST_PASSWORD)


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    logout_user()
    session.clear()
    return redirect(url_for("search.home"), 303)


@bp.get("/account")
@requires("account.use")
def profile() -> str:
    return render_template(
        "accounts/profile.html",
        user=current_user,
        phone=phone_for_people(current_user.phone) if current_user.phone else None,
        purchases=[
            (purchase, purchase_status(order.status for order in purchase.orders))
            for purchase in purchases_of(current_user.id, most=PURCHASES_SHOWN)
        ],
        most=PURCHASES_SHOWN,
        work=[
            (label, url_for(endpoint))
            for permission, endpoint, label in FIRST_PAGES
            if holds(current_user, permission)
        ],
        duties=[
            _duty(grant)
            for grant in current_user.grants_on(clock.today())
            if grant.role is not Role.CONSUMER
        ],
        labels=labels,
    )


def _duty(grant: RoleGrant) -> tuple[LazyString, str | None, str | None]:
    """Return a role, the name of what it is for and the page of that."""
    model, endpoint = PLACES.get(grant.scope, (None, ""))
    key = grant.scope_key
    place: Producer | SalesPoint | TradeWeek | None = (
        db.session.get(model, int(key)) if model and key else None
    )
    if place is None:
        return ROLES[grant.role], None, None
    name = localized(place, "name") if isinstance(place, TradeWeek) else place.name
    return ROLES[grant.role], name, url_for(endpoint, slug=place.slug)


def _authenticate(form: SignInForm) -> User:
    """Return whose mail or phone and password were typed.

    A try counts before it is checked, so that many at once do not slip past the limit; one
    that is right is taken off again.

    :raises WrongCredentials: without telling which of them is wrong
    :raises TooManyRequests: if too many from this address were refused
    """
    key = ("sign-in", get_remote_address())
    if not limiter.limiter.hit(FAILURES, *key):
        raise TooManyRequests(retry_after=FAILURES.get_expiry())
    user = services.authenticate(form.email.data, form.password.data)
    limiter.limiter.hit(FAILURES, *key, cost=-1)
    return user


def _begin_session(user: User) -> None:
    cookie.hand_over(user)
    session.clear()  # nothing set before signing in survives it
    session.permanent = True
    login_user(user)
