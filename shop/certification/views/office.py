"""The register at the office's desk: the list, one certificate with its history, and its steps."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from shop.accounts.permissions import requires
from shop.accounts.queries import names_of
from shop.catalog.models import ProductGroup
from shop.certification import desk, labels, policy, register, services
from shop.certification.forms import (
    ALL,
    ConfirmDayForm,
    CorrectForm,
    ExtendForm,
    FilterForm,
    RecordForm,
    RevokeForm,
    ScanForm,
    SupersedeForm,
    correct_form,
)
from shop.certification.models import (
    Certificate,
    IssuerLevel,
    RecognitionKind,
    RevocationReason,
)
from shop.certification.rules import Standing, standing_on
from shop.database import Origin
from shop.errors import ShopError
from shop.lib import clock
from shop.web import navigation
from shop.web.forms import Form, render_form
from shop.web.paging import page_number

bp = Blueprint("certification_office", __name__, url_prefix="/office/certificates")
navigation.add(
    "office",
    30,
    "certification_office.index",
    _l("Certificates"),
    "award",
    permission="certification.record",
)

CERTIFICATES_SHOWN = 30


@bp.context_processor
def register_words() -> dict[str, object]:
    return {
        "labels": labels,
        "standing_of": lambda certificate: standing_on(certificate, clock.today()),
    }


@bp.get("")
@requires("certification.record")
def index() -> str:
    reach, today = policy.reach(current_user), clock.today()
    form = _filters(reach)
    asked = _asked(form)
    page = desk.listed(
        asked, reach, today, page_number(request.args.get("page")), CERTIFICATES_SHOWN
    )
    return render_template("certification/office/index.html", form=form, asked=asked, page=page)


@bp.get("/<public_id>")
@requires("certification.record")
def show(public_id: str) -> str:
    certificate = policy.recordable_certificate(current_user, public_id)
    today = clock.today()
    others = desk.all_of(certificate.product_id)
    return render_template(
        "certification/office/show.html",
        certificate=certificate,
        standing=standing_on(certificate, today),
        may={to for to in Standing if register.may_become(certificate, to, today)},
        Standing=Standing,
        others=[each for each in others if each.id != certificate.id],
        replaced=next((each for each in others if each.id == certificate.supersedes_id), None),
        replaced_by=next((each for each in others if each.supersedes_id == certificate.id), None),
        names=names_of(change.actor_id for change in certificate.changes),
        doubt=register.code_doubt(certificate.product_code, certificate.issued_on),
        is_due=register.is_due(certificate, today),
        days_left=certificate.days_left(today),
    )


@bp.get("/new")
@requires("certification.record")
def new() -> str:
    text = request.args.get("q", "").strip()[:100]
    found = desk.products_named(text, policy.reach(current_user)) if text else []
    return render_template(
        "certification/office/new.html", text=text, found=found, most=desk.MOST_FOUND
    )


@bp.route("/new/<slug>", methods=["GET", "POST"])
@requires("certification.record")
def record(slug: str) -> Response | tuple[str, int]:
    product = policy.recordable_product(current_user, slug)
    form = RecordForm(data=_known_of(product))

    def enter() -> Certificate:
        return services.record_certificate(product, form.recognised, actor=current_user)

    return _step(
        form,
        enter,
        _("The certificate is recorded; its stars show from now on."),
        title=_("Record a certificate"),
        submit=_("Record it"),
        product=product,
    )


@bp.route("/<public_id>/supersede", methods=["GET", "POST"])
@requires("certification.record")
def supersede(public_id: str) -> Response | tuple[str, int]:
    old = policy.recordable_certificate(current_user, public_id)
    form = SupersedeForm(data=_known_of(old.product))

    def enter() -> Certificate:
        kind = RecognitionKind(form.kind.data)
        return services.supersede(old, form.recognised, kind, actor=current_user)

    return _step(
        form,
        enter,
        _("The new certificate has taken the old one's place."),
        title=_("Record the certificate that takes its place"),
        submit=_("Record it"),
        certificate=old,
    )


@bp.route("/<public_id>/extend", methods=["GET", "POST"])
@requires("certification.record")
def extend(public_id: str) -> Response | tuple[str, int]:
    certificate = policy.recordable_certificate(current_user, public_id)
    form = ExtendForm()

    def enter() -> Certificate:
        services.extend(certificate, form.until.data, form.reason.data, actor=current_user)
        return certificate

    return _step(
        form,
        enter,
        _("The certificate is extended."),
        title=_("Extend it"),
        submit=_("Extend it"),
        certificate=certificate,
    )


@bp.route("/<public_id>/revoke", methods=["GET", "POST"])
@requires("certification.record")
def revoke(public_id: str) -> Response | tuple[str, int]:
    certificate = policy.recordable_certificate(current_user, public_id)
    form = RevokeForm(data={"issuer_level": certificate.issuer_level})

    def enter() -> Certificate:
        services.revoke(
            certificate,
            RevocationReason(form.ground.data),
            form.decision_no.data,
            form.revoked_on.data,
            issuer_level=IssuerLevel(form.issuer_level.data),
            note=form.note.data or "",
            actor=current_user,
        )
        return certificate

    return _step(
        form,
        enter,
        _("The certificate is revoked. No page shows its stars any more."),
        title=_("Revoke it"),
        submit=_("Revoke it"),
        certificate=certificate,
    )


@bp.route("/<public_id>/correct", methods=["GET", "POST"])
@requires("certification.record")
def correct(public_id: str) -> Response | tuple[str, int]:
    certificate = policy.recordable_certificate(current_user, public_id)
    form: CorrectForm = correct_form(certificate)

    def enter() -> Certificate:
        services.correct(certificate, form.entry, form.reason.data, actor=current_user)
        return certificate

    return _step(
        form,
        enter,
        _("The entry is corrected. What it said before stays on record."),
        title=_("Correct the entry"),
        submit=_("Correct it"),
        certificate=certificate,
    )


@bp.route("/<public_id>/confirm-day", methods=["GET", "POST"])
@requires("certification.record")
def confirm_day(public_id: str) -> Response | tuple[str, int]:
    certificate = policy.recordable_certificate(current_user, public_id)
    form = ConfirmDayForm()

    def enter() -> Certificate:
        upload = form.file.data
        services.confirm_day(
            certificate,
            form.issued_on.data,
            form.reason.data,
            scan=(upload.stream, upload.filename) if upload else None,
            actor=current_user,
        )
        return certificate

    return _step(
        form,
        enter,
        _("The day is confirmed, and with it the last valid day."),
        title=_("Confirm the day of issue"),
        submit=_("Confirm it"),
        certificate=certificate,
    )


@bp.route("/<public_id>/scan", methods=["GET", "POST"])
@requires("certification.record")
def scan(public_id: str) -> Response | tuple[str, int]:
    certificate = policy.recordable_certificate(current_user, public_id)
    form = ScanForm()
    if form.validate_on_submit():
        upload = form.file.data
        try:
            services.attach_scan(certificate, upload.stream, upload.filename, actor=current_user)
        except ShopError as error:
            form.reject(error)
        else:
            flash(_("The scan is attached to the certificate."), "success")
            return redirect(url_for("certification.show", public_id=certificate.public_id), 303)
    return render_form("certification/office/scan.html", form, certificate=certificate)


def _step(
    form: Form, enter: Callable[[], Certificate], done: str, **context: Any
) -> Response | tuple[str, int]:
    """Show a form, or do what it asks and go to the certificate that it was about."""
    if form.validate_on_submit():
        try:
            certificate = enter()
        except ShopError as error:
            form.reject(error)
        else:
            flash(done, "success")
            if doubt := register.code_doubt(certificate.product_code, certificate.issued_on):
                flash(str(labels.CODE_DOUBTS[doubt]), "warning")
            return redirect(url_for(".show", public_id=certificate.public_id), 303)
    name = (request.endpoint or "").rpartition(".")[2]
    return render_form(
        "certification/office/step.html",
        form,
        step=name,
        **context,
    )


def _known_of(product: Any) -> dict[str, Any]:
    """Return what the register knows already, so that nobody types it again."""
    producer = product.producer
    return {
        "product_name": product.name_vi,
        "producer_name": producer.name if producer else None,
        "producer_address": producer.place_name if producer else None,
        "issuer_level": IssuerLevel.PROVINCE,
        "stars": 3,
    }


def _filters(reach: Any) -> FilterForm:
    form = FilterForm(formdata=request.args)
    form.province.choices = [ALL] + [
        SelectChoice(each.code, each.short_name) for each in desk.provinces_of(reach)
    ]
    province = form.chosen("province")
    communes = desk.communes_of(reach, province) if province else []
    form.commune.choices = [ALL] + [SelectChoice(each.code, each.name) for each in communes]
    return form


def _asked(form: FilterForm) -> desk.Asked:
    standing, group, origin = (form.chosen(name) for name in ("standing", "group", "origin"))
    stars, days = form.chosen("stars"), form.chosen("days")
    return desk.Asked(
        text=form.q.data or "",
        standing=Standing(standing) if standing else None,
        stars=int(stars) if stars else None,
        group=ProductGroup(group) if group else None,
        province=form.chosen("province"),
        commune=form.chosen("commune"),
        days=int(days) if days else None,
        month=_month(request.args.get("month", "")),
        origin=Origin(origin) if origin else None,
    )


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
