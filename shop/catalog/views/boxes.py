"""Boxes in the workspace: what a maker puts into a pack from other packs of theirs."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import requires
from shop.catalog import policy, queries
from shop.catalog.pack_forms import box_form
from shop.errors import ShopError
from shop.inventory import services as inventory
from shop.web.workspace import bp


@bp.route("/products/<slug>/packs/<int:pack_id>/box", methods=["GET", "POST"])
@requires("catalog.edit")
def box(slug: str, pack_id: int) -> Response | tuple[str, int]:
    found = policy.editable_pack(current_user, slug, pack_id)
    parts = queries.box_contents([found.id]).get(found.id, [])
    form = box_form(queries.packs_to_fill(found), parts)
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            inventory.compose(found, form.parts, actor=current_user)
        except ShopError as error:
            form.reject(error)
            status = error.status
        else:
            flash(_("The pack is kept."), "success")
            return redirect(url_for(".product", slug=slug, _anchor="packs"), 303)
    page = render_template("workspace/box.html", form=form, pack=found, product=found.product)
    return page, status
