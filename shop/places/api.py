"""Sales points for programs, also as GeoJSON."""

from typing import Any

import marshmallow as ma
from flask import jsonify, request, url_for
from flask.views import MethodView
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.errors import NotFound
from shop.places import queries
from shop.places.models import SalesPoint, SalesPointKind
from shop.places.queries import PointFilter

bp = Blueprint("places_api", __name__, description="Where OCOP goods are shown and sold")

GEOJSON = "application/geo+json"


class SalesPointQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    province = ma.fields.String(metadata={"description": "Province code, 01 for Hà Nội"})
    commune = ma.fields.String(metadata={"description": "Commune code since 1 July 2025"})
    kind = ma.fields.Enum(SalesPointKind, by_value=True)


class SalesPointSchema(ma.Schema):
    slug = ma.fields.String()
    url = ma.fields.String()
    name = ma.fields.String()
    kind = ma.fields.String()
    operator = ma.fields.String(allow_none=True)
    address = ma.fields.String(allow_none=True)
    place = ma.fields.String()
    province = ma.fields.String(allow_none=True)
    commune = ma.fields.String(allow_none=True)
    lat = ma.fields.Float(allow_none=True)
    lng = ma.fields.Float(allow_none=True)
    position_is_approximate = ma.fields.Boolean()
    opened_on = ma.fields.String(allow_none=True, metadata={"description": "YYYY[-MM[-DD]]"})
    products_shown = ma.fields.Integer(allow_none=True)
    producers_shown = ma.fields.Integer(allow_none=True)
    source = ma.fields.String(allow_none=True)


def as_row(point: SalesPoint) -> dict[str, Any]:
    return {
        "slug": point.slug,
        "url": url_for("places.show", slug=point.slug, _external=True),
        "name": point.name,
        "kind": point.kind.value,
        "operator": point.operator,
        "address": point.address,
        "place": point.place_name,
        "province": point.province_code,
        "commune": point.commune_code,
        "lat": point.lat,
        "lng": point.lng,
        "position_is_approximate": point.has_approximate_position,
        "opened_on": point.opened_on,
        "products_shown": point.products_shown,
        "producers_shown": point.producers_shown,
        "source": point.source,
    }


def as_feature(point: SalesPoint) -> dict[str, Any]:
    row = as_row(point)
    lat, lng = row.pop("lat"), row.pop("lng")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lng, lat]}
    return {"type": "Feature", "id": point.slug, "geometry": geometry, "properties": row}


@bp.route("/sales-points")
class SalesPointList(MethodView):
    @public
    @bp.arguments(SalesPointQuery, location="query")
    @bp.response(200, SalesPointSchema(many=True))
    @bp.alt_response(200, content_type=GEOJSON, description="The same as a FeatureCollection")
    def get(self, asked: dict[str, Any]) -> Response:
        """List sales points; GeoJSON with Accept: application/geo+json."""
        points = queries.sales_points(
            PointFilter(asked.get("province"), asked.get("commune"), asked.get("kind"))
        )
        best = request.accept_mimetypes.best_match(["application/json", GEOJSON])
        if best == GEOJSON:
            response = jsonify(
                {"type": "FeatureCollection", "features": [as_feature(each) for each in points]}
            )
            response.mimetype = GEOJSON
        else:
            response = jsonify([as_row(each) for each in points])
        response.vary.add("Accept")
        response.add_etag()
        return response.make_conditional(request)


@bp.route("/sales-points/<slug>")
class SalesPointItem(MethodView):
    @public
    @bp.etag
    @bp.response(200, SalesPointSchema)
    def get(self, slug: str) -> dict[str, Any]:
        """Return a sales point."""
        point = queries.find_sales_point(slug)
        if point is None:
            raise NotFound(_l("There is no such sales point."))
        return as_row(point)
