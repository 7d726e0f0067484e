import pytest

from shop.lib import clock
from shop.producers.models import CraftVillage
from shop.search import services
from tests.factories import save
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer
from tests.factories.trade_weeks import make_booth, make_trade_week, make_zone


def five_star_product(**overrides):
    variant = make_variant(product=make_product(**overrides))
    make_stock(variant, 9)
    make_certificate(product=variant.product, stars=5)
    return variant.product


@pytest.mark.parametrize(
    ("lang", "question"),
    [("vi", "Hôm nay chợ làng có gì ngon?"), ("en", "What is good at the village market today?")],
)
def test_the_home_page_asks_first(client, session, lang, question):
    page = client.get("search.home", lang=lang)

    assert page.h1.text == question
    search = page.select_one("main form[role=search]")
    assert search["action"] == "/products" and search.select_one("[name=q]")
    assert page.select_one("link[rel=canonical]")["href"].endswith("/")


def test_an_empty_market_has_a_home_too(client, session):
    page = client.get("search.home")

    assert not page.select("#week, #five, #village")
    assert len(page.select(".tiles li")) == 6


def test_six_stalls_lead_to_their_groups_with_pictures_that_exist(client, session):
    for tile in client.get("search.home").select(".tiles a"):
        group = tile["href"].removeprefix("/products?group=")
        assert client.open(tile["href"]).select_one(f"[name=group][value={group}][checked]")
        assert client.http.get(tile.img["src"]).status_code == 200


def test_the_shelf_holds_five_star_products_of_today_and_makers_take_turns(client, session):
    producer = make_producer()
    mine = [five_star_product(producer=producer) for _ in range(5)]
    other = five_star_product()
    make_certificate(stars=4)

    page = client.get("search.home")

    shown = [card["data-product"] for card in page.select(".shelf [data-product]")]
    assert len(shown) == 5
    assert shown[:2] == [mine[0].slug, other.slug]
    assert "6" in page.select_one("a[href='/products?stars=5']").text


def test_the_running_week_shows_its_days_and_its_five_star_booths(client, session):
    week = make_trade_week()
    zone = make_zone(trade_week=week)
    make_booth(zone=zone, producer=five_star_product().producer)
    make_booth(zone=zone, producer=make_producer())
    make_booth(zone=zone)

    section = client.get("search.home").select_one("[aria-labelledby=week]")

    assert len(section.select(".days li")) == 5
    assert section.select_one("[aria-current=date] b").text == str(clock.today().day)
    assert (len(section.select("rect")), len(section.select("rect.lit"))) == (3, 1)
    assert section.select_one(f"a[href='/trade-weeks/{week.slug}']")


def test_a_week_whose_last_day_is_not_stated_has_no_calendar(client, session):
    make_trade_week(start_on=clock.today(), end_on=None)

    section = client.get("search.home").select_one("[aria-labelledby=week]")

    assert not section.select(".days") and not section.select("svg rect")


def test_only_searches_that_find_something_are_proposed(client, session, index):
    make_product(name_vi="Bưởi Diễn Đức Thắng")
    services.rebuild()

    chips = [chip.text for chip in client.get("search.home").select(".hero .chips a")]

    assert "bưởi Diễn" in chips and "gốm Chu Đậu" not in chips


def test_another_village_tells_its_story_each_day(client, session, at):
    for name in ("Bát Tràng", "Vạn Phúc"):
        save(
            CraftVillage(
                slug=name.lower().replace(" ", "-"), name=name, craft="Nghề", story_vi=f"Ở {name}."
            )
        )
    save(CraftVillage(slug="cam", name="Làng im", craft="Nghề"))
    seen = set()

    for days in range(4):
        at(clock.now().replace(year=2030, month=1, day=1 + days))
        seen.add(client.get("search.home").select_one("#village").text)

    assert seen == {"Bát Tràng", "Vạn Phúc"}


def test_a_village_shows_what_is_made_there(client, session):
    village = save(CraftVillage(slug="bt", name="Bát Tràng", craft="Gốm", story_vi="Bên sông."))
    product = make_product(producer=make_producer(craft_village_id=village.id))

    page = client.get("search.home")

    assert product.slug in page.select_one(".tale img")["src"]


def test_a_code_can_be_looked_up(client, session):
    form = client.get("search.home").select_one("[aria-labelledby=check] form")

    assert form["action"] == client.url("traceability.lookup")
    assert form.select_one("label[for=code]") and form.select_one("#code[name=code]")


def test_the_home_page_asks_as_often_for_a_full_market_as_for_a_small_one(
    client, session, count_statements
):
    def stock_up():
        zone = make_zone(trade_week=week)
        for _ in range(3):
            village = save(
                CraftVillage(
                    slug=f"v{make_sales_point().id}", name="Làng", craft="Nghề", story_vi="Chuyện."
                )
            )
            product = five_star_product(producer=make_producer(craft_village_id=village.id))
            make_booth(zone=zone, producer=product.producer)

    week = make_trade_week()
    stock_up()
    client.get("search.home")
    stock_up()
    with count_statements() as few:
        client.get("search.home")
    stock_up()
    session.expunge_all()

    with count_statements() as many:
        client.get("search.home")

    assert len(many) == len(few) <= 35
