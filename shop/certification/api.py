"""The register for programs."""

from datetime import UTC
from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
from flask import jsonify, request, url_for
from flask.views import MethodView
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.api.paging import cursor_after, start_of
from shop.catalog.models import ProductGroup
from shop.certification import published, queries
from shop.certification.published import Wanted
from shop.certification.records import Links, record
from shop.certification.rules import LEAST_CERTIFIED_STARS, MOST_STARS
from shop.errors import NotFound
from shop.lib import clock

bp = Blueprint("certification_api", __name__, description="Certificates and their stars")

DEFAULT_LIMIT, MOST_AT_ONCE = 50, 200
OLDEST_FIRST, LATEST_FIRST = "updated", "-updated"


class CertificateSchema(ma.Schema):
    id = ma.fields.String(metadata={"description": "Public code"})
    url = ma.fields.String()
    product = ma.fields.String(metadata={"description": "Slug of the product"})
    product_url = ma.fields.String(
        allow_none=True, metadata={"description": "Null while the product is not on the market"}
    )
    product_name = ma.fields.String(metadata={"description": "As recognised"})
    group = ma.fields.String(metadata={"description": ", ".join(ProductGroup)})
    criteria_set = ma.fields.Integer(metadata={"description": "Official number, 1 to 26"})
    producer = ma.fields.String(allow_none=True, metadata={"description": "Slug of the maker"})
    producer_name = ma.fields.String(allow_none=True, metadata={"description": "As recognised"})
    producer_address = ma.fields.String(allow_none=True)
    province = ma.fields.String(
        allow_none=True, metadata={"description": "Code of the maker's province today"}
    )
    place = ma.fields.String(metadata={"description": "Where the maker is today"})
    stars = ma.fields.Integer(metadata={"description": "As certified, whether they hold or not"})
    stars_today = ma.fields.Integer(
        allow_none=True, metadata={"description": "Null unless the certificate is valid today"}
    )
    standing = ma.fields.String(
        metadata={"description": "Today: active and extended are valid, all others are not"}
    )
    is_valid = ma.fields.Boolean()
    score = ma.fields.Decimal(as_string=True, allow_none=True)
    certificate_no = ma.fields.String(allow_none=True)
    decision_no = ma.fields.String(allow_none=True)
    product_code = ma.fields.String(allow_none=True, metadata={"description": "As printed"})
    issuer_level = ma.fields.String(allow_none=True)
    issuer_name = ma.fields.String(allow_none=True)
    legal_document = ma.fields.String(allow_none=True)
    issued = ma.fields.String(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, as known"})
    issued_precision = ma.fields.String(metadata={"description": "day, month or year"})
    expires_on = ma.fields.Date(
        allow_none=True, metadata={"description": "Last day of the 36 months, where it is known"}
    )
    extended_until = ma.fields.Date(allow_none=True)
    last_valid_day = ma.fields.Date(
        allow_none=True, metadata={"description": "With the extension, where it is known"}
    )
    scan_url = ma.fields.String(
        allow_none=True, metadata={"description": "Scan of the decision, if it was attached"}
    )
    ended_on = ma.fields.Date(allow_none=True)
    revocation_reason = ma.fields.String(allow_none=True)
    revocation_decision_no = ma.fields.String(allow_none=True)
    is_demo = ma.fields.Boolean(metadata={"description": "Made up; no real decision"})
    source = ma.fields.String(allow_none=True)
    changed_at = ma.fields.AwareDateTime(
        default_timezone=UTC, metadata={"description": "Last change of this record"}
    )
    licence = ma.fields.String(metadata={"description": "Under which the record is given"})


class CertificateQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    stars = ma.fields.List(
        ma.fields.Integer(validate=ma.validate.Range(LEAST_CERTIFIED_STARS, MOST_STARS)),
        load_default=list,
        metadata={"description": "As certified; several are or"},
    )
    province = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=10)),
        load_default=list,
        metadata={"description": "Province code of the maker, 01 for Hà Nội; several are or"},
    )
    group = ma.fields.List(
        ma.fields.Enum(ProductGroup, by_value=True),
        load_default=list,
        metadata={"description": "Product group; several are or"},
    )
    valid_on = ma.fields.Date(
        metadata={"description": "YYYY-MM-DD: only those whose stars held on this day"}
    )
    updated_since = ma.fields.AwareDateTime(
        default_timezone=UTC,
        metadata={"description": "Instant with its zone: only those changed at it or after"},
    )
    sort = ma.fields.String(
        load_default=OLDEST_FIRST,
        validate=ma.validate.OneOf([OLDEST_FIRST, LATEST_FIRST]),
        metadata={"description": f"{OLDEST_FIRST}: oldest change first; {LATEST_FIRST}: latest"},
    )
    demo = ma.fields.Boolean(
        load_default=False, metadata={"description": "1: with made-up records, marked is_demo"}
    )
    cursor = ma.fields.String(metadata={"description": "From the page before"})
    limit = ma.fields.Integer(
        load_default=DEFAULT_LIMIT, validate=ma.validate.Range(1, MOST_AT_ONCE)
    )


class CertificatePage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(CertificateSchema))
    total = ma.fields.Integer()
    next_cursor = ma.fields.String(allow_none=True, metadata={"description": "None on the last"})


@bp.route("/certificates")
class CertificateList(MethodView):
    @public
    @bp.arguments(CertificateQuery, location="query")
    @bp.response(200, CertificatePage)
    def get(self, asked: dict[str, Any]) -> Response:
        """List certificates in the order in which they changed, those that ended among them."""
        latest_first = asked["sort"] == LATEST_FIRST
        codes = published.codes_by_change(_wanted(asked), latest_first=latest_first)
        start = start_of(codes, asked.get("cursor"))
        shown = codes[start : start + asked["limit"]]
        cursor = cursor_after(codes, start + len(shown))
        day, links = clock.today(), Links.here()
        items = [record(each, day, links) for each in published.by_codes(shown)]
        response = jsonify(
            CertificatePage().dump({"items": items, "total": len(codes), "next_cursor": cursor})
        )
        if cursor:
            query = [pair for pair in request.args.items(multi=True) if pair[0] != "cursor"]
            url = url_for(".CertificateList", _external=True)
            link = f"{url}?{urlencode([*query, ('cursor', cursor)])}"
            response.headers["Link"] = f'<{link}>; rel="next"'
        response.add_etag()
        return response.make_conditional(request)


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
        return record(certificate, clock.today(), Links.here())


def _wanted(asked: dict[str, Any]) -> Wanted:
    return Wanted(
        stars=frozenset(asked["stars"]),
        provinces=frozenset(asked["province"]),
        groups=frozenset(asked["group"]),
        valid_on=asked.get("valid_on"),
        changed_since=asked.get("updated_since"),
        with_demo=asked["demo"],
    )
