"""Makers for programs."""

from typing import Any

import marshmallow as ma
from flask import url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from shop.accounts.permissions import public
from shop.api.paging import cursor_after, start_of
from shop.certification.queries import Range, ranges
from shop.lib import clock
from shop.producers import queries
from shop.producers.models import Producer, ProducerKind, ProducerStatus
from shop.producers.policy import visible_producer
from shop.producers.queries import ProducerFilter

bp = Blueprint("producers_api", __name__, description="Who makes it")

DEFAULT_LIMIT, MOST_AT_ONCE = 50, 100


class ProducerQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    q = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=80),
        metadata={"description": "Words of the name, with marks or without"},
    )
    province = ma.fields.String(
        load_default=None, metadata={"description": "Province code, 01 for Hà Nội"}
    )
    kind = ma.fields.Enum(ProducerKind, by_value=True, load_default=None)
    cursor = ma.fields.String(load_default=None, metadata={"description": "From the page before"})
    limit = ma.fields.Integer(
        load_default=DEFAULT_LIMIT, validate=ma.validate.Range(1, MOST_AT_ONCE)
    )


class ListedProducerSchema(ma.Schema):
    slug = ma.fields.String()
    url = ma.fields.String()
    name = ma.fields.String()
    kind = ma.fields.Enum(ProducerKind, by_value=True, allow_none=True)
    status = ma.fields.Enum(ProducerStatus, by_value=True)
    is_demo_account = ma.fields.Boolean(
        metadata={"description": "The maker is real; that it sells here is made up"}
    )
    place = ma.fields.String()
    province = ma.fields.String(allow_none=True)
    commune = ma.fields.String(allow_none=True)
    village = ma.fields.String(allow_none=True, metadata={"description": "Slug"})
    lat = ma.fields.Float(allow_none=True)
    lng = ma.fields.Float(allow_none=True)
    position_is_approximate = ma.fields.Boolean()
    products = ma.fields.Integer()
    certified_products = ma.fields.Integer(metadata={"description": "With stars today"})
    sold_products = ma.fields.Integer(metadata={"description": "That can be ordered here"})
    source = ma.fields.String(allow_none=True)


class ProducerPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ListedProducerSchema))
    total = ma.fields.Integer()
    next_cursor = ma.fields.String(allow_none=True, metadata={"description": "None on the last"})


class MadeSchema(ma.Schema):
    slug = ma.fields.String()
    name = ma.fields.String()
    is_certified = ma.fields.Boolean(metadata={"description": "Has stars today"})
    is_sold = ma.fields.Boolean()


class ProducerSchema(ListedProducerSchema):
    story = ma.fields.String(allow_none=True)
    story_en = ma.fields.String(allow_none=True)
    makes = ma.fields.List(ma.fields.Nested(MadeSchema))


@bp.route("/producers")
class ProducerList(MethodView):
    @public
    @bp.etag
    @bp.arguments(ProducerQuery, location="query")
    @bp.response(200, ProducerPage)
    def get(self, asked: dict[str, Any]) -> dict[str, Any]:
        """List makers, sorted by name without legal form; by name, province and kind."""
        wanted = ProducerFilter(asked["province"], asked["kind"], asked["q"])
        listed = [each for each in queries.listed_producers() if wanted.takes(each)]
        slugs = [each.slug for each in listed]
        start = start_of(slugs, asked["cursor"])
        ids = [each.id for each in listed[start : start + asked["limit"]]]
        producers, made = queries.producers_by_id(ids), ranges(ids, clock.today())
        return {
            "items": [as_row(producers[key], made[key]) for key in ids],
            "total": len(listed),
            "next_cursor": cursor_after(slugs, start + len(ids)),
        }


@bp.route("/producers/<slug>")
class ProducerItem(MethodView):
    @public
    @bp.etag
    @bp.response(200, ProducerSchema)
    def get(self, slug: str) -> dict[str, Any]:
        """Return a maker with what it makes."""
        producer = visible_producer(slug)
        makes = ranges([producer.id], clock.today())[producer.id]
        return as_row(producer, makes) | {
            "story": producer.story_vi,
            "story_en": producer.story_en,
            "makes": [
                {
                    "slug": each.slug,
                    "name": each.name_vi,
                    "is_certified": each.id in makes.certified,
                    "is_sold": each.id in makes.sold,
                }
                for each in makes.products
            ],
        }


def as_row(producer: Producer, makes: Range) -> dict[str, Any]:
    same = ("slug", "name", "kind", "status", "lat", "lng", "source")
    return {name: getattr(producer, name) for name in same} | {
        "url": url_for("producers.show", slug=producer.slug, _external=True),
        "is_demo_account": producer.has_demo_account,
        "place": producer.place_name,
        "province": producer.province_code,
        "commune": producer.commune_code,
        "village": producer.craft_village.slug if producer.craft_village else None,
        "position_is_approximate": producer.has_approximate_position,
        "products": len(makes.products),
        "certified_products": len(makes.certified),
        "sold_products": len(makes.sold),
    }
