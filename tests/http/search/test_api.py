import pytest

from shop.producers.models import CraftVillage, ProducerStatus
from shop.search import services
from tests.factories import save
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_commune
from tests.factories.producers import make_producer

PATH = "/api/v1/products"
SUGGEST = "/api/v1/search/suggest"


def get(client, path=PATH, **query):
    return client.http.get(path, query_string=query)


def test_programs_read_products_with_the_star_and_the_stock_of_today(client, session, index):
    variant = make_variant(price_vnd=90_000)
    make_stock(variant, 4)
    make_certificate(product=variant.product, stars=5)

    (row,) = get(client).json["items"]

    product = variant.product
    assert row["slug"] == product.slug
    assert (row["stars"], row["stock"], row["price_vnd"]) == (5, 4, 90_000)
    assert row["producer"] == product.producer.slug and row["province"] == "01"
    assert row["url"].endswith(f"/products/{product.slug}") and row["is_demo"] is True


def test_the_filters_are_those_of_the_page(client, session, index):
    four, five = make_product(name_vi="Trà sen"), make_product(name_vi="Chè sen")
    make_certificate(product=four, stars=4)
    make_certificate(product=five, stars=5)
    make_product(name_vi="Lụa")

    def slugs(query):
        return {row["slug"] for row in client.http.get(f"{PATH}?{query}").json["items"]}

    assert slugs("q=che sen") == {four.slug, five.slug}
    assert slugs("q=che sen&stars=5") == {five.slug}
    assert slugs("stars=4&stars=5") == {four.slug, five.slug}
    assert slugs("in_stock=1") == set()


@pytest.mark.parametrize(
    "query", ["stars=9", "province=zz", "sort=loudest", "producer=a%0Ab", "price_min=abc"]
)
def test_a_program_is_told_of_a_filter_that_makes_no_sense(client, session, query):
    answer = client.http.get(f"{PATH}?{query}")

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "search.unknown_filter"


def test_cursors_lead_through_the_whole_list_once(client, session, index):
    made = {make_product().slug for _ in range(5)}
    seen, cursor, pages = [], None, 0

    while pages == 0 or cursor:
        answer = get(client, limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [row["slug"] for row in answer.json["items"]]
        cursor, pages = answer.json["next_cursor"], pages + 1
        assert answer.json["total"] == 5
        assert ('rel="next"' in answer.headers.get("Link", "")) == bool(cursor)

    assert (pages, len(seen), set(seen)) == (3, 5, made)


def test_the_link_to_the_next_page_keeps_the_filters(client, session, index):
    for _ in range(3):
        make_certificate(product=make_product(name_vi="Trà sen"), stars=4)

    link = client.http.get(f"{PATH}?q=trà&stars=4&stars=5&limit=2").headers["Link"]

    following = client.http.get(link.split(">")[0].strip("<"))
    assert len(following.json["items"]) == 1
    assert "stars=4" in link and "stars=5" in link


def test_a_list_that_changed_goes_on_where_it_was(client, session, index):
    products = [make_product() for _ in range(4)]
    cursor = get(client, limit=2).json["next_cursor"]
    session.delete(products[1])  # the last one that was given
    session.commit()

    rest = [row["slug"] for row in get(client, cursor=cursor).json["items"]]

    assert rest == [products[2].slug, products[3].slug]


@pytest.mark.parametrize("cursor", ["x", "=" * 8, "9" * 1000, "đ", "OTk5OTk5", "\n"])
def test_a_cursor_that_we_never_gave_is_refused(client, session, index, cursor):
    make_product()

    answer = get(client, cursor=cursor)

    assert answer.status_code == 422
    assert answer.json["code"] == "api.unknown_cursor"


@pytest.mark.parametrize("limit", ["0", "101", "x", "-1"])
def test_a_page_has_its_limits(client, session, limit):
    assert get(client, limit=limit).status_code == 422


def test_an_unchanged_answer_is_not_sent_twice(client, session, index):
    make_product()
    for path in (PATH, f"{SUGGEST}?q=tra"):
        tag = client.http.get(path).headers["ETag"]
        assert client.http.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_products_are_read_in_as_many_statements_as_one(client, session, index, count_statements):
    get(client)
    make_stock(make_variant())
    with count_statements() as one:
        get(client)
    for _ in range(4):
        make_stock(make_variant())

    with count_statements() as many:
        get(client)

    assert len(many) == len(one)


def test_goods_kinds_makers_villages_and_places_are_suggested(client, session, index):
    commune = make_commune("00613", "Xã Sen Hồ")
    producer = make_producer(name="Sen Tây Hồ", commune_code=commune.code)
    product = make_product(name_vi="Trà sen Hiền Xiêm", producer=producer)
    make_commune("00622", "Xã Sen Chiểu")  # nothing comes from there
    save(CraftVillage(slug="quang-an", name="Làng sen Quảng An", craft="Ướp chè"))
    services.rebuild()

    found = get(client, SUGGEST, q="se").json

    assert [each["kind"] for each in found] == ["product", "set", "producer", "village", "place"]
    assert found[0] == {
        "kind": "product",
        "name": product.name_vi,
        "detail": producer.name,
        "url": f"/products/{product.slug}",
    }
    assert [each["url"] for each in found[1:]] == [
        "/products?set=12",
        f"/producers/{producer.slug}",
        "/villages/quang-an",
        "/products?commune=00613",
    ]


@pytest.mark.parametrize("query", ["che s", "tra sen", "trà s", "hien xi"])
def test_suggestions_come_with_marks_without_and_before_the_word_ends(
    client, session, index, query
):
    make_product(name_vi="Trà sen Hiền Xiêm")
    make_product(name_vi="Lụa Vạn Phúc")
    services.rebuild()

    found = get(client, SUGGEST, q=query).json

    assert [each["name"] for each in found if each["kind"] == "product"] == ["Trà sen Hiền Xiêm"]


def test_names_that_begin_so_come_first(client, session, index):
    for name in ("Bánh trà xanh", "Trà xanh Phìn Hồ"):
        make_product(name_vi=name)
    services.rebuild()

    assert get(client, SUGGEST, q="tra xa").json[0]["name"] == "Trà xanh Phìn Hồ"


@pytest.mark.parametrize("query", ["", "t", "!!", "\n\t", "x" * 5000, "zzzz"])
def test_where_there_is_nothing_to_suggest_the_answer_is_empty(client, session, index, query):
    make_product()
    services.rebuild()

    answer = get(client, SUGGEST, q=query)

    assert (answer.status_code, answer.json) == (200, [])


def test_who_has_only_applied_is_not_suggested(client, session, index):
    make_producer(name="Sen Kín", status=ProducerStatus.APPLIED)

    assert get(client, SUGGEST, q="sen kin").json == []


def test_without_an_index_makers_are_still_suggested(client, session, index):
    make_producer(name="Sen Tây Hồ")

    assert [each["kind"] for each in get(client, SUGGEST, q="sen").json] == ["producer"]


@pytest.mark.parametrize("page", ["search.home", "search.products"])
def test_the_box_knows_where_its_suggestions_are(client, session, page):
    box = client.get(page).select_one("main input[name=q]")

    assert client.http.get(box["data-suggest"], query_string={"q": "tra"}).status_code == 200
    assert client.get(page).select_one("script[src*='suggest.js']")
