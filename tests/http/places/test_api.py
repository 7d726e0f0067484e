from shop.places.models import SalesPointKind
from tests.factories.places import make_commune, make_former_commune, make_sales_point

PATH = "/api/v1/sales-points"


def test_programs_read_places_as_json(client, session):
    point = make_sales_point(kind=SalesPointKind.MARKET)
    make_sales_point()

    answer = client.http.get(PATH, query_string={"kind": "market"})

    assert [row["slug"] for row in answer.json] == [point.slug]
    assert answer.json[0]["position_is_approximate"] is True
    assert "Accept" in answer.headers["Vary"]


def test_maps_read_places_as_geojson(client, session):
    make_sales_point()
    make_sales_point(name="Z", lat=None, lng=None, position_precision=None)

    answer = client.http.get(PATH, headers={"Accept": "application/geo+json"})

    assert answer.mimetype == "application/geo+json"
    first, second = answer.json["features"]
    assert first["geometry"] == {"type": "Point", "coordinates": [105.83, 21.03]}
    assert second["geometry"] is None


def test_an_unknown_kind_is_refused(client, session):
    answer = client.http.get(PATH, query_string={"kind": "castle"})

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_one_place_is_read_by_its_slug(client, session):
    point = make_sales_point()

    assert client.http.get(f"{PATH}/{point.slug}").json["name"] == point.name
    assert client.http.get(f"{PATH}/khong-co").status_code == 404


def test_communes_are_suggested_for_an_address(client, session):
    commune = make_commune("00008", "Phường Ngọc Hà")
    make_former_commune("Phường Liễu Giai", commune)

    answer = client.http.get("/api/v1/communes?province=01&q=lieu")

    assert answer.json == [
        {
            "code": "00008",
            "name": "Phường Ngọc Hà",
            "province": "01",
            "formerly": "Phường Liễu Giai",
        }
    ]
    assert client.http.get("/api/v1/communes").json == []
