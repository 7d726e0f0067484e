import gzip
import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from shop.database import Origin
from shop.inventory import services
from shop.lib import clock
from shop.traceability.models import LotStatus, TraceEventKind
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.places import make_commune, make_sales_point
from tests.factories.traceability import make_event, make_lot

GTIN = "09521234543213"


def shown(client, lot, **options):
    return client.get("traceability.by_code", code=lot.code, **options)


def verdict(page):
    (band,) = page.select("[data-verdict]")
    return band["data-verdict"]


def labelled_lot(**overrides):
    """A lot of a product with a number for the world."""
    return make_lot(product=make_variant(gtin=GTIN).product, **overrides)


@pytest.mark.parametrize(
    ("lang", "says", "step"),
    [("vi", "lô còn hạn và chưa bị thu hồi", "Đóng gói"), ("en", "in date and not", "Packing")],
)
def test_a_lot_tells_its_story_in_both_languages(client, lang, says, step):
    lot = make_lot(lot_no="TS-01")
    make_certificate(product=lot.product, stars=4)
    make_event(lot=lot, note_vi="Dán nhãn", note_en="Labelled")

    page = shown(client, lot, lang=lang)

    assert verdict(page) == "in_order"
    assert says in page.select_one("[data-verdict]").text
    assert page.select_one("[data-stars]")["data-stars"] == "4"
    assert page.select_one("h1").text == lot.product.name_vi
    assert lot.product.producer.name in page.text and "TS-01" in page.text
    assert step in page.select_one("ol.j").text and "Ba Đình, Hà Nội" in page.select_one(".j").text
    assert page.select_one(".m svg[role=img]")


def test_the_page_is_one_short_answer_that_fetches_nothing(client, session):
    lot = labelled_lot()
    make_certificate(product=lot.product)
    for kind in TraceEventKind:
        make_event(lot=lot, kind=kind, note_vi="Một câu dài kể rõ việc đã làm ở bước này." * 3)

    page = shown(client, lot)

    raw = page.response.get_data()
    assert len(raw) < 60_000 and len(gzip.compress(raw)) < 30_000
    assert not page.select("script, img, iframe, link[rel=stylesheet], link[rel=preload]")
    assert [link["href"][:5] for link in page.select("link[rel=icon]")] == ["data:"]
    assert not re.search(r"url\((?!#)|@import|<use[^>]+href=\"[^#]", raw.decode())
    (style,) = page.select("style")
    assert "sha256-" in page.headers["Content-Security-Policy"] and style.text
    assert not page.select("[style]")


def test_an_answer_is_kept_for_moments_and_asked_after(client, session):
    lot = make_lot()
    first = shown(client, lot)

    again = client.http.get(
        client.url("traceability.by_code", code=lot.code),
        headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "vi"},
    )

    assert first.headers["Cache-Control"] == "public, max-age=10"
    assert "Set-Cookie" not in first.headers
    assert again.status_code == 304

    lot.status = LotStatus.RECALLED
    session.commit()
    changed = client.http.get(
        client.url("traceability.by_code", code=lot.code),
        headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "vi"},
    )
    assert changed.status_code == 200


def test_an_answer_that_sets_the_language_is_nobody_elses(client, session):
    page = client.open(client.url("traceability.by_code", code=make_lot().code) + "?lang=en")

    assert "private" in page.headers["Cache-Control"]
    assert "lang=en" in page.headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("changes", "expected", "offers"),
    [
        ({}, "in_order", True),
        ({"expires_on": 3}, "expiring", True),
        ({"expires_on": -1}, "expired", True),
        ({"status": LotStatus.ON_HOLD}, "on_hold", True),
        ({"status": LotStatus.RECALLED}, "recalled", False),
        ({"status": LotStatus.RECALLED, "expires_on": -1}, "recalled", False),
        ({"status": LotStatus.VOID}, "void", False),
    ],
)
def test_the_band_says_what_matters_most_and_withdrawn_goods_are_not_sold(
    client, session, changes, expected, offers
):
    days = changes.get("expires_on")
    changes = changes | (
        {} if days is None else {"expires_on": clock.today() + timedelta(days=days)}
    )
    lot = labelled_lot(packed_on=clock.today() - timedelta(days=60), **changes)

    page = shown(client, lot)

    assert verdict(page) == expected
    assert bool(page.select("a.btn")) == offers


