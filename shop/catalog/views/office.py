"""The office's review desk: what waits, what a buyer would see, and the word on it."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import requires
from shop.accounts.queries import names_of
from shop.catalog import labels, policy, queries, rules, services
from shop.catalog.covers import unseen_print_of
from shop.catalog.forms import PublishForm, ReasonForm, TakeDownForm
from shop.catalog.models import ListingStatus, Product
from shop.catalog.packs import net_text, net_texts, printed_gtin, unit_price_text
from shop.certification.queries import history
from shop.certification.rules import standing_on
from shop.errors import NotFound, ShopError
from shop.inventory.supply import supply_of
from shop.lib import clock
from shop.media.models import Picture
from shop.media.queries import gallery
from shop.producers import labels as producer_labels
from shop.producers.rules import is_known
from shop.web import navigation
from shop.web.paging import page_number

bp = Blueprint("catalog_office", __name__)
navigation.add(
    "office",
    20,
    "catalog_office.desk",
    _l("Review"),
    "package-check",
    permission="catalog.review",
)

PRODUCTS_SHOWN = 20
# What the desk shows, in this order; drafts are nobody else's business.
SHOWN = (
    ListingStatus.PENDING_REVIEW,
    ListingStatus.TAKEN_DOWN,
    ListingStatus.REJECTED,
    ListingStatus.PUBLISHED,
    ListingStatus.UNPUBLISHED,
)
FORMS: dict[str, type[PublishForm] | type[ReasonForm]] = {
    "publish": PublishForm,
    "reject": ReasonForm,
    "take_down": TakeDownForm,
    "lift": ReasonForm,
}


@bp.get("/office/products")
@requires("catalog.review")
def desk() -> str:
    asked, text = request.args.get("status", ""), request.args.get("q", "").strip()
    status = ListingStatus(asked) if asked in SHOWN else SHOWN[0]
    reach = policy.reach(current_user)
    return render_template(
        "office/products.html",
        page=queries.review_desk(
            status, reach, text, page_number(request.args.get("page")), PRODUCTS_SHOWN
        ),
        counts=queries.review_counts(reach),
        shown=SHOWN,
        status=status,
        text=text,
        labels=labels,
    )


@bp.route("/office/products/<slug>", methods=["GET", "POST"])
@requires("catalog.review")
def product(slug: str) -> Response | tuple[str, int]:
    found = policy.reviewable_product(current_user, slug)
    if found.listing_status is ListingStatus.DRAFT:
        raise NotFound(_l("There is no such product."))
    forms = {name: kind() for name, kind in FORMS.items()}
    if request.method == "GET":
        return _page(found, forms), 200
    step, status = request.form.get("step", ""), 422
    if step not in forms:
        raise NotFound(_l("There is no such step."))
    if forms[step].validate_on_submit():
        try:
            said = _take(step, found, forms[step])
        except ShopError as error:
            forms[step].reject(error)
            status = error.status
        else:
            flash(said, "success")
            return redirect(url_for(".desk"), 303)
    return _page(found, forms, forms[step]), status


def _take(step: str, product: Product, form: Any) -> str:
    """Do what a form asks, and return what to say of it."""
    actor, seen = current_user, form.seen.data
    match step:
        case "publish":
            services.publish(product, seen=seen, actor=actor)
            return _("It is in the shop.")
        case "reject":
            services.reject(product, form.reason.data, seen=seen, actor=actor)
            return _("It went back to its maker with your reason.")
        case "take_down":
            services.take_down(product, form.reason.data, demanded_at=form.instant, actor=actor)
            return _("It is taken down. Only this office brings it back.")
    services.lift(product, form.reason.data, seen=seen, actor=actor)
    return _("It is in the shop again.")


def _page(product: Product, forms: dict[str, Any], refused: Any = None) -> str:
    today, producer = clock.today(), product.producer
    return render_template(
        "office/product.html",
        product=product,
        forms=forms,
        refused=refused,
        may=rules.TRANSITIONS[product.listing_status],
        version=rules.version_of(product),
        lacks=rules.lacks(product),
        facts=rules.in_label_order(product.facts),
        season=labels.season_text(product.season) if product.season else "",
        supply=supply_of(product, today),
        recognitions=[(each, standing_on(each, today)) for each in history(product.id)],
        is_known=producer is not None and is_known(producer),
        contents=queries.box_contents(pack.id for pack in product.variants),
        names=names_of(change.actor_id for change in product.changes),
        due=lambda change: change.demanded_at + timedelta(hours=rules.TAKE_DOWN_HOURS),
        pictures=gallery(Picture.product_id, product.id) or [unseen_print_of(product)],
        labels=labels,
        producer_labels=producer_labels,
        net_text=net_text,
        net=net_texts(pack for pack in product.variants if pack.is_active),
        printed_gtin=printed_gtin,
        unit_price_text=unit_price_text,
        ListingStatus=ListingStatus,
    )
