"""What a citizen may check: one certificate, and the look-up."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from shop.accounts.permissions import holds, public
from shop.catalog.models import ListingStatus
from shop.certification import labels, queries
from shop.certification.badge import HEIGHT, WIDTH
from shop.certification.models import Certificate
from shop.certification.records import Links
from shop.certification.rules import standing_on
from shop.certification.schema_org import CONTEXT, certification
from shop.errors import NotFound
from shop.lib import clock
from shop.traceability.addresses import base_url
from shop.web.locale import LANGUAGES, language
from shop.web.pages import kept
from shop.web.paging import Page, page_number, paged

bp = Blueprint("certification", __name__)

ON_A_PAGE = 20
LONGEST_QUESTION = 100


@bp.context_processor
def certificate_words() -> dict[str, object]:
    return {"standing_of": lambda certificate: standing_on(certificate, clock.today())}


@bp.get("/certificates")
@public
def lookup() -> str | Response:
    asked = request.args.get("number", "").strip()[:LONGEST_QUESTION]
    page = paged(queries.look_up(asked), page_number(request.args.get("page")), ON_A_PAGE)
    found = queries.by_ids(page.items)
    if page.total == 1 and found[0].public_id == asked.lower():
        return redirect(url_for(".show", public_id=found[0].public_id))
    return render_template(
        "certification/lookup.html",
        asked=asked,
        page=Page(found, page.number, page.size, page.total),
        labels=labels,
        canonical=base_url() + url_for(".lookup"),
    )


@bp.get("/certificates/<public_id>")
@kept
@public
def show(public_id: str) -> str:
    certificate = queries.find_public(public_id.lower())
    if certificate is None:
        raise NotFound(_l("There is no certificate with this code."))
    today = clock.today()
    standing = standing_on(certificate, today)
    canonical = base_url() + url_for(".show", public_id=certificate.public_id)
    return render_template(
        "certification/show.html",
        certificate=certificate,
        standing=standing,
        now_valid=queries.certificate_on(today, certificate.product_id),
        history=queries.history(certificate.product_id),
        undated=queries.undated_recognitions(certificate.product_id),
        days_left=certificate.days_left(today),
        may_attach=holds(current_user, "certification.record"),
        is_on_market=certificate.product.listing_status is ListingStatus.PUBLISHED,
        labels=labels,
        snippet=_snippet(certificate, canonical) if standing.is_valid else "",
        badge_lang=_badge_lang(),
        canonical=canonical,
        for_machines=_for_machines(certificate),
    )


def _for_machines(certificate: Certificate) -> dict[str, object] | None:
    """Return a certificate as schema.org has it; what is made up has no place there."""
    if certificate.is_demo:
        return None
    return {"@context": CONTEXT} | certification(certificate, clock.today(), Links.here())


def _snippet(certificate: Certificate, canonical: str) -> str:
    """Return the HTML that another site copies; its words stay true when the stars have gone."""
    return str(
        Markup(
            '<a href="{page}"><img src="{page}/badge.svg{lang}" alt="{alt}"'
            ' width="{width}" height="{height}"></a>'
        ).format(
            page=canonical,
            lang=f"?lang={_badge_lang()}" if _badge_lang() else "",
            alt=_(
                "OCOP certificate of %(name)s: see whether it holds today",
                name=certificate.product_name,
            ),
            width=WIDTH,
            height=HEIGHT,
        )
    )


def _badge_lang() -> str | None:
    """Return the language that the badge's address must name; Vietnamese needs none."""
    return None if language() == LANGUAGES[0] else language()
