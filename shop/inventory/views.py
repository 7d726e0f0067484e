"""The producer's stock book in the workspace: what lies where, what came and went."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from shop.accounts.permissions import requires
from shop.accounts.queries import names_of
from shop.catalog.models import ProductVariant
from shop.errors import ShopError
from shop.inventory import labels, policy, queries, services
from shop.inventory.forms import AdjustForm, InspectForm, ReceiveForm
from shop.inventory.models import LocationKind, StockLevel
from shop.lib import clock
from shop.producers.policy import own_producer
from shop.traceability.models import Lot
from shop.web import navigation, workspace
from shop.web.filters import day
from shop.web.forms import render_form
from shop.web.locale import localized
from shop.web.paging import page_number

MOVEMENTS_SHOWN = 20

navigation.add("workspace", 30, "workspace.stock", _l("Stock"), "warehouse")


@workspace.bp.get("/stock")
@requires("stock.keep")
def stock() -> str:
    items = queries.stock_book(own_producer(current_user).id, clock.today())
    low = [item for item in items if item.is_low]
    only_low = request.args.get("low") == "1"
    return render_template(
        "workspace/stock.html",
        items=low if only_low else items,
        only_low=only_low,
        low_count=len(low),
        total=len(items),
        labels=labels,
    )


@workspace.bp.route("/stock/in", methods=["GET", "POST"])
@requires("stock.keep")
def receive() -> Response | tuple[str, int]:
    choices = queries.receivable(own_producer(current_user).id, clock.today())
    items = {f"{pack.id}-{lot.id}": (pack, lot) for pack, lot in choices}
    form = ReceiveForm(item=request.args.get("item"))
    form.item.choices = [_choice(key, *goods) for key, goods in items.items()]
    if form.validate_on_submit():
        pack, lot = items[form.item.data]
        try:
            services.put_away(
                lot,
                {pack.id: form.quantity.data},
                reference=form.reference.data or None,
                seen=form.seen_number,
                actor=current_user,
            )
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("Put away. The shop sells from it at once."), "success")
            return redirect(url_for(".stock"), 303)
    form.show(queries.last_receipt())
    return render_form("workspace/stock_in.html", form)


def _choice(key: str, pack: ProductVariant, lot: Lot) -> SelectChoice:
    words = [localized(pack, "name"), _("lot %(lot_no)s", lot_no=lot.lot_no)]
    if lot.expires_on:
        words.append(_("use by %(day)s", day=day(lot.expires_on)))
    return SelectChoice(key, " · ".join(words), optgroup=localized(pack.product, "name"))


@workspace.bp.route("/stock/<int:level_id>", methods=["GET", "POST"])
@requires("stock.keep")
def stock_item(level_id: int) -> Response | tuple[str, int]:
    level = policy.own_level(current_user, level_id)
    came_back = level.location.kind is LocationKind.INSPECTION
    form = InspectForm() if came_back else AdjustForm()
    if form.validate_on_submit():
        try:
            _change(level, form)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("The stock book is up to date."), "success")
            return redirect(url_for(".stock_item", level_id=level_id), 303)
    form.show(level.on_hand)
    movements = queries.movements_of(level, page_number(request.args.get("page")), MOVEMENTS_SHOWN)
    return render_form(
        "workspace/stock_item.html",
        form,
        level=level,
        came_back=came_back,
        movements=movements,
        promises=queries.promises_on(level),
        names=names_of(movement.actor_id for movement in movements.items),
        labels=labels,
    )


def _change(level: StockLevel, form: AdjustForm | InspectForm) -> None:
    told: dict[str, Any] = {"seen": form.seen_number, "actor": current_user}
    reason = form.reason.data or ""
    if isinstance(form, AdjustForm):
        services.correct(level, form.change, reason=reason, **told)
    elif form.outcome.data == "good":
        services.put_back(level, form.quantity.data, **told)
    else:
        services.write_off(level, form.quantity.data, reason=reason, **told)
