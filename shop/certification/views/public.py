"""What a citizen may check: one certificate, and the look-up."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import holds, public
from shop.certification import labels, queries
from shop.certification.rules import standing_on
from shop.errors import NotFound
from shop.lib import clock
from shop.web.pages import kept

bp = Blueprint("certification", __name__)

MOST_FOUND = 30
LONGEST_QUESTION = 100


@bp.context_processor
def certificate_words() -> dict[str, object]:
    return {"standing_of": lambda certificate: standing_on(certificate, clock.today())}


@bp.get("/certificates")
@public
def lookup() -> str | Response:
    asked = request.args.get("number", "").strip()[:LONGEST_QUESTION]
    found = queries.look_up(asked, most=MOST_FOUND)
    if len(found) == 1 and found[0].public_id == asked.lower():
        return redirect(url_for(".show", public_id=found[0].public_id))
    return render_template(
        "certification/lookup.html", asked=asked, found=found, most=MOST_FOUND, labels=labels
    )


@bp.get("/certificates/<public_id>")
@kept
@public
def show(public_id: str) -> str:
    certificate = queries.find_public(public_id.lower())
    if certificate is None:
        raise NotFound(_l("There is no certificate with this code."))
    today = clock.today()
    return render_template(
        "certification/show.html",
        certificate=certificate,
        standing=standing_on(certificate, today),
        now_valid=queries.certificate_on(today, certificate.product_id),
        history=queries.history(certificate.product_id),
        undated=queries.undated_recognitions(certificate.product_id),
        days_left=certificate.days_left(today),
        may_attach=holds(current_user, "certification.record"),
        labels=labels,
    )
