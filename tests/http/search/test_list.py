import pytest

from shop.catalog.models import ProductGroup
from shop.inventory.models import LocationKind, StockLocation
from shop.search import services
from tests.factories import save
from tests.factories.catalog import make_criteria_set, make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_commune, make_province, make_sales_point
from tests.factories.producers import make_producer


@pytest.fixture
def lotus(session, index):
    """Lotus tea of two makers in stock, four stars and none; something else besides."""
    teas = []
    for name in ("Trà sen Hiền Xiêm", "Trà hoa sen"):
        variant = make_variant(product=make_product(name_vi=name), price_vnd=150_000)
        make_stock(variant, 20)
        teas.append(variant.product)
    make_certificate(product=teas[0], stars=4)
    make_product(name_vi="Khăn lụa", product_group=ProductGroup.HANDICRAFT)
    services.rebuild()
    return teas


def slugs(page):
    return [card["data-product"] for card in page.select("[data-product]")]


def facets(page):
    return {each["data-facet"]: int(each["data-count"]) for each in page.select("[data-facet]")}


def test_typed_without_marks_lotus_tea_of_two_makers_is_found(client, lotus):
    page = client.get("search.products", q="che sen")

    assert slugs(page) == [tea.slug for tea in lotus]
    assert all("Còn hàng" in card.text for card in page.select("[data-product]"))

    page = client.get("search.products", q="che sen", stars="4")
    (card,) = page.select("[data-product]")
    assert card.select_one("[data-stars='4']")
    assert card.select_one("a.title")["href"] == f"/products/{lotus[0].slug}"


@pytest.mark.parametrize(
    ("lang", "title", "count"), [("vi", "Sản phẩm", "3 sản phẩm"), ("en", "Products", "3 products")]
)
def test_the_list_speaks_both_languages(client, lotus, lang, title, count):
    page = client.get("search.products", lang=lang)

    assert page.h1.text == title
    assert page.select_one("#found").text.startswith(count)
    assert page.title.text.startswith(title)
    assert page.select_one("meta[name=description]")["content"]


def test_every_count_is_what_its_choice_shows(client, lotus):
    page = client.get("search.products", q="sen")

    shown = facets(page)
    assert shown["stars:4"] == 1 and shown["group:food"] == 2 and shown["in_stock:1"] == 2
    for facet, count in shown.items():
        name, _, value = facet.partition(":")
        assert len(slugs(client.get("search.products", q="sen", **{name: value}))) == count, facet


def test_each_band_of_prices_shows_as_many_as_it_says(client, session):
    for price in (50_000, 50_001, 100_000, 700_000):
        make_variant(price_vnd=price)

    bands = client.get("search.products", group="food").select(".bands a")

    assert [int(band.small.text) for band in bands] == [1, 3, 1, 1]  # both ends belong to a band
    for band in bands:
        page = client.open(band["href"])
        assert len(slugs(page)) == int(band.small.text)
        (chosen,) = page.select(".bands [aria-current]")
        assert chosen.span.text == band.span.text


def test_choices_of_many_values_are_cut_and_the_chosen_one_stays(client, session):
    products = [make_product() for _ in range(40)]
    last = products[-1].producer.slug

    page = client.get("search.products", producer=[last, products[0].producer.slug])

    shown = [facet for facet in facets(page) if facet.startswith("producer:")]
    assert len(shown) <= 32 and f"producer:{last}" in shown
    assert page.select_one("details.further[open]")


def test_choices_that_show_nothing_are_left_out_save_what_was_chosen(client, session):
    for number in (3, 4, 5):
        make_criteria_set(number)
    make_product()

    shown = facets(client.get("search.products", group="beverage", stars="5"))

    assert {facet for facet, count in shown.items() if not count} == {"stars:5", "group:beverage"}


def test_the_form_holds_the_whole_state_of_the_list(client, lotus):
    producer = lotus[0].producer.slug

    page = client.get(
        "search.products", q="sen", stars="4", producer=producer, price_min=1000, sort="price"
    )

    form = page.select_one("form#filters")
    own = form.select("[name]") + page.select("[form=filters][name]")
    state = {
        field["name"]: field.get("value")
        for field in own
        if field.name != "select" and (field.get("type") != "checkbox" or field.has_attr("checked"))
    }
    assert state == {
        "q": "sen",
        "stars": "4",
        "producer": producer,
        "price_min": "1000",
        "price_max": "",
    }
    assert page.select_one("select[name=sort] [selected]")["value"] == "price"


