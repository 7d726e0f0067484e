import pytest

from tests.factories.catalog import make_variant
from tests.factories.certification import make_certificate
from tests.factories.traceability import make_lot

GTIN = "09521234543213"


def ask(client, path, status, **headers):
    response = client.http.get(path, headers=headers)
    assert response.status_code == status, response.text[:500]
    return response


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        (f"/01/{GTIN}", f"/trace/{GTIN}"),
        (f"/01/{GTIN}/", f"/trace/{GTIN}"),
        (f"/01/{GTIN}/10/TS%2F1", f"/trace/{GTIN}/TS%2F1"),
        (f"/01/{GTIN}/22/2A/10/ts-1/21/9", f"/trace/{GTIN}/ts-1/9"),
        (f"/01/{GTIN}/21/9", f"/trace/{GTIN}"),
        (f"/01/{GTIN}/10/X?17=261122&y=%20a", f"/trace/{GTIN}/X?17=261122&y=%20a"),
    ],
)
def test_a_link_leads_to_the_page_of_what_it_names(client, session, path, leads):
    make_variant(gtin=GTIN)

    response = ask(client, path, 307)

    assert response.headers["Location"] == f"http://localhost{leads}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "path",
    [
        "/01/",
        "/01/9521234543213",
        "/01/09521234543214",
        f"/01/{GTIN}/21/9/10/A",
        f"/01/{GTIN}/10",
        f"/01/{GTIN}/99/1",
        f"/01/{GTIN}?10=A",
        "/01/02012345678903",
    ],
)
def test_what_is_malformed_is_a_bad_request(client, session, path):
    page = client.open(path, status=400)

    assert "GS1 Digital Link" in page.text


def test_a_number_that_nobody_sells_is_not_found(client, session):
    client.open(f"/01/{GTIN}", status=404)


def test_links_of_each_type_are_listed_and_followed(client, session):
    product = make_variant(gtin=GTIN).product
    certificate = make_certificate(product=product)

    links = ask(client, f"/01/{GTIN}", 307).headers.getlist("Link")
    page = ask(client, f"/01/{GTIN}?linkType=gs1:pip", 307)
    paper = ask(client, f"/01/{GTIN}?linkType=gs1:certificationInfo", 307)

    assert {link.rpartition("/")[2] for link in links} == {
        'traceability"',
        'pip"',
        'certificationInfo"',
    }
    assert product.slug in page.headers["Location"]
    assert certificate.public_id in paper.headers["Location"]


@pytest.mark.parametrize("kind", ["gs1:recallStatus", "linkset", "all", "x"])
def test_a_type_of_link_that_there_is_not_is_not_found(client, session, kind):
    make_variant(gtin=GTIN)

    client.open(f"/01/{GTIN}?linkType={kind}", status=404)


def test_other_methods_than_reading(client, session):
    make_variant(gtin=GTIN)

    assert client.http.head(f"/01/{GTIN}").status_code == 307
    options = client.http.options(f"/01/{GTIN}")
    assert options.status_code == 200 and options.headers["Access-Control-Allow-Origin"] == "*"
    assert client.http.post(f"/01/{GTIN}").status_code == 405


def test_the_service_describes_itself(client, session):
    described = ask(client, "/.well-known/gs1resolver", 200).json

    assert described["supportedPrimaryKeys"] == ["01"]
    assert described["resolverRoot"] == "http://localhost"


def test_a_lot_for_programs(client, session):
    lot = make_lot(product=make_variant(gtin=GTIN).product, lot_no="A1")
    make_certificate(product=lot.product, stars=5)

    response = ask(client, f"/api/v1/lots/{lot.code}", 200)
    again = ask(
        client, f"/api/v1/lots/{lot.code}", 304, **{"If-None-Match": response.headers["ETag"]}
    )

    assert not again.data
    assert response.json["verdict"] == "in_order" and response.json["stars"] == 5
    assert response.json["digital_link"] == f"http://localhost/01/{GTIN}/10/A1"
    assert ask(client, "/api/v1/lots/zzzz", 404).mimetype == "application/problem+json"
