"""The badge as a picture that other sites may embed."""

from flask import Blueprint, current_app, make_response, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.certification import queries
from shop.certification.badge import HEIGHT, WIDTH, badge_on, kept_s
from shop.errors import NotFound
from shop.lib import clock
from shop.web.locale import LANGUAGES
from shop.web.pictures import POLICY

bp = Blueprint("certification_badge", __name__)


@bp.get("/certificates/<public_id>/badge.svg")
@public
def show(public_id: str) -> Response:
    certificate = queries.find_public(public_id.lower())
    if certificate is None:
        raise NotFound(_l("There is no certificate with this code."))
    # One picture for one address: who looks at it changes nothing.
    asked = request.args.get("lang")
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    with force_locale(lang):
        # Without what pages are given: that asks for the reader and their cart.
        response = make_response(
            current_app.jinja_env.get_template("certification/badge.svg").render(
                badge=badge_on(clock.today(), certificate), lang=lang, width=WIDTH, height=HEIGHT
            )
        )
    response.mimetype = "image/svg+xml"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.cache_control.public = True
    response.cache_control.max_age = kept_s(clock.now())
    response.cache_control.must_revalidate = True
    response.add_etag()
    return response.make_conditional(request)