def test_each_choice_can_be_taken_back(client, lotus):
    page = client.get("search.products", q="sen", stars=["4", "5"], in_stock=1)

    hrefs = {chip.text.strip(): chip["href"] for chip in page.select(".chips a")}
    assert hrefs["Bỏ 5 sao"] == "/products?q=sen&stars=4&in_stock=1"
    assert hrefs["Bỏ Còn hàng"] == "/products?q=sen&stars=4&stars=5"
    assert hrefs["Bỏ “sen”"] == "/products?stars=4&stars=5&in_stock=1"


def test_places_makers_and_points_are_chosen_by_address_and_named(client, lotus, session):
    point = make_sales_point(name="Siêu thị Hoàng Cầu")
    shelf = save(
        StockLocation(
            producer=lotus[1].producer,
            kind=LocationKind.SALES_POINT,
            sales_point_id=point.id,
            name=point.name,
        )
    )
    make_stock(lotus[1].variants[0], 3, location=shelf)

    page = client.get("search.products", point=point.slug)
    assert slugs(page) == [lotus[1].slug]
    assert "Siêu thị Hoàng Cầu" in page.select_one(".chips").text

    page = client.get("search.products", producer=lotus[0].producer.slug)
    assert slugs(page) == [lotus[0].slug]
    assert lotus[0].producer.name in page.select_one(".chips").text


def test_provinces_and_communes_narrow(client, lotus):
    make_province("79", "Thành phố Hồ Chí Minh")
    commune = make_commune("26734", "Phường Sài Gòn", province_code="79")
    producer = make_producer(province_code="79", commune_code=commune.code)
    there = make_product(producer=producer)

    for query in ({"province": "79"}, {"commune": "26734"}):
        assert slugs(client.get("search.products", **query)) == [there.slug]
    assert facets(client.get("search.products"))["province:79"] == 1


BAD = [
    "stars=9",
    "group=castle",
    "set=999999999999999999999999",
    "province=zz",
    "province=%00%00",
    "producer=%00",
    "producer=%ED%A0%80",
    "village=%F0%90%80",
    "point=" + "x" * 3000,
    "commune=-1",
    "price_min=abc",
    "price_min=" + "9" * 500,
    "price_max=NaN",
    "price_min=500&price_max=100",
    "in_stock=maybe",
    "sort=loudest",
    "page=0",
    "page=" + "9" * 50,
    "q=%00",
    "q=!!!&stars=4&stars=x",
]


@pytest.mark.parametrize("query", [each for each in BAD if each != "q=%00"])
@pytest.mark.parametrize(("lang", "word"), [("vi", "đã bỏ qua"), ("en", "Left out")])
def test_what_makes_no_sense_is_left_out_with_a_notice(client, lotus, query, lang, word):
    page = client.open(f"/products?{query}", lang=lang)

    assert word in page.select_one(".band.info").text
    assert slugs(page)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=",
        "stars=&price_min=&sort=&page=",
        "unknown=1",
        "utm_source=%FF",
        "q=" + "tr%C3%A0+" * 2000,
    ],
)
def test_harmless_addresses_bring_the_list_without_a_notice(client, lotus, query):
    page = client.open(f"/products?{query}")

    assert "đã bỏ qua" not in page.text


def test_a_name_with_markup_stays_a_name(client, session, index):
    make_product(name_vi="<script>alert(1)</script> trà")

    page = client.get("search.products", q='trà "><script>alert(2)</script>')

    assert "alert" not in "".join(script.text for script in page.select("script"))


def test_24_stand_on_a_page_and_a_page_past_the_end_is_the_last(client, session):
    for _ in range(25):
        make_product()

    first, last = client.get("search.products"), client.get("search.products", page=7)

    assert (len(slugs(first)), len(slugs(last))) == (24, 1)
    assert first.select_one("a[rel=next]")["href"] == "/products?page=2"
    assert "trang 2" in last.title.text
    assert last.select_one("link[rel=canonical]")["href"].endswith("/products?page=7")


def test_orders(client, session):
    cheap, dear = make_variant(price_vnd=20_000).product, make_variant(price_vnd=90_000).product
    make_certificate(product=dear, stars=5)

    for sort, order in (
        ("price", [cheap, dear]),
        ("-price", [dear, cheap]),
        ("stars", [dear, cheap]),
        ("newest", [dear, cheap]),
    ):
        page = client.get("search.products", sort=sort)
        assert slugs(page) == [product.slug for product in order], sort


