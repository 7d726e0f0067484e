"""Where OCOP goods can be seen and bought by hand."""

from collections.abc import Collection

from flask import Blueprint, current_app, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.certification.queries import certificates_on
from shop.database import Origin
from shop.errors import NotFound
from shop.inventory.queries import shown_at_point
from shop.lib import clock
from shop.places import labels, outlines, queries
from shop.places.models import SalesPointKind
from shop.places.queries import PointFilter
from shop.trade_weeks.queries import running
from shop.web.assets import FOREVER_S

bp = Blueprint("places", __name__)

MOST_COMMUNES = 20


@bp.get("/sales-points")
@public
def index() -> str:
    provinces = queries.province_choices()
    province = _known("province", {choice.value for choice in provinces})
    communes = queries.commune_choices(province) if province else []
    commune = _known("commune", {choice.value for choice in communes})
    kind = _known("kind", set(SalesPointKind))
    asked = {name for name in ("province", "commune", "kind") if request.args.get(name)}
    chosen = {"province": province, "commune": commune, "kind": kind}
    points = queries.sales_points(
        PointFilter(province, commune, SalesPointKind(kind) if kind else None)
    )
    return render_template(
        "places/index.html",
        points=points,
        provinces=provinces,
        communes=communes,
        kinds=queries.kind_counts(),
        labels=labels,
        chosen=chosen,
        ignored=any(chosen[name] is None for name in asked),
        trade_weeks=running(clock.today()),
        tiles=current_app.config["MAP_TILE_URL"],
        outlines_version=outlines.fingerprint(),
    )


def _known(name: str, values: Collection[str]) -> str | None:
    value = request.args.get(name)
    return value if value in values else None


@bp.get("/sales-points/<slug>")
@public
def show(slug: str) -> str:
    point = queries.find_sales_point(slug)
    if point is None:
        raise NotFound(_l("There is no such sales point."))
    goods = shown_at_point(point.id, clock.today())
    items = [item for of_producer in goods.values() for item in of_producer]
    return render_template(
        "places/show.html",
        point=point,
        labels=labels,
        goods=goods,
        is_sample=any(item.variant.origin is Origin.DEMO for item in items),
        certificates=certificates_on(clock.today(), {item.variant.product_id for item in items}),
    )


@bp.get("/map/outlines.json")
@public
def map_outlines() -> Response:
    response = make_response(outlines.outlines())
    response.mimetype = "application/json"
    response.set_etag(outlines.fingerprint())
    response.cache_control.public = True
    response.cache_control.max_age = FOREVER_S if "v" in request.args else 3600
    return response.make_conditional(request)


@bp.get("/api/v1/communes")
@public
def communes() -> Response:
    """Suggest communes of a province for an address, by today's names and the former ones."""
    hits = queries.find_communes(
        request.args.get("province", ""), request.args.get("q", "")[:80], most=MOST_COMMUNES
    )
    response = jsonify(
        [
            {
                "code": hit.commune.code,
                "name": hit.commune.name,
                "province": hit.commune.province_code,
                "formerly": hit.formerly,
            }
            for hit in hits
        ]
    )
    response.add_etag()
    return response.make_conditional(request)
