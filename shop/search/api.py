"""Products and suggestions for programs."""

from typing import Any
from urllib.parse import urlencode

import marshmallow as ma
from flask import jsonify, request, url_for
from flask.views import MethodView
from flask_smorest import Blueprint
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.api.paging import cursor_after, start_of
from shop.catalog.models import ProductGroup
from shop.search import services
from shop.search.errors import UnknownFilter
from shop.search.filters import pairs, read_filters
from shop.search.queries import ProductCard, listed_cards
from shop.search.rules import ListedProduct, Sort
from shop.search.suggestions import FEWEST_LETTERS, Suggestion, SuggestionKind, suggest

bp = Blueprint("search_api", __name__, description="Products, and search")

DEFAULT_LIMIT, MOST_AT_ONCE = 24, 100


def _several(about: str) -> ma.fields.List:
    return ma.fields.List(ma.fields.String(), metadata={"description": f"{about}; several are or"})


class ProductQuery(ma.Schema):
    """The filters of the list; what they mean is read in one place, for pages and programs."""

    class Meta:
        unknown = ma.EXCLUDE

    q = ma.fields.String(metadata={"description": "Words, with marks or without"})
    stars = _several("3, 4 or 5, of the certificate valid today")
    group = _several(", ".join(ProductGroup))
    set = _several("Number of an official criteria set, 1 to 26")
    province = _several("Province code, 01 for Hà Nội")
    commune = _several("Commune code since 1 July 2025")
    producer = _several("Slug of a maker")
    village = _several("Slug of a craft village")
    point = _several("Slug of a sales point that has it today")
    price_min = ma.fields.String(metadata={"description": "Đồng, VAT included"})
    price_max = ma.fields.String(metadata={"description": "Đồng, VAT included"})
    in_stock = ma.fields.String(metadata={"description": "1: only what can be sent today"})
    sort = ma.fields.String(metadata={"description": ", ".join(Sort)})
    cursor = ma.fields.String(metadata={"description": "From the page before"})
    limit = ma.fields.Integer(
        load_default=DEFAULT_LIMIT, validate=ma.validate.Range(1, MOST_AT_ONCE)
    )


class ListedProductSchema(ma.Schema):
    slug = ma.fields.String()
    url = ma.fields.String()
    name = ma.fields.String()
    name_en = ma.fields.String(allow_none=True)
    group = ma.fields.String()
    criteria_set = ma.fields.Integer()
    stars = ma.fields.Integer(
        allow_none=True, metadata={"description": "Of the certificate valid today"}
    )
    producer = ma.fields.String(allow_none=True, metadata={"description": "Slug"})
    producer_name = ma.fields.String(allow_none=True)
    place = ma.fields.String()
    province = ma.fields.String(allow_none=True)
    commune = ma.fields.String(allow_none=True)
    price_vnd = ma.fields.Integer(
        allow_none=True, metadata={"description": "Cheapest pack, VAT in"}
    )
    pack = ma.fields.String(metadata={"description": "Of that price"})
    stock = ma.fields.Integer(metadata={"description": "Units that can be sent today"})
    is_demo = ma.fields.Boolean(metadata={"description": "Price and stock are made up"})


class ProductPage(ma.Schema):
    items = ma.fields.List(ma.fields.Nested(ListedProductSchema))
    total = ma.fields.Integer()
    next_cursor = ma.fields.String(allow_none=True, metadata={"description": "None on the last"})


class SuggestQuery(ma.Schema):
    class Meta:
        unknown = ma.EXCLUDE

    q = ma.fields.String(
        load_default="",
        metadata={"description": f"What is typed, {FEWEST_LETTERS} letters or more"},
    )


class SuggestionSchema(ma.Schema):
    kind = ma.fields.Enum(SuggestionKind, by_value=True)
    name = ma.fields.String()
    detail = ma.fields.String(metadata={"description": "Who makes a product"})
    url = ma.fields.String()


def as_row(listed: ListedProduct, card: ProductCard) -> dict[str, Any]:
    return {
        "slug": listed.slug,
        "url": url_for("catalog.product", slug=listed.slug, _external=True),
        "name": listed.name,
        "name_en": listed.name_en or None,
        "group": listed.group,
        "criteria_set": listed.criteria_set,
        "stars": listed.stars,
        "producer": listed.producer_slug,
        "producer_name": card.producer_name,
        "place": card.place,
        "province": listed.province,
        "commune": listed.commune,
        "price_vnd": listed.price_vnd,
        "pack": card.pack,
        "stock": listed.stock,
        "is_demo": card.is_demo,
    }


@bp.route("/products")
class ProductList(MethodView):
    @public
    @bp.arguments(ProductQuery, location="query")
    @bp.response(200, ProductPage)
    def get(self, asked: dict[str, Any]) -> Response:
        """List products by the filters of the page; a filter that makes no sense is refused."""
        understood = read_filters(request.args)
        if understood.ignored:
            raise UnknownFilter(understood.ignored)
        found = services.search(understood.filters)
        products = found.products
        slugs = [each.slug for each in products]
        start = start_of(slugs, asked.get("cursor"))
        shown = products[start : start + asked["limit"]]
        cursor = cursor_after(slugs, start + len(shown))
        rows = [
            as_row(*pair)
            for pair in zip(shown, listed_cards(shown, found.selection.shelf), strict=True)
        ]
        response = jsonify(items=rows, total=len(products), next_cursor=cursor)
        if cursor:
            query = [*pairs(understood.filters), ("cursor", cursor), ("limit", asked["limit"])]
            url = url_for(".ProductList", _external=True)
            response.headers["Link"] = f'<{url}?{urlencode(query)}>; rel="next"'
        response.add_etag()
        return response.make_conditional(request)


@bp.route("/search/suggest")
class SuggestionList(MethodView):
    @public
    @bp.arguments(SuggestQuery, location="query")
    @bp.response(200, SuggestionSchema(many=True))
    def get(self, asked: dict[str, Any]) -> Response:
        """Suggest products, makers and craft villages for what is being typed."""
        response = jsonify([_suggestion(each) for each in suggest(asked["q"])])
        response.add_etag()
        return response.make_conditional(request)


def _suggestion(each: Suggestion) -> dict[str, str]:
    return {"kind": each.kind.value, "name": each.name, "detail": each.detail, "url": each.url}
