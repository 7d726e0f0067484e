from shop.producers.models import ProducerKind, ProducerStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer

PATH = "/api/v1/producers"


def test_programs_read_makers_page_by_page(client, session):
    makers = [make_producer(name=f"HTX {letter}") for letter in "CAB"]

    first = client.http.get(PATH, query_string={"limit": 2}).json
    second = client.http.get(PATH, query_string={"limit": 2, "cursor": first["next_cursor"]}).json

    names = [each["name"] for each in first["items"] + second["items"]]
    assert names == ["HTX A", "HTX B", "HTX C"] and first["total"] == len(makers)
    assert second["next_cursor"] is None


def test_makers_are_filtered_and_counted(client, session):
    producer = make_producer(name="HTX Hảo Đạt", kind=ProducerKind.FARM)
    make_producer()
    make_producer(status=ProducerStatus.APPLIED, kind=ProducerKind.FARM)
    make_certificate(product=make_variant(product=make_product(producer=producer)).product)
    make_product(producer=producer)

    (row,) = client.http.get(PATH, query_string={"kind": "farm", "q": "hao"}).json["items"]

    assert row["slug"] == producer.slug and row["status"] == "open"
    counts = (row["products"], row["certified_products"], row["sold_products"])
    assert counts == (2, 1, 1)


def test_wrong_questions_are_refused(client, session):
    for query in ({"kind": "castle"}, {"limit": 0}, {"limit": 101}, {"cursor": "??"}):
        answer = client.http.get(PATH, query_string=query)
        assert answer.status_code == 422 and answer.mimetype == "application/problem+json"


def test_one_maker_is_read_with_what_it_makes(client, session):
    producer = make_producer(has_demo_account=True)
    product = make_product(producer=producer)

    first = client.http.get(f"{PATH}/{producer.slug}")
    again = client.http.get(
        f"{PATH}/{producer.slug}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert first.json["makes"] == [
        {
            "slug": product.slug,
            "name": product.name_vi,
            "is_certified": False,
            "is_sold": False,
        }
    ]
    assert first.json["is_demo_account"] is True and again.status_code == 304


def test_who_is_not_known_to_the_public_is_a_problem(client, session):
    producer = make_producer(status=ProducerStatus.APPLIED)

    answer = client.http.get(f"{PATH}/{producer.slug}")

    assert answer.status_code == 404 and answer.json["code"] == "shop.not_found"
