"""Lots for programs."""

from typing import Any

import marshmallow as ma
from flask import url_for
from flask.views import MethodView
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint

from shop.accounts.permissions import public
from shop.errors import NotFound
from shop.lib import clock
from shop.traceability import addresses, queries, rules
from shop.traceability.models import LotStatus, TraceEvent, TraceEventKind
from shop.traceability.rules import Verdict

bp = Blueprint("traceability_api", __name__, description="Lots and what happened to them")


class EventSchema(ma.Schema):
    id = ma.fields.String(metadata={"description": "UUID"})
    kind = ma.fields.Enum(TraceEventKind, by_value=True)
    at = ma.fields.AwareDateTime()
    place = ma.fields.String(allow_none=True)
    lat = ma.fields.Float(allow_none=True)
    lng = ma.fields.Float(allow_none=True)
    party = ma.fields.String(allow_none=True)
    note = ma.fields.String(allow_none=True)
    note_en = ma.fields.String(allow_none=True)


class LotSchema(ma.Schema):
    code = ma.fields.String(metadata={"description": "Our own, globally unique"})
    url = ma.fields.String()
    digital_link = ma.fields.String(
        allow_none=True, metadata={"description": "Where a pack has a GTIN for the world"}
    )
    lot_no = ma.fields.String(metadata={"description": "As printed (AI 10), case sensitive"})
    verdict = ma.fields.Enum(Verdict, by_value=True)
    product = ma.fields.String(metadata={"description": "Slug"})
    product_name = ma.fields.String()
    producer = ma.fields.String(allow_none=True, metadata={"description": "Slug"})
    producer_name = ma.fields.String(allow_none=True)
    gtins = ma.fields.List(ma.fields.String(), metadata={"description": "Of its packs"})
    stars = ma.fields.Integer(
        allow_none=True, metadata={"description": "By the certificate valid today"}
    )
    harvested_on = ma.fields.Date(allow_none=True)
    made_on = ma.fields.Date(allow_none=True)
    packed_on = ma.fields.Date(allow_none=True)
    expires_on = ma.fields.Date(allow_none=True, metadata={"description": "Last day of use"})
    place = ma.fields.String(allow_none=True)
    events = ma.fields.List(ma.fields.Nested(EventSchema))
    is_demo = ma.fields.Boolean()


@bp.route("/lots/<code>")
class LotItem(MethodView):
    @public
    @bp.etag
    @bp.response(200, LotSchema)
    def get(self, code: str) -> dict[str, Any]:
        """Return a lot by its code, with what happened to it."""
        lot = queries.find_lot(code)
        if lot is None or lot.status is LotStatus.DRAFT:
            raise NotFound(_l("There is no such lot."))
        today = clock.today()
        story = queries.lot_story(lot, today)
        dates = ("harvested_on", "made_on", "packed_on", "expires_on")
        gtin = addresses.link_gtin(lot)
        return {name: getattr(lot, name) for name in (*dates, "code", "lot_no", "is_demo")} | {
            "url": url_for("traceability.by_code", code=lot.code, _external=True),
            "digital_link": addresses.label_url(lot, gtin) if gtin else None,
            "verdict": rules.verdict(rules.conditions(lot, today)),
            "product": story.product.slug,
            "product_name": story.product.name_vi,
            "producer": story.producer.slug if story.producer else None,
            "producer_name": story.producer.name if story.producer else None,
            "gtins": [pack.gtin for pack in story.packs if pack.gtin],
            "stars": story.certificate.stars if story.certificate else None,
            "place": lot.place_vi,
            "events": [_as_row(event) for event in story.events],
        }


def _as_row(event: TraceEvent) -> dict[str, Any]:
    return {
        "id": event.event_id,
        "kind": event.kind,
        "at": event.event_at,
        "place": event.place_vi,
        "lat": event.lat,
        "lng": event.lng,
        "party": event.party_name,
        "note": event.note_vi,
        "note_en": event.note_en,
    }