def test_a_star_needs_a_certificate_that_holds_today(client, session):
    lot = make_lot()
    make_certificate(product=lot.product, expires_on=clock.today() - timedelta(days=1))

    page = shown(client, lot)

    assert not page.select("[data-stars]")
    assert "nên không có sao" in page.text


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("code", ["zzzz", "<b>x</b>", "9521234543214"])
def test_an_unknown_code_is_not_found_and_told_what_to_do(client, session, code, lang):
    page = client.get("traceability.by_code", code=code, status=404, lang=lang)

    assert verdict(page) == "unknown"
    assert page.select_one("form input[name=code]")["value"] == code
    assert not page.select("b b") and page.headers["Cache-Control"] == "no-store"


def test_a_draft_is_known_to_its_maker_only(client, session):
    lot = labelled_lot(status=LotStatus.DRAFT)

    client.get("traceability.by_code", code=lot.code, status=404)
    page = client.get("traceability.trace", gtin=GTIN, lot=lot.lot_no)

    assert verdict(page) == "unknown"


def test_an_unknown_lot_leads_to_its_product_which_says_so(client, session):
    lot = labelled_lot(lot_no="a1")

    page = client.get("traceability.trace", gtin=GTIN, lot="A1")

    assert verdict(page) == "unknown"
    assert "Lô A1" in page.select_one(".note").text
    assert page.select_one("h1").text == lot.product.name_vi


@pytest.mark.parametrize("gtin", [GTIN, GTIN[1:]])
def test_a_product_alone_is_recorded_and_asks_for_the_lot(client, session, gtin):
    make_variant(gtin=GTIN)

    page = client.get("traceability.trace", gtin=gtin)

    assert verdict(page) == "in_order"
    assert page.select_one("form input[name=code]")


def test_an_item_number_says_nothing_but_a_recall_of_its_lot_still_shows(client, session):
    lot = labelled_lot(status=LotStatus.RECALLED)

    page = client.get("traceability.trace", gtin=GTIN, lot=lot.lot_no, serial="S1")

    assert verdict(page) == "unknown"
    notes = " ".join(note.text for note in page.select(".note"))
    assert "số S1" in notes and "thu hồi" in notes
    assert not page.select("a.btn")


def test_a_lot_number_may_hold_a_slash(client, session):
    lot = labelled_lot(lot_no="A/1")

    page = client.open(f"/trace/{GTIN}/A%2F1")

    assert verdict(page) == "in_order"
    assert lot.lot_no in page.text


def test_places_that_have_the_product_today_are_named(client, session):
    lot = labelled_lot()
    point = make_sales_point(name="Siêu thị Hoàng Cầu")
    make_sales_point(name="Nơi khác")
    producer, pack = lot.product.producer, lot.product.variants[0]
    services.receive(services.point_location(producer, point), pack, lot, 3, actor=None)

    page = shown(client, lot)

    assert "Siêu thị Hoàng Cầu" in page.text and "Nơi khác" not in page.text


def test_what_is_made_up_says_so(client, session):
    assert shown(client, make_lot(origin=Origin.DEMO)).select(".demo")
    assert not shown(client, make_lot()).select(".demo")


def test_what_the_law_asks_for_and_is_missing_is_named(client, session):
    page = shown(client, make_lot(product=make_product(producer=None)))

    assert "tên chủ thể" in page.select_one(".note").text


def test_a_long_story_takes_no_more_statements(client, session, count_statements):
    lot = labelled_lot()
    make_event(lot=lot)
    with count_statements() as one:
        shown(client, lot)
    for number in range(6):
        make_event(lot=lot, lat=21 + number / 10)
        make_variant(product=lot.product)
        make_certificate(product=lot.product)

    with count_statements() as many:
        shown(client, lot)

    assert len(many) == len(one) <= 8


