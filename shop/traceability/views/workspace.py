"""The producer's lots in the workspace: open, release, record, label."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from shop.accounts.permissions import requires
from shop.errors import NotFound, ShopError
from shop.inventory import labels as stock_labels
from shop.inventory import services as inventory
from shop.inventory.queries import levels_of_lot, units_by_lot
from shop.lib import clock
from shop.producers.policy import own_producer
from shop.traceability import policy, queries, rules, services, words
from shop.traceability.forms import LotForm, ReasonForm, event_form, release_form
from shop.traceability.models import Lot, LotStatus, TraceEvent, TraceEventKind
from shop.web import navigation
from shop.web.forms import Form, render_form, tidy
from shop.web.locale import localized
from shop.web.paging import page_number
from shop.web.workspace import bp

LOTS_SHOWN = 20

navigation.add("workspace", 40, "workspace.lots", _l("Lots"), "qr-code")


@bp.get("/lots")
@requires("lots.keep")
def lots() -> str:
    page = queries.producer_lots(
        own_producer(current_user).id, page_number(request.args.get("page")), LOTS_SHOWN
    )
    return render_template(
        "workspace/lots.html",
        page=page,
        units=units_by_lot(lot.id for lot in page.items),
        words=words,
    )


@bp.route("/lots/new", methods=["GET", "POST"])
@requires("lots.keep")
def new_lot() -> Response | tuple[str, int]:
    goods = {product.id: product for product in policy.own_goods(current_user)}
    form = LotForm()
    form.product.choices = [
        SelectChoice(str(key), localized(product, "name")) for key, product in goods.items()
    ]
    if form.validate_on_submit():
        values = form.values
        product = goods[int(values.pop("product"))]
        try:
            lot = services.open_lot(product, **values, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("Lot %(lot_no)s is open as a draft.", lot_no=lot.lot_no), "success")
            return redirect(url_for(".lot", code=lot.code), 303)
    return render_form("workspace/lot_new.html", form)


@bp.route("/lots/<code>", methods=["GET", "POST"])
@requires("lots.keep")
def lot(code: str) -> Response | tuple[str, int]:
    found = policy.own_lot(current_user, code)
    forms = _forms(found)
    if request.method == "GET":
        return _lot_page(found, forms, 200)
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
            return redirect(url_for(".lot", code=code), 303)
    return _lot_page(found, forms, status, forms[step])


def _forms(lot: Lot) -> dict[str, Any]:
    story = queries.lot_story(lot, clock.today())
    return {
        "release": release_form(story.packs),
        "hold": ReasonForm(),
        "void": ReasonForm(),
        "record": event_form(story, _wrong_event(lot)),
    }


def _wrong_event(lot: Lot) -> TraceEvent | None:
    """Return the step that somebody wants to put right, where they name one.

    :raises NotFound: if the lot has no such step
    """
    event_id = tidy(request.form.get("corrects")) or request.args.get("correct")
    event = queries.find_event(lot, event_id) if event_id else None
    if event_id and event is None:
        raise NotFound(_l("There is no such step."))
    return event


def _take(step: str, lot: Lot, form: Any) -> str:
    """Do what a form asks, and return what to say of it."""
    actor = current_user
    match step:
        case "release":
            inventory.release_lot(lot, form.units, actor=actor)
            return _("The lot is on sale, and its code answers.")
        case "hold":
            services.hold(lot, form.reason.data, actor=actor)
            return _("The lot is on hold. Nothing of it is sold until you release it.")
        case "void":
            services.void_lot(lot, form.reason.data, actor=actor)
            return _("The draft is given up.")
    services.record_event(
        lot,
        TraceEventKind(form.kind.data),
        form.instant,
        place_vi=form.place_vi.data,
        party_name=form.party_name.data,
        note_vi=form.note_vi.data,
        corrects=_wrong_event(lot),
        actor=actor,
    )
    return _("Recorded.")


def _lot_page(
    lot: Lot, forms: dict[str, Any], status: int, refused: Form | None = None
) -> tuple[str, int]:
    today = clock.today()
    page = render_template(
        "workspace/lot.html",
        lot=lot,
        story=queries.lot_story(lot, today),
        forms=forms,
        refused=refused,
        may=rules.TRANSITIONS[lot.status],
        missing=rules.missing_fields(lot),
        is_expired=lot.is_expired_on(today),
        levels=[level for level in levels_of_lot(lot.id) if level.on_hand],
        words=words,
        stock_labels=stock_labels,
        LotStatus=LotStatus,
    )
    return page, status
