"""Who may call what: every route, every method, every role, against one table.

A route without an entry here fails, and so does an entry without a route.
"""

import pytest
from werkzeug.routing import Rule

from shop.accounts.models import Role
from tests.factories.accounts import make_user

STRANGER = None
VISITORS = (STRANGER, *Role)

ANYONE = frozenset(VISITORS)
SIGNED_IN = frozenset(Role)
MAKERS = frozenset({Role.PRODUCER})
OFFICE = frozenset({Role.OFFICER, Role.ADMINISTRATOR})
REGISTER = frozenset({Role.OFFICER})

ALLOWED = {
    "accounts.profile": SIGNED_IN,
    "accounts.sign_in": ANYONE,
    "accounts.sign_out": ANYONE,
    "accounts.sign_up": ANYONE,
    "api-docs.openapi_json": ANYONE,
    "api_docs.show": ANYONE,
    "cart.add": ANYONE,
    "cart.change": ANYONE,
    "cart.settle": ANYONE,
    "cart.show": ANYONE,
    "catalog.contact": ANYONE,
    "catalog.cover": ANYONE,
    "catalog.product": ANYONE,
    "catalog_api.ProductItem": ANYONE,
    "catalog_office.desk": REGISTER,
    "catalog_office.product": REGISTER,
    "certification.lookup": ANYONE,
    "certification.show": ANYONE,
    "certification_api.CertificateItem": ANYONE,
    "certification_api.CertificateList": ANYONE,
    "certification_badge.show": ANYONE,
    "certification_office.bring": REGISTER,
    "certification_office.confirm_day": REGISTER,
    "certification_office.correct": REGISTER,
    "certification_office.decision": REGISTER,
    "certification_office.decisions_index": REGISTER,
    "certification_office.duties": REGISTER,
    "certification_office.extend": REGISTER,
    "certification_office.index": REGISTER,
    "certification_office.new": REGISTER,
    "certification_office.record": REGISTER,
    "certification_office.revoke": REGISTER,
    "certification_office.sample_list": REGISTER,
    "certification_office.scan": REGISTER,
    "certification_office.show": REGISTER,
    "certification_office.supersede": REGISTER,
    "checkout.show": ANYONE,
    "health.process": ANYONE,
    "health.ready": ANYONE,
    "metrics.show": ANYONE,
    "machines.manifest": ANYONE,
    "machines.preview": ANYONE,
    "machines.robots": ANYONE,
    "machines.sitemap": ANYONE,
    "machines.sitemap_part": ANYONE,
    "media.show": ANYONE,
    "office.dashboard": OFFICE,
    "office.export": OFFICE,
    "open_data.csv": ANYONE,
    "open_data.json_ld": ANYONE,
    "open_data.show": ANYONE,
    "orders.cancel": ANYONE,  # whoever holds the order's own unguessable address
    "orders.order": ANYONE,
    "orders.purchase": ANYONE,
    "places.communes": ANYONE,
    "places.index": ANYONE,
    "places.map_outlines": ANYONE,
    "places.show": ANYONE,
    "places_api.SalesPointItem": ANYONE,
    "places_api.SalesPointList": ANYONE,
    "producers.index": ANYONE,
    "producers.show": ANYONE,
    "producers.village": ANYONE,
    "producers.village_cover": ANYONE,
    "producers.villages": ANYONE,
    "producers_api.ProducerItem": ANYONE,
    "producers_api.ProducerList": ANYONE,
    "reference.sources": ANYONE,
    "resolver.description": ANYONE,
    "resolver.resolve": ANYONE,
    "search.home": ANYONE,
    "search.products": ANYONE,
    "search.ranking": ANYONE,
    "search_api.ProductList": ANYONE,
    "search_api.SuggestionList": ANYONE,
    "static": ANYONE,
    "traceability.by_code": ANYONE,
    "traceability.lookup": ANYONE,
    "traceability.qr_png": ANYONE,
    "traceability.qr_svg": ANYONE,
    "traceability.trace": ANYONE,
    "traceability_api.LotItem": ANYONE,
    "trade_weeks.booth": ANYONE,
    "trade_weeks.index": ANYONE,
    "trade_weeks.show": ANYONE,
    "trade_weeks_api.BoothList": ANYONE,
    "trade_weeks_api.TradeWeekList": ANYONE,
    "workspace.box": MAKERS,
    "workspace.edit_product": MAKERS,
    "workspace.lot": MAKERS,
    "workspace.lot_labels": MAKERS,
    "workspace.lots": MAKERS,
    "workspace.new_lot": MAKERS,
    "workspace.new_pack": MAKERS,
    "workspace.new_product": MAKERS,
    "workspace.order": MAKERS,
    "workspace.orders": MAKERS,
    "workspace.pack": MAKERS,
    "workspace.packing_slip": MAKERS,
    "workspace.product": MAKERS,
    "workspace.products": MAKERS,
    "workspace.producer_pictures": MAKERS,
    "workspace.product_pictures": MAKERS,
    "workspace.receive": MAKERS,
    "workspace.requests": MAKERS,
    "workspace.stock": MAKERS,
    "workspace.stock_item": MAKERS,
    "workspace.today": MAKERS,
}


def test_every_route_is_in_the_table(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == ALLOWED.keys()


def address(rule: Rule) -> str:
    """Return an address of a route at which nothing lies."""
    samples = {"RowId": 1, "PathConverter": "khong-co"}
    values = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        exact = "0" * 64 if "{64}" in converter.regex else "khong-co"
        values[name] = samples.get(type(converter).__name__, exact)
    built = rule.build(values)
    assert built
    return built[1]


def is_turned_away(response) -> bool:
    if response.status_code in (401, 403):
        return True
    return response.status_code == 302 and response.location.startswith("/sign-in")


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda role: role or "stranger")
@pytest.mark.parametrize("endpoint", sorted(ALLOWED))
def test_a_route_lets_in_whom_the_table_says(client, session, endpoint, visitor):
    if visitor is not STRANGER:
        client.sign_in(make_user(visitor))

    for rule in client.app.url_map.iter_rules(endpoint):
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            data = {} if method == "GET" else {"csrf_token": client.csrf_token()}
            response = client.http.open(address(rule), method=method, data=data)

            assert response.status_code != 500
            assert is_turned_away(response) == (visitor not in ALLOWED[endpoint]), (
                f"{method} {rule.rule} answered {response.status_code}"
            )