def test_a_journey_through_the_country_shows_its_archipelagos(client, session):
    lot = make_lot()
    for kind, lat, lng in (
        (TraceEventKind.PACK, 9.18, 105.15),
        (TraceEventKind.SHIP, 21.03, 105.85),
    ):
        make_event(lot=lot, kind=kind, lat=lat, lng=lng, place_vi=f"Nơi {kind}, tỉnh")

    words = shown(client, lot).select_one(".m svg").text

    assert "Hoàng Sa" in words and "Trường Sa" in words
    assert "Nơi pack" in words and "Nơi ship" in words


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("{code}", "/t/{code}"),
        (" {spaced} ", "/t/{code}"),
        ("http://localhost/t/{code}?x=1", "/t/{code}"),
        (GTIN[1:], f"/trace/{GTIN}"),
        (f"(01){GTIN}(10)A/1", f"/trace/{GTIN}/A%2F1"),
        (f"https://id.example.vn/01/{GTIN}/10/A%2F1", f"/trace/{GTIN}/A%2F1"),
    ],
)
def test_whatever_was_read_off_a_pack_leads_to_its_page(client, session, typed, leads):
    lot = labelled_lot(lot_no="A/1")
    names = {"code": lot.code, "spaced": f"{lot.code[:5]} {lot.code[5:]}".upper()}

    page = client.get("traceability.lookup", code=typed.format(**names), status=303)

    assert page.location == leads.format(**names)


@pytest.mark.parametrize("path", ["/trace%2F{gtin}", "/trace%2F{gtin}%2FA", "/trace/%2F", "/t%2Fx"])
def test_an_address_with_misplaced_slashes_is_answered(client, session, path):
    labelled_lot(lot_no="A")

    answer = client.http.get(path.format(gtin=GTIN))

    assert answer.status_code in (200, 404)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_code_that_leads_nowhere_is_kept_in_the_form(client, session, lang):
    page = client.get("traceability.lookup", code="<i>abc", status=404, lang=lang)

    assert page.select_one("main input#code")["value"] == "<i>abc"
    assert page.select_one("main .band")
    assert not client.get("traceability.lookup", lang=lang).select("main .band")
    client.get("traceability.lookup", code="http://[", status=404)


def read_png(content):
    return zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))[0].text


def read_svg(text):
    """Draw the one dark path of a QR code, and read it."""
    side = int(re.search(r'viewBox="0 0 (\d+)', text)[1])
    picture = Image.new("L", (side * 8, side * 8), 255)
    draw = ImageDraw.Draw(picture)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", text)
    for x, y, width in (map(int, run) for run in runs):
        draw.rectangle((x * 8, y * 8, (x + width) * 8 - 1, y * 8 + 7), fill=0)
    assert min(int(run[0]) for run in runs) == 4  # the quiet zone
    return zxingcpp.read_barcodes(picture)[0].text


@pytest.mark.parametrize(
    ("gtin", "holds"),
    [
        (GTIN, f"http://localhost/01/{GTIN}/10/TS%2F01"),
        ("02012345678903", "http://localhost/t/{code}"),
        (None, "http://localhost/t/{code}"),
    ],
)
def test_a_label_leads_to_its_lot(client, session, gtin, holds):
    lot = make_lot(product=make_variant(gtin=gtin).product, lot_no="TS/01")
    expected = holds.format(code=lot.code)

    svg = client.http.get(client.url("traceability.qr_svg", code=lot.code))
    png = client.http.get(client.url("traceability.qr_png", code=lot.code))

    assert svg.mimetype == "image/svg+xml" and read_svg(svg.text) == expected
    assert png.mimetype == "image/png" and read_png(png.data) == expected
    page = client.http.get(expected.removeprefix("http://localhost"), follow_redirects=True)
    assert 'data-verdict="in_order"' in page.text


def test_a_label_is_for_one_of_the_product_s_packs(client, session):
    first = make_variant(gtin=GTIN)
    second = make_variant(gtin="09521234543220", product=first.product, position=1)
    lot = make_lot(product=first.product, lot_no="A")

    png = client.http.get(client.url("traceability.qr_png", code=lot.code, gtin=second.gtin))

    assert read_png(png.data) == "http://localhost/01/09521234543220/10/A"
    client.get("traceability.qr_png", code=lot.code, gtin="09521234543237", status=404)


def test_no_label_for_a_lot_whose_page_is_incomplete_or_void(client, session):
    for lot in (
        make_lot(product=make_product(producer=None)),
        make_lot(status=LotStatus.VOID),
    ):
        client.get("traceability.qr_svg", code=lot.code, status=404)
    client.get("traceability.qr_png", code="zzzz", status=404)


def test_a_commune_gives_the_map_its_place(client, session):
    lot = make_lot()
    commune = make_commune("00070", "Phường Hoàn Kiếm", lat=21.02, lng=105.85)
    make_event(lot=lot, lat=commune.lat, lng=commune.lng, place_vi="<Hoàn Kiếm>, Hà Nội")

    page = shown(client, lot)

    assert page.select_one(".m text").text == "<Hoàn Kiếm>"
