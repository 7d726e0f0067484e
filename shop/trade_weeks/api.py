"""Trade weeks and their hall plans for programs."""

from typing import Any

import marshmallow as ma
from flask import url_for
from flask.views import MethodView
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint

from shop.accounts.permissions import public
from shop.errors import NotFound
from shop.lib import clock
from shop.trade_weeks import queries
from shop.trade_weeks.models import Booth, TradeWeek
from shop.trade_weeks.queries import Exhibitor
from shop.trade_weeks.rules import SHOWN_AS, Phase

bp = Blueprint("trade_weeks_api", __name__, description="Trade weeks, halls and booths")

STATED_LENGTH = {"year": 4, "month": 7, "day": 10}


class TradeWeekSchema(ma.Schema):
    slug = ma.fields.String()
    url = ma.fields.String()
    name = ma.fields.String()
    name_en = ma.fields.String(allow_none=True)
    phase = ma.fields.Enum(Phase, by_value=True)
    starts = ma.fields.String(metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD, as known"})
    ends = ma.fields.String(allow_none=True, metadata={"description": "Last day, where known"})
    hours = ma.fields.String(allow_none=True)
    venue = ma.fields.String(allow_none=True)
    place = ma.fields.String()
    booths_stated = ma.fields.Integer(allow_none=True)
    lat = ma.fields.Float(allow_none=True)
    lng = ma.fields.Float(allow_none=True)
    is_demo = ma.fields.Boolean()
    source = ma.fields.String(allow_none=True)


class BoothGeometry(ma.Schema):
    type = ma.fields.String()
    coordinates = ma.fields.List(ma.fields.List(ma.fields.List(ma.fields.Float())))


class BoothProperties(ma.Schema):
    number = ma.fields.String()
    url = ma.fields.String()
    hall = ma.fields.String()
    zone = ma.fields.String()
    status = ma.fields.String(metadata={"description": "free, held or assigned"})
    producer = ma.fields.String(allow_none=True, metadata={"description": "Slug"})
    producer_name = ma.fields.String(allow_none=True)
    stars = ma.fields.Integer(allow_none=True, metadata={"description": "Most of its products"})
    products = ma.fields.List(ma.fields.String())


class BoothFeature(ma.Schema):
    type = ma.fields.String()
    id = ma.fields.String()
    geometry = ma.fields.Nested(BoothGeometry)
    properties = ma.fields.Nested(BoothProperties)


class BoothCollection(ma.Schema):
    type = ma.fields.String()
    units = ma.fields.String(metadata={"description": "m: metres from the hall's corner"})
    features = ma.fields.List(ma.fields.Nested(BoothFeature))


@bp.route("/trade-weeks")
class TradeWeekList(MethodView):
    @public
    @bp.etag
    @bp.response(200, TradeWeekSchema(many=True))
    def get(self) -> list[dict[str, Any]]:
        """List trade weeks: running, coming, then past ones, latest first."""
        phases = queries.trade_weeks(clock.today())
        return [as_row(week, phase) for phase, weeks in phases.items() for week in weeks]


@bp.route("/trade-weeks/<slug>/booths")
class BoothList(MethodView):
    @public
    @bp.etag
    @bp.response(200, BoothCollection)
    def get(self, slug: str) -> dict[str, Any]:
        """Return the booths of a trade week as rectangles in metres, shaped like GeoJSON."""
        week = queries.find_trade_week(slug)
        if week is None:
            raise NotFound(_l("There is no such trade week."))
        booths = queries.booths_of(week)
        exhibitors = queries.exhibitors((each.producer_id for each in booths), clock.today())
        return {
            "type": "FeatureCollection",
            "units": "m",
            "features": [
                as_feature(week, each, exhibitors.get(each.producer_id or 0)) for each in booths
            ],
        }


def as_row(week: TradeWeek, phase: Phase) -> dict[str, Any]:
    knows_day = week.date_precision == "day"
    return {
        "slug": week.slug,
        "url": url_for("trade_weeks.show", slug=week.slug, _external=True),
        "name": week.name_vi,
        "name_en": week.name_en,
        "phase": phase,
        "starts": week.start_on.isoformat()[: STATED_LENGTH[week.date_precision]],
        "ends": week.end_on.isoformat() if week.end_on and knows_day else None,
        "hours": week.hours,
        "venue": week.venue,
        "place": week.place_name,
        "booths_stated": week.booths_stated,
        "lat": week.lat,
        "lng": week.lng,
        "is_demo": week.is_demo,
        "source": week.source,
    }


def as_feature(week: TradeWeek, booth: Booth, exhibitor: Exhibitor | None) -> dict[str, Any]:
    left, top = booth.x_m, booth.y_m
    right, bottom = left + booth.width_m, top + booth.depth_m
    ring = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]
    return {
        "type": "Feature",
        "id": booth.number,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "number": booth.number,
            "url": url_for(
                "trade_weeks.booth", slug=week.slug, number=booth.number, _external=True
            ),
            "hall": booth.zone.hall.name_vi,
            "zone": booth.zone.letter,
            "status": SHOWN_AS[booth.status].value,
            "producer": booth.producer.slug if booth.producer else None,
            "producer_name": booth.producer.name if booth.producer else None,
            "stars": exhibitor.stars if exhibitor else None,
            "products": [product.slug for product, _ in exhibitor.products] if exhibitor else [],
        },
    }
