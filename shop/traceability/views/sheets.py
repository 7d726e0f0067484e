"""Sheets of labels for a lot, printed in true millimetres."""

from typing import Any

from flask import render_template, request
from flask_babel import force_locale, format_decimal
from flask_babel import gettext as _
from flask_login import current_user

from shop.accounts.permissions import requires
from shop.catalog.models import ProductVariant
from shop.certification.models import Certificate
from shop.certification.queries import certificate_on
from shop.lib import clock
from shop.traceability import addresses, labels, policy, rules, words
from shop.traceability.labels import SHEETS, Sheet
from shop.traceability.models import Lot, LotStatus
from shop.web.filters import day
from shop.web.workspace import bp


@bp.get("/lots/<code>/labels")
@requires("lots.keep")
def lot_labels(code: str) -> str:
    lot, today = policy.own_lot(current_user, code), clock.today()
    packs = [pack for pack in lot.product.variants if pack.is_active]
    pack = next((each for each in packs if str(each.id) == request.args.get("pack")), None)
    pack = pack or (packs[0] if packs else None)
    sheet = next((each for each in SHEETS if each.name == request.args.get("sheet")), SHEETS[0])
    certificate = certificate_on(today, lot.product_id)
    return render_template(
        "workspace/labels.html",
        lot=lot,
        packs=packs,
        pack=pack,
        sheets=SHEETS,
        sheet=sheet,
        may_print=rules.may_be_labelled(lot, today),
        missing=rules.missing_fields(lot),
        certificate=certificate,
        words=words,
        LotStatus=LotStatus,
        **_words(lot, certificate),
        **_code(lot, pack, sheet),
    )


def _code(lot: Lot, pack: ProductVariant | None, sheet: Sheet) -> dict[str, Any]:
    """Return the code of a label: as a drawing, and how large it is printed on a sheet."""
    url = addresses.label_url(lot, pack.gtin if pack else None)
    least = labels.side_mm(url)
    side = min(labels.side_mm(url, labels.TARGET_MODULE_MM), sheet.room_mm)
    return {
        "url": url,
        "modules": len(labels.modules(url)),
        "path": labels.dark_path(url),
        "side_mm": f"{side:.2f}",
        "is_too_small": sheet.room_mm < least,
        "least": format_decimal(least, format="0.0"),
        "room": format_decimal(sheet.room_mm, format="0.0"),
    }


def _words(lot: Lot, certificate: Certificate | None) -> dict[str, Any]:
    """Return what a label says: in Vietnamese, whoever prints it."""
    with force_locale("vi"):
        lines = [
            (_("Lot"), lot.lot_no),
            (_("Made on"), day(lot.made_on)),
            (_("Packed on"), day(lot.packed_on)),
            (_("Use by"), day(lot.expires_on)),
        ]
        star = _("OCOP %(stars)s stars", stars=certificate.stars) if certificate else None
    return {"lines": [line for line in lines if line[1]], "star": star}
