"""Lists of recognition decisions: brought, looked through, entered whole, undone whole."""

from typing import Any

from flask import Response as Answer
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.models import Scope
from shop.accounts.permissions import requires, scope_keys
from shop.accounts.queries import names_of
from shop.certification import decisions, lists, policy, services
from shop.certification.decisions import Fate, Outcome
from shop.certification.forms import DecisionForm
from shop.certification.models import DecisionImport, ImportState
from shop.certification.services.decisions import LEFT_OUT
from shop.certification.views.office import bp
from shop.errors import ShopError
from shop.lib.spreadsheets import csv_parts
from shop.web.forms import Form, render_form
from shop.web.paging import page_number, paged

ROWS_SHOWN = 50
LISTS_SHOWN = 20
SAMPLE = ("Trà sen", "Hợp tác xã mẫu", "4", "82,5", "15/GCN-OCOP", "01-00166-12-2026", "22/11/2026")


@bp.get("/decisions")
@requires("certification.record")
def decisions_index() -> str:
    reaches_all = scope_keys(current_user, "certification.record", Scope.PROVINCE) is None
    page = decisions.brought_by(
        None if reaches_all else current_user.id,
        page_number(request.args.get("page")),
        LISTS_SHOWN,
    )
    return render_template(
        "certification/office/decisions.html",
        page=page,
        names=names_of(each.created_by_id for each in page.items),
    )


@bp.get("/decisions/sample.csv")
@requires("certification.record")
def sample_list() -> Answer:
    """Give an empty list with the heads that we read, and one line that shows the shapes."""
    answer = Answer(csv_parts(list(lists.PRINTED.values()), [SAMPLE]), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="quyet-dinh-mau.csv"'
    return answer


@bp.route("/decisions/new", methods=["GET", "POST"])
@requires("certification.record")
def bring() -> Response | tuple[str, int]:
    form, refusal = DecisionForm(), None
    if form.validate_on_submit():
        upload = form.file.data
        try:
            rows = lists.read_list(upload.stream, upload.filename)
            known = decisions.directory(policy.reach(current_user))
            kept = services.keep(form.decision, rows, upload.filename, known, actor=current_user)
        except ShopError as error:
            form.reject(error)
            refusal = error
        else:
            return redirect(url_for(".decision", import_id=kept.id), 303)
    faults = getattr(refusal, "faults", ())
    return render_form("certification/office/bring.html", form, faults=faults)


@bp.route("/decisions/<int:import_id>", methods=["GET", "POST"])
@requires("certification.record")
def decision(import_id: int) -> Response | tuple[str, int]:
    kept, form = policy.own_import(current_user, import_id), Form()
    if form.validate_on_submit():
        try:
            said = _take(request.form.get("step", ""), kept)
        except ShopError as error:
            form.reject(error)
        else:
            flash(said, "success")
            return redirect(request.full_path.rstrip("?"), 303)
    return _page(kept, form), 422 if form.is_submitted() else 200


def _take(step: str, kept: DecisionImport) -> str:
    """Do what a form of the page asks, and return what to say of it."""
    match step:
        case "apply":
            count = services.apply(kept, request.form.get("seen", ""), actor=current_user)
            return ngettext(
                "%(num)s certificate is entered.", "%(num)s certificates are entered.", count
            )
        case "undo":
            count = services.undo(kept, actor=current_user)
            return ngettext(
                "%(num)s certificate is taken back.", "%(num)s certificates are taken back.", count
            )
        case "discard":
            services.discard(kept, actor=current_user)
            return _("The list is put aside. Nothing of it is entered.")
    known = decisions.directory(policy.reach(current_user))
    services.choose(kept, _chosen(kept), known, actor=current_user)
    return _("Your choices are kept.")


def _chosen(kept: DecisionImport) -> dict[int, int]:
    """Return the choices that were posted: a product, or that a row is left out."""
    chosen = {}
    for row in kept.rows:
        text = request.form.get(f"row-{row.id}", "")
        if text.isascii() and text.isdigit() and len(text) < 10:
            chosen[row.id] = int(text)
    return chosen


def _page(kept: DecisionImport, form: Form) -> str:
    fates = decisions.plan(kept) if kept.state is ImportState.DRAFT else _as_entered(kept)
    counts = {each: sum(fate.outcome is each for fate in fates) for each in Outcome}
    asked = request.args.get("show", "")
    shown = [fate for fate in fates if asked not in list(Outcome) or fate.outcome == asked]
    page = paged(shown, page_number(request.args.get("page")), ROWS_SHOWN)
    is_draft = kept.state is ImportState.DRAFT
    known = decisions.directory(policy.reach(current_user)) if is_draft else None
    return render_template(
        "certification/office/decision.html",
        decision=kept,
        form=form,
        page=page,
        counts=counts,
        asked=asked,
        Outcome=Outcome,
        ImportState=ImportState,
        options={fate.row.id: _options(fate, known) for fate in page.items},
        seen=decisions.fingerprint(fates),
        is_ready=not any(fate.needs_somebody for fate in fates)
        and counts[Outcome.NEW] + counts[Outcome.SUPERSEDES] > 0,
        codes={} if is_draft else decisions.codes_of(kept),
        names=names_of([kept.created_by_id, kept.settled_by_id]),
        left_out=LEFT_OUT,
    )


def _as_entered(kept: DecisionImport) -> list[Fate]:
    return [Fate(row, Outcome.LEFT_OUT if row.is_left_out else Outcome.NEW) for row in kept.rows]


def _options(fate: Fate, known: decisions.Directory | None) -> list[Any]:
    """Return the products to choose from for a row, the chosen one first."""
    if known is None:
        return []
    row = fate.row
    found = known.candidates(row.product_name, row.producer_name)
    chosen = known.products.get(row.product_id or 0)
    return ([chosen] if chosen else []) + [each for each in found if each is not chosen]