@pytest.mark.parametrize(("lang", "asks"), [("vi", "Có phải bạn tìm"), ("en", "Did you mean")])
def test_a_slip_is_offered_with_its_count_and_nothing_else_is_shown(client, lotus, lang, asks):
    page = client.get("search.products", q="trà xen", lang=lang)

    assert slugs(page) == []
    band = page.select_one(".band.info")
    assert asks in band.text and "(2 " in band.text
    assert band.a["href"] == "/products?q=tr%C3%A0+sen"
    assert len(slugs(client.open(band.a["href"]))) == 2


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_words_that_nothing_answers_are_told_with_a_way_on(client, lotus, lang):
    page = client.get("search.products", q="xyzzy", lang=lang)

    empty = page.select_one(".empty")
    assert "xyzzy" in empty.h2.text
    assert empty.select_one("a[href='/products']")


def test_an_empty_list_names_the_filter_that_stands_in_the_way(client, lotus):
    page = client.get("search.products", q="sen", stars="5", in_stock=1)

    (way,) = page.select(".empty .steps a")
    assert "bỏ hạng sao: 2 sản phẩm" in way.text
    assert len(slugs(client.open(way["href"]))) == 2


def test_several_choices_in_the_way_together_are_told(client, lotus):
    page = client.get("search.products", stars="5", group="beverage")

    assert "Nhiều lựa chọn" in page.select_one(".empty").text


def test_the_list_answers_without_an_index_and_with_a_broken_one(client, lotus, index, tmp_path):
    found = slugs(client.get("search.products", q="che sen"))
    (tmp_path / "search" / "present").write_text("words-khong-co")

    assert slugs(client.get("search.products", q="che sen")) == found
    (tmp_path / "search" / "present").unlink()
    assert slugs(client.get("search.products", q="che sen")) == found


def test_readiness_tells_what_is_wrong_with_the_index(client, lotus, index, tmp_path):
    assert client.http.get("/readyz").json["checks"]["search"] == "ok"

    (tmp_path / "search" / "present").unlink()

    answer = client.http.get("/readyz")
    assert answer.status_code == 503
    assert "flask search rebuild" in answer.json["checks"]["search"]


@pytest.mark.parametrize("query", ["", "q=sen", "q=trà xen", "stars=4&province=01&sort=price"])
def test_the_list_asks_as_often_for_many_as_for_one(client, lotus, count_statements, query):
    def asked_after(new: int) -> int:
        for number in range(new):
            variant = make_variant(product=make_product(name_vi=f"Trà sen {number}"))
            make_stock(variant, 3)
            make_certificate(product=variant.product)
        with count_statements() as statements:
            client.open(f"/products?{query}")
        return len(statements)

    asked_after(1)

    assert asked_after(12) == asked_after(1) <= 30  # all is read again, for makers are new
    assert asked_after(0) <= 6


def test_the_canonical_address_is_one_for_all_ways_to_write_it(client, lotus):
    make_criteria_set(12)
    pages = [
        client.open(path)
        for path in (
            "/products?stars=5&stars=4&q=trà&x=1",
            "/products?q=tr%C3%A0&stars=4&stars=5&sort=relevance&page=1",
        )
    ]

    assert len({page.select_one("link[rel=canonical]")["href"] for page in pages}) == 1


def test_lists_of_words_are_left_to_people(client, lotus):
    assert not client.get("search.products", group="food").select("meta[name=robots]")
    assert client.get("search.products", q="trà").select("meta[name=robots]")


def test_nothing_is_remembered_of_a_reader(client, lotus):
    assert "Set-Cookie" not in client.http.get("/products?q=sen").headers


@pytest.mark.parametrize(
    ("asked", "lang", "heading", "lede"),
    [
        ({"group": "handicraft"}, "vi", "Thủ công mỹ nghệ", "Nhóm này có: "),
        ({"group": "handicraft"}, "en", "Handicrafts", "In this group: pottery"),
        ({"set": "12"}, "vi", "Bộ 12", "Bộ tiêu chí OCOP số 12."),
        ({"group": "food", "set": "12"}, "en", "Set 12", "Kind no. 12"),
    ],
)
def test_a_list_of_one_kind_or_group_is_a_page_of_its_own(
    client, session, asked, lang, heading, lede
):
    make_product()

    page = client.get("search.products", lang=lang, **asked)

    assert page.h1.text == heading and page.title.text.startswith(heading)
    assert page.select_one("meta[name=description]")["content"].startswith(lede)
    assert lede in page.select_one(".list-top").text
    (name, value), *_ = asked.items()
    assert f"{name}={value}" in page.select_one("link[rel=canonical]")["href"]


def test_several_kinds_are_a_list_like_any_other(client, session):
    make_product()
    make_product(criteria_set_no=make_criteria_set(11).no)

    page = client.get("search.products", set=["12", "11"])

    assert page.h1.text == "Sản phẩm"
