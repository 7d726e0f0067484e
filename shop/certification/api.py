"""The register for programs."""

from typing import Any

import marshmallow as ma
from flask import url_for
from flask.views import MethodView
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint

from shop.accounts.permissions import public
from shop.certification import queries
from shop.certification.models import IssuedPrecision
from shop.certification.rules import standing_on
from shop.errors import NotFound
from shop.lib import clock

bp = Blueprint("certification_api", __name__, description="Certificates and their stars")


class CertificateSchema(ma.Schema):
    id = ma.fields.String(metadata={"description": "Public code"})
    url = ma.fields.String()
    product = ma.fields.String(metadata={"description": "Slug of the product"})
    product_name = ma.fields.String(metadata={"description": "As recognised"})
    producer_name = ma.fields.String(allow_none=True)
    producer_address = ma.fields.String(allow_none=True)
    stars = ma.fields.Integer()
    standing = ma.fields.String(
        metadata={"description": "Today: active and extended are valid, all others are not"}
    )
    is_valid = ma.fields.Boolean()
    score = ma.fields.Decimal(as_string=True, allow_none=True)
    certificate_no = ma.fields.String(allow_none=True)
    decision_no = ma.fields.String(allow_none=True)
    product_code = ma.fields.String(allow_none=True)
    issuer_level = ma.fields.String(allow_none=True)
    issuer_name = ma.fields.String(allow_none=True)
    legal_document = ma.fields.String(allow_none=True)
    issued = ma.fields.String(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, as known"})
    expires_on = ma.fields.Date(
        allow_none=True, metadata={"description": "Last valid day, where the day is known"}
    )
    extended_until = ma.fields.Date(allow_none=True)
    scan_url = ma.fields.String(
        allow_none=True, metadata={"description": "Scan of the decision, if it was attached"}
    )
    ended_on = ma.fields.Date(allow_none=True)
    revocation_reason = ma.fields.String(allow_none=True)
    is_demo = ma.fields.Boolean(metadata={"description": "Made up; no real decision"})
    source = ma.fields.String(allow_none=True)


ISSUED_LENGTH = {IssuedPrecision.YEAR: 4, IssuedPrecision.MONTH: 7, IssuedPrecision.DAY: 10}


@bp.route("/certificates/<public_id>")
class CertificateItem(MethodView):
    @public
    @bp.etag
    @bp.response(200, CertificateSchema)
    def get(self, public_id: str) -> dict[str, Any]:
        """Return a certificate by its public code."""
        certificate = queries.find_public(public_id.lower())
        if certificate is None:
            raise NotFound(_l("There is no certificate with this code."))
        now = standing_on(certificate, clock.today())
        shared = {
            name: getattr(certificate, name)
            for name in CertificateSchema._declared_fields
            if hasattr(certificate, name)
        }
        knows_day = certificate.issued_precision is IssuedPrecision.DAY
        return shared | {
            "id": certificate.public_id,
            "url": url_for("certification.show", public_id=certificate.public_id, _external=True),
            "scan_url": url_for("media.show", checksum=certificate.scan.checksum, _external=True)
            if certificate.scan
            else None,
            "product": certificate.product.slug,
            "standing": now.value,
            "is_valid": now.is_valid,
            "issued": certificate.issued_on.isoformat()[
                : ISSUED_LENGTH[certificate.issued_precision]
            ],
            "expires_on": certificate.expires_on if knows_day else None,
        }
