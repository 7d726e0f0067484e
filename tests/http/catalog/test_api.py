from datetime import date

from shop.catalog.models import ListingStatus
from shop.inventory import services as inventory
from shop.producers.models import ProducerStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer


def ask(client, product, **headers):
    return client.http.get(f"/api/v1/products/{product.slug}", headers=headers)


def test_programs_read_what_the_page_shows(client, session):
    pack = make_variant()
    level = make_stock(pack, 8)
    point = make_sales_point()
    make_stock(pack, 2, location=inventory.point_location(pack.product.producer, point))
    certificate = make_certificate(product=pack.product, stars=4)
    make_certificate(product=pack.product, stars=3, issued_on=date(2020, 5, 1))

    told = ask(client, pack.product).json

    assert told["stars"] == 4 and told["certificate"] == certificate.public_id
    assert [(each["year"], each["standing"]) for each in told["recognitions"]][1] == (
        2020,
        "expired",
    )
    assert told["not_sold"] is None and told["producer"] == pack.product.producer.slug
    (row,) = told["packs"]
    assert (row["sku"], row["stock"], row["is_demo"]) == (pack.sku, 8, True)
    assert row["lot"] == level.lot.code
    assert told["sales_points"] == [{"sales_point": point.slug, "name": point.name, "units": 2}]
    assert told["url"].endswith(f"/products/{pack.product.slug}")


def test_an_answer_that_is_known_is_not_sent_again(client, session):
    product = make_product()
    first = ask(client, product)

    again = ask(client, product, **{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_why_goods_are_not_sold_is_a_word_for_programs(client, session):
    pack = make_variant(product=make_product(producer=make_producer(status=ProducerStatus.LISTED)))
    make_stock(pack, 3)

    told = ask(client, pack.product).json

    assert told["not_sold"] == "maker_not_open" and told["packs"][0]["stock"] == 0
    assert told["stars"] is None


def test_what_is_not_published_is_a_problem_of_its_kind(client, session):
    answer = ask(client, make_product(listing_status=ListingStatus.DRAFT))

    assert answer.status_code == 404 and answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "shop.not_found"
