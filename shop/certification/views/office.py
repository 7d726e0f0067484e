"""What the office keeps of a certificate."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from shop.accounts.permissions import requires
from shop.certification import services
from shop.certification.forms import ScanForm
from shop.certification.policy import recordable_certificate
from shop.errors import ShopError
from shop.web.forms import render_form

bp = Blueprint("certification_office", __name__, url_prefix="/office/certificates")


@bp.route("/<public_id>/scan", methods=["GET", "POST"])
@requires("certification.record")
def scan(public_id: str) -> Response | tuple[str, int]:
    certificate = recordable_certificate(current_user, public_id)
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
