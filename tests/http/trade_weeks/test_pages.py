from datetime import date

import pytest

from shop.trade_weeks.models import BoothStatus, DatePrecision
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer
from tests.factories.trade_weeks import make_booth, make_trade_week, make_zone


@pytest.fixture
def week(session):
    return make_trade_week()


@pytest.fixture
def zone(week):
    return make_zone(trade_week=week)


@pytest.fixture
def tea(zone):
    producer = make_producer(name="HTX Hảo Đạt")
    make_certificate(product=make_product(name_vi="Chè đinh", producer=producer), stars=5)
    return make_booth(zone=zone, producer=producer)


@pytest.mark.parametrize(("lang", "words"), [("vi", "Đang diễn ra"), ("en", "On now")])
def test_the_calendar_says_what_is_on(client, week, lang, words):
    past = make_trade_week(
        start_on=date(2022, 8, 1), end_on=date(2022, 8, 31), date_precision=DatePrecision.MONTH
    )

    page = client.get("trade_weeks.index", lang=lang)

    assert week.name_vi in page.select_one("[aria-labelledby=running]").text
    assert past.name_vi in page.select_one("[aria-labelledby=past]").text
    assert words in page.text


def test_a_month_is_not_turned_into_days(client, session):
    make_trade_week(
        start_on=date(2022, 8, 1), end_on=date(2022, 8, 31), date_precision=DatePrecision.MONTH
    )

    text = client.get("trade_weeks.index").text

    assert "tháng 08/2022, ngày không nêu rõ" in text
    assert "01/08/2022" not in text


def test_a_last_day_that_is_not_stated_is_called_so(client, session):
    week = make_trade_week(start_on=date(2022, 8, 10), end_on=None)

    text = client.get("trade_weeks.show", slug=week.slug).text

    assert "từ 10/08/2022, ngày kết thúc không nêu rõ" in text


def test_every_booth_is_a_link_on_the_plan_and_in_the_list(client, week, zone, tea):
    held = make_booth(zone=zone, status=BoothStatus.HELD)
    free = make_booth(zone=zone)

    page = client.get("trade_weeks.show", slug=week.slug)

    for booth, status in ((tea, "assigned"), (held, "held"), (free, "free")):
        on_plan, in_list = page.select(f"[data-booth='{booth.number}']")
        assert on_plan.name == "a" and in_list.name == "li"
        assert {on_plan["data-booth-status"], in_list["data-booth-status"]} == {status}
    label = page.select_one(f"a[data-booth='{tea.number}']")["aria-label"]
    assert tea.number in label and "HTX Hảo Đạt" in label


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_search_lights_booths_up_and_lists_them(client, week, zone, tea, lang):
    make_booth(zone=zone)

    page = client.get("trade_weeks.show", slug=week.slug, q="che dinh", lang=lang)

    assert [each["data-booth"] for each in page.select(".hall .lit")] == [tea.number]
    assert "Chè đinh" in page.select_one(".found").text
    assert page.select_one("#q")["value"] == "che dinh"
    assert "1" in page.select_one("[role=status]").text


def test_a_search_without_a_hit_says_so(client, week, tea):
    page = client.get("trade_weeks.show", slug=week.slug, q="rượu")

    assert not page.select(".lit")
    assert "rượu" in page.select_one("[role=status]").text


def test_a_trade_week_without_a_plan_shows_what_the_source_tells(client, week):
    page = client.get("trade_weeks.show", slug=week.slug)

    assert page.select_one(".source a")["href"] == week.source
    assert not page.select("[data-booth]")


def test_a_booth_shows_maker_stars_and_products(client, week, tea):
    page = client.get("trade_weeks.booth", slug=week.slug, number=tea.number)

    assert page.select_one("h1").text == "HTX Hảo Đạt"
    assert page.select_one("[data-stars='5']")
    assert len(page.select(".card")) == 1


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_booth_without_a_maker_says_so(client, week, zone, lang):
    booth = make_booth(zone=zone)

    page = client.get("trade_weeks.booth", slug=week.slug, number=booth.number, lang=lang)

    assert page.select_one("[data-booth-status=free]")
    assert page.select_one(".empty")


def test_what_does_not_exist_is_not_found(client, week):
    client.get("trade_weeks.show", slug="khong-co", status=404)
    client.get("trade_weeks.booth", slug=week.slug, number="Z99", status=404)


def test_the_plan_asks_as_often_for_many_booths_as_for_one(
    client, week, zone, tea, count_statements
):
    with count_statements() as one:
        client.get("trade_weeks.show", slug=week.slug, q="chè")
    for _ in range(4):
        producer = make_producer()
        make_certificate(product=make_product(name_vi="Chè", producer=producer))
        make_booth(zone=zone, producer=producer)

    with count_statements() as many:
        client.get("trade_weeks.show", slug=week.slug, q="chè")

    assert len(many) == len(one)


def test_programs_read_the_calendar(client, week):
    make_trade_week(
        start_on=date(2022, 1, 1), end_on=date(2022, 12, 31), date_precision=DatePrecision.YEAR
    )

    running, past = client.http.get("/api/v1/trade-weeks").json

    assert (running["slug"], running["phase"]) == (week.slug, "running")
    assert (past["starts"], past["ends"]) == ("2022", None)


def test_programs_read_booths_as_rectangles_in_metres(client, week, tea):
    answer = client.http.get(f"/api/v1/trade-weeks/{week.slug}/booths")

    assert answer.mimetype == "application/json"
    assert (answer.json["type"], answer.json["units"]) == ("FeatureCollection", "m")
    (feature,) = answer.json["features"]
    ring = feature["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1] == [tea.x_m, tea.y_m]
    assert ring[2] == [tea.x_m + 3, tea.y_m + 3]
    assert feature["properties"]["stars"] == 5
    assert client.http.get("/api/v1/trade-weeks/khong-co/booths").status_code == 404
