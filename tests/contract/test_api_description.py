"""The API is what its published description says, on the published facts and the demonstration."""

import re

import pytest
from flask_migrate import upgrade
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy import select

from shop import create_app
from shop.catalog.models import Product
from shop.certification.models import Certificate
from shop.database import db
from shop.places.models import SalesPoint
from shop.producers.models import Producer
from shop.reference import services as facts
from shop.reference.demo import services as demo
from shop.traceability.models import Lot
from shop.trade_weeks.models import TradeWeek
from tests.browserless import FreshClient
from tests.postgres import empty_database

EVERY = 7  # of many things of one kind, one of so many is asked for

# Names to ask with, for each address that has one.
NAMES = {
    "/api/v1/certificates/{public_id}": Certificate.public_id,
    "/api/v1/lots/{code}": Lot.code,
    "/api/v1/producers/{slug}": Producer.slug,
    "/api/v1/products/{slug}": Product.slug,
    "/api/v1/sales-points/{slug}": SalesPoint.slug,
    "/api/v1/trade-weeks/{slug}/booths": TradeWeek.slug,
}
# Questions for each address that is a list, the plain one first.
LISTS = {
    "/api/v1/certificates": ["", "?stars=5&demo=1", "?valid_on=2025-12-31&limit=200"],
    "/api/v1/producers": ["", "?limit=3"],
    "/api/v1/products": ["", "?stars=5", "?group=tourism", "?limit=100"],
    "/api/v1/sales-points": ["", "?province=01"],
    "/api/v1/search/suggest": ["?q=tra", "?q=zzzz"],
    "/api/v1/trade-weeks": [""],
}


@pytest.fixture(scope="module")
def client(app, tmp_path_factory, worker_id):
    """A visitor of a shop with everything in it."""
    settings = {"DEMO": "1", "INSTANCE_PATH": str(tmp_path_factory.mktemp("contract"))}
    with empty_database(f"shop_contract_{worker_id}") as url:
        shop = create_app(settings | {"DATABASE_URL": url})
        with shop.app_context():
            upgrade()
            facts.load()
            demo.load()
            yield FreshClient(shop, shop.response_class)
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="module")
def description(client):
    return client.get("/api/v1/openapi.json").json


def conforms(description, schema, content):
    """Check content against a schema of the description; references resolve within it."""
    whole = {**schema, "components": description["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(content)


def published(description, path, status, mimetype):
    """Return the schema that the description gives for an answer."""
    responses = description["paths"][path]["get"]["responses"]
    response = responses.get(str(status), responses["default"])
    if "$ref" in response:
        response = description["components"]["responses"][response["$ref"].split("/")[-1]]
    return response["content"][mimetype]["schema"]


def test_every_address_is_tried_here(description):
    assert description["paths"].keys() == NAMES.keys() | LISTS.keys()


def references(node):
    if isinstance(node, dict):
        yield from [node["$ref"]] if "$ref" in node else []
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_the_description_is_whole(description):
    assert description["openapi"].startswith("3.1.")
    assert description["info"].keys() >= {"title", "version"}
    for reference in references(description):
        node = description
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]


def test_every_schema_is_one(description):
    for schema in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_is_described(description):
    for path, item in description["paths"].items():
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            operation = item[method]
            names = {
                each["name"]
                for each in [*item.get("parameters", []), *operation.get("parameters", [])]
                if each.get("in") == "path"
            }
            assert operation["summary"], path
            assert names == set(re.findall(r"{(\w+)}", path)), path


@pytest.mark.parametrize("path", sorted(NAMES))
def test_what_there_is_of_each_answers_as_described(client, description, path):
    column = NAMES[path]
    names = db.session.scalars(select(column).order_by(column)).all()[::EVERY]
    db.session.rollback()
    schema = published(description, path, 200, "application/json")

    assert names
    for name in names:
        answer = client.get(re.sub(r"{\w+}", name, path))

        assert (answer.status_code, answer.mimetype) == (200, "application/json"), name
        conforms(description, schema, answer.json)


@pytest.mark.parametrize(
    ("path", "query"), [(path, query) for path, queries in LISTS.items() for query in queries]
)
def test_lists_answer_as_described(client, description, path, query):
    answer = client.get(path + query)

    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    conforms(description, published(description, path, 200, "application/json"), answer.json)


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [(path, re.sub(r"{\w+}", "khong-co", path), 404) for path in sorted(NAMES)]
    + [
        ("/api/v1/products", "/api/v1/products?limit=many", 422),
        ("/api/v1/products", "/api/v1/products?stars=9", 422),
        ("/api/v1/products", "/api/v1/products?cursor=zzz", 422),
        ("/api/v1/producers", "/api/v1/producers?limit=0", 422),
    ],
)
def test_refusals_answer_as_described(client, description, path, asked, status):
    answer = client.get(asked)

    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    schema = published(description, path, status, answer.mimetype)
    conforms(description, schema, answer.json)
    assert answer.json["status"] == status


def test_a_wrong_parameter_is_named(client):
    problem = client.get("/api/v1/products?limit=many").json

    assert problem["code"] == "api.wrong_parameter"
    assert problem["errors"].keys() == {"limit"}


@pytest.mark.parametrize("path", [*sorted(LISTS), "/api/v1/products/khong-co"])
def test_only_what_is_described_can_be_asked(client, path):
    options = client.options(path)
    refused = client.post(path)

    assert options.status_code == 200
    assert set(options.allow) == {"GET", "HEAD", "OPTIONS"}
    assert (refused.status_code, refused.json["code"]) == (405, "http.405")
    assert set(refused.allow) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("path", sorted(LISTS))
def test_the_head_is_that_of_the_whole(client, path):
    whole, head = client.get(path), client.head(path)

    assert not head.data
    assert head.status_code == 200
    assert head.headers.get("ETag") == whole.headers.get("ETag")
    assert head.content_type == whole.content_type


@pytest.mark.parametrize("path", sorted(LISTS))
def test_what_has_not_changed_is_not_sent_again(client, path):
    tag = client.get(path).headers["ETag"]

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
