"""A maker's range in the workspace: the list, one product, its packs, requests to a place."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import requires
from shop.accounts.queries import names_of
from shop.catalog import labels, policy, queries, rules, services
from shop.catalog.covers import covers_of, unseen_print_of
from shop.catalog.forms import NewProductForm, kind_choices, product_form
from shop.catalog.models import ListingStatus, Product
from shop.catalog.pack_forms import pack_form
from shop.catalog.packs import net_text, printed_gtin, unit_price_text
from shop.catalog.services import Listing
from shop.errors import NotFound, ShopError
from shop.lib.phones import phone_for_people
from shop.producers.policy import own_producer
from shop.web import navigation
from shop.web.forms import Form, render_form
from shop.web.paging import page_number
from shop.web.workspace import bp

PRODUCTS_SHOWN = 20
REQUESTS_SHOWN = 20

navigation.add("workspace", 25, "workspace.products", _l("Products"), "package")


@bp.get("/products")
@requires("catalog.edit")
def products() -> str:
    producer = own_producer(current_user)
    asked = request.args.get("status", "")
    status = ListingStatus(asked) if asked in set(ListingStatus) else None
    counts = queries.listing_counts(producer.id)
    page = queries.producer_range(
        producer.id, status, page_number(request.args.get("page")), PRODUCTS_SHOWN
    )
    return render_template(
        "workspace/products.html",
        page=page,
        covers=covers_of(page.items, unseen_print_of),
        counts=counts,
        total=sum(counts.values()),
        status=status,
        waiting=queries.waiting_requests(producer.id),
        labels=labels,
    )


@bp.route("/products/new", methods=["GET", "POST"])
@requires("catalog.edit")
def new_product() -> Response | tuple[str, int]:
    producer = own_producer(current_user)
    form = NewProductForm()
    form.criteria_set_no.choices = kind_choices(queries.criteria_sets())
    if form.validate_on_submit():
        listing = Listing(form.name_vi.data, form.criteria_set_no.data)
        try:
            product = services.create(producer, listing, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("The draft is kept. Now tell what its label says."), "success")
            return redirect(url_for(".edit_product", slug=product.slug), 303)
    return render_form("workspace/product_new.html", form)


@bp.route("/products/<slug>", methods=["GET", "POST"])
@requires("catalog.edit")
def product(slug: str) -> Response | tuple[str, int]:
    found = policy.editable_product(current_user, slug)
    form, status = Form(), 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                return _take(request.form.get("step", ""), found)
            except ShopError as error:
                form.reject(error)
                status = error.status
    return _product_page(found, form), status


def _take(step: str, product: Product) -> Response:
    """Do what a button asks.

    :raises NotFound: if there is no such step
    """
    match step:
        case "submit":
            services.submit(product, actor=current_user)
            flash(_("The office looks at it next. You can go on editing meanwhile."), "success")
        case "unpublish":
            services.unpublish(product, actor=current_user)
            flash(_("It is off the shelf. To bring it back, send it for review."), "success")
        case "discard":
            services.discard(product, actor=current_user)
            flash(_("The draft is gone."), "success")
            return redirect(url_for(".products"), 303)
        case _:
            raise NotFound(_l("There is no such step."))
    return redirect(url_for(".product", slug=product.slug), 303)


def _product_page(product: Product, form: Form) -> str:
    return render_template(
        "workspace/product.html",
        product=product,
        form=form,
        lacks=rules.lacks(product),
        may_submit=product.listing_status in rules.SUBMITTED_FROM,
        may_discard=product.listing_status is ListingStatus.DRAFT and not rules.was_shown(product),
        facts=rules.in_label_order(product.facts),
        season=labels.season_text(product.season) if product.season else "",
        names=names_of(change.actor_id for change in product.changes),
        contents=queries.box_contents(pack.id for pack in product.variants),
        **_words(),
    )


@bp.route("/products/<slug>/edit", methods=["GET", "POST"])
@requires("catalog.edit")
def edit_product(slug: str) -> Response | tuple[str, int]:
    found = policy.editable_product(current_user, slug)
    form = product_form(found, queries.criteria_sets(), request.form)
    may_submit = found.listing_status in rules.SUBMITTED_FROM | {ListingStatus.REJECTED}
    if form.validate_on_submit():
        before, then_submit = found.listing_status, request.form.get("then") == "submit"
        try:
            services.edit(found, form.listing, then_submit=then_submit, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_said(before, found.listing_status), "success")
            return redirect(url_for(".product", slug=found.slug), 303)
    return render_form(
        "workspace/product_edit.html",
        form,
        product=found,
        may_submit=may_submit,
        owed={f"fact_{kind}" for kind in rules.LABEL_FACTS[form.set_no]},
        **_words(),
    )


def _said(before: ListingStatus, after: ListingStatus) -> str:
    if after is ListingStatus.PENDING_REVIEW and before is not after:
        return _("Saved, and sent to the office. Buyers see it once it is looked at.")
    return _("Saved.")


@bp.route("/products/<slug>/packs/new", methods=["GET", "POST"])
@requires("catalog.edit")
def new_pack(slug: str) -> Response | tuple[str, int]:
    found = policy.editable_product(current_user, slug)
    form = pack_form(found)
    if form.validate_on_submit():
        try:
            services.add_pack(found, form.pack, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("The pack is kept."), "success")
            return redirect(url_for(".product", slug=slug, _anchor="packs"), 303)
    return render_form("workspace/pack.html", form, product=found, pack=None, parts=[], **_words())


@bp.route("/products/<slug>/packs/<int:pack_id>", methods=["GET", "POST"])
@requires("catalog.edit")
def pack(slug: str, pack_id: int) -> Response | tuple[str, int]:
    found = policy.editable_pack(current_user, slug, pack_id)
    form = pack_form(found.product, found)
    if form.validate_on_submit():
        try:
            services.edit_pack(found, form.pack, position=form.position.data, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("The pack is kept."), "success")
            return redirect(url_for(".product", slug=slug, _anchor="packs"), 303)
    parts = queries.box_contents([found.id]).get(found.id, [])
    return render_form(
        "workspace/pack.html", form, product=found.product, pack=found, parts=parts, **_words()
    )


@bp.route("/requests", methods=["GET", "POST"])
@requires("catalog.edit")
def requests() -> Response | str:
    producer = own_producer(current_user)
    if request.method == "POST":
        found = policy.own_request(current_user, request.form.get("request", -1, type=int))
        services.settle_request(found, done="done" in request.form, actor=current_user)
        return redirect(url_for(".requests", page=request.args.get("page")), 303)
    return render_template(
        "workspace/requests.html",
        page=queries.requests_to(
            producer.id, page_number(request.args.get("page")), REQUESTS_SHOWN
        ),
        phone=phone_for_people,
    )


def _words() -> dict[str, Any]:
    return {
        "labels": labels,
        "rules": rules,
        "net_text": net_text,
        "printed_gtin": printed_gtin,
        "unit_price_text": unit_price_text,
        "ListingStatus": ListingStatus,
    }
