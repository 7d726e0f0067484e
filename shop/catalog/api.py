"""One product for programs; the list of products belongs to search."""

from typing import Any

import marshmallow as ma
from flask import url_for
from flask.views import MethodView
from flask_smorest import Blueprint

from shop.accounts.permissions import public
from shop.catalog.covers import covers_of
from shop.catalog.models import FactKind, NetUnit, Product, ProductGroup
from shop.catalog.policy import visible_product
from shop.catalog.rules import NotSold, why_not_sold
from shop.certification.queries import certificate_on, history, lets_sell
from shop.certification.rules import Standing, standing_on
from shop.inventory.supply import PackSupply, PointSupply, supply_of
from shop.lib import clock
from shop.traceability.addresses import base_url

bp = Blueprint("catalog_api", __name__, description="A product with all that is known of it")


class PackSchema(ma.Schema):
    sku = ma.fields.String()
    name = ma.fields.String()
    name_en = ma.fields.String(allow_none=True)
    price_vnd = ma.fields.Integer(metadata={"description": "VAT included"})
    net_quantity = ma.fields.Integer(allow_none=True)
    net_unit = ma.fields.Enum(NetUnit, by_value=True, allow_none=True)
    weight_g = ma.fields.Integer(metadata={"description": "As carried, with its packing"})
    gtin = ma.fields.String(allow_none=True)
    stock = ma.fields.Integer(metadata={"description": "Units that can be sent today"})
    lot = ma.fields.String(
        allow_none=True, metadata={"description": "Code of the lot that is sent first"}
    )
    is_demo = ma.fields.Boolean(metadata={"description": "The price is made up"})
    source = ma.fields.String(allow_none=True, metadata={"description": "Of the price"})
    seen_on = ma.fields.String(allow_none=True, metadata={"description": "Day of the price"})


class FactSchema(ma.Schema):
    kind = ma.fields.Enum(FactKind, by_value=True)
    value = ma.fields.String()
    source = ma.fields.String(allow_none=True)


class GivenSchema(ma.Schema):
    id = ma.fields.String(metadata={"description": "Public code of the certificate"})
    url = ma.fields.String()
    stars = ma.fields.Integer()
    year = ma.fields.Integer()
    standing = ma.fields.Enum(Standing, by_value=True)
    is_demo = ma.fields.Boolean()


class ShownAtSchema(ma.Schema):
    sales_point = ma.fields.String(metadata={"description": "Slug"})
    name = ma.fields.String()
    units = ma.fields.Integer()


class ProductSchema(ma.Schema):
    slug = ma.fields.String()
    url = ma.fields.String()
    name = ma.fields.String()
    name_en = ma.fields.String(allow_none=True)
    picture = ma.fields.String()
    group = ma.fields.Enum(ProductGroup, by_value=True)
    criteria_set = ma.fields.Integer(metadata={"description": "Official number, 1 to 26"})
    producer = ma.fields.String(allow_none=True, metadata={"description": "Slug"})
    producer_name = ma.fields.String(allow_none=True)
    place = ma.fields.String()
    collective_mark = ma.fields.String(allow_none=True)
    story = ma.fields.String(allow_none=True)
    story_en = ma.fields.String(allow_none=True)
    stars = ma.fields.Integer(
        allow_none=True, metadata={"description": "Of the certificate valid today"}
    )
    certificate = ma.fields.String(
        allow_none=True, metadata={"description": "Public code of the certificate valid today"}
    )
    recognitions = ma.fields.List(ma.fields.Nested(GivenSchema))
    not_sold = ma.fields.Enum(
        NotSold,
        by_value=True,
        allow_none=True,
        metadata={"description": "Why it cannot be ordered here; null where it can"},
    )
    packs = ma.fields.List(ma.fields.Nested(PackSchema))
    sales_points = ma.fields.List(ma.fields.Nested(ShownAtSchema))
    facts = ma.fields.List(ma.fields.Nested(FactSchema))
    source = ma.fields.String(allow_none=True)


@bp.route("/products/<slug>")
class ProductItem(MethodView):
    @public
    @bp.etag
    @bp.response(200, ProductSchema)
    def get(self, slug: str) -> dict[str, Any]:
        """Return a product with its packs, stars, label facts and where it can be had."""
        product, today = visible_product(slug), clock.today()
        certificate = certificate_on(today, product.id)
        supply = supply_of(product, today)
        not_sold = why_not_sold(
            product, has_packs=bool(supply.packs), is_certified=lets_sell(certificate is not None)
        )
        return _about(product) | {
            "stars": certificate.stars if certificate else None,
            "certificate": certificate.public_id if certificate else None,
            "recognitions": [
                {
                    "id": each.public_id,
                    "url": url_for("certification.show", public_id=each.public_id, _external=True),
                    "stars": each.stars,
                    "year": each.issued_on.year,
                    "standing": standing_on(each, today),
                    "is_demo": each.is_demo,
                }
                for each in history(product.id)
            ],
            "not_sold": not_sold,
            "packs": [_pack(each, is_sold=not not_sold) for each in supply.packs],
            "sales_points": [_point(each) for each in supply.points],
        }


def _about(product: Product) -> dict[str, Any]:
    same = ("slug", "name_en", "collective_mark", "story_en", "facts", "source")
    return {name: getattr(product, name) for name in same} | {
        "url": url_for("catalog.product", slug=product.slug, _external=True),
        "name": product.name_vi,
        "picture": base_url() + covers_of([product])[product.id].src,
        "group": product.product_group,
        "criteria_set": product.criteria_set_no,
        "producer": product.producer.slug if product.producer else None,
        "producer_name": product.producer.name if product.producer else None,
        "place": product.producer.place_name if product.producer else "",
        "story": product.story_vi,
    }


def _pack(each: PackSupply, *, is_sold: bool) -> dict[str, Any]:
    pack = each.pack
    same = ("sku", "name_en", "price_vnd", "net_quantity", "net_unit", "weight_g", "gtin")
    return {name: getattr(pack, name) for name in same} | {
        "name": pack.name_vi,
        "stock": each.stock if is_sold else 0,
        "lot": each.lot.code if each.lot and is_sold else None,
        "is_demo": pack.is_demo,
        "source": pack.source,
        "seen_on": pack.price_seen_on,
    }


def _point(each: PointSupply) -> dict[str, Any]:
    return {"sales_point": each.point.slug, "name": each.point.name, "units": each.units}
