"""Sheets of labels: true sizes, codes that can be read, stars only while they hold."""

from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from shop.lib import clock
from shop.lib.codes import grouped
from shop.traceability import labels
from shop.traceability.models import LotStatus
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.traceability import make_lot

GTIN = "09521234543213"


@pytest.fixture
def lot(pack):
    return make_lot(
        product=pack.product, lot_no="TS-01", made_on=clock.today() - timedelta(days=12)
    )


def sheet_of(desk, lot, **options):
    return desk.get("workspace.lot_labels", code=lot.code, **options)


def read(page):
    """Read the drawing that all labels of a page show, as a telephone would."""
    symbol = page.select_one("symbol#qr")
    side = int(symbol["viewbox"].split()[2])
    picture = Image.new("L", (side * 8, side * 8), 255)
    draw = ImageDraw.Draw(picture)
    for run in symbol.select("path")[1]["d"].split("M")[1:]:
        x, rest = run.split(" ", 1)
        y, rest = rest.split("h", 1)
        box = [int(x) * 8, int(y) * 8, (int(x) + int(rest.split("v")[0])) * 8 - 1, int(y) * 8 + 7]
        draw.rectangle(box, fill=0)
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_label_says_product_lot_days_and_code_in_vietnamese(desk, lot, lang):
    page = sheet_of(desk, lot, lang=lang)

    label = page.select_one(".sticker").text
    for said in (lot.product.name_vi, "Hộp 100 g", "Lô: TS-01", "Hạn dùng: ", grouped(lot.code)):
        assert said in label
    assert read(page) == f"http://localhost/t/{lot.code}"


@pytest.mark.parametrize("sheet", labels.SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_is_full_and_its_codes_have_their_size(desk, lot, sheet):
    page = sheet_of(desk, lot, sheet=sheet.name)

    stickers = page.select(f".sheet.{sheet.name} .sticker")
    assert len(stickers) == sheet.columns * sheet.rows
    url = f"http://localhost/t/{lot.code}"
    width = float(stickers[0].select_one("svg")["width"].removesuffix("mm"))
    target = labels.side_mm(url, labels.TARGET_MODULE_MM)
    assert width == pytest.approx(min(target, sheet.room_mm), abs=0.01)


@pytest.mark.parametrize(("lot_no", "is_too_small"), [("A", False), ("A" * 20, True)])
def test_a_label_smaller_than_its_code_is_warned_of(desk, pack, lot_no, is_too_small):
    pack.gtin = GTIN
    lot = make_lot(product=pack.product, lot_no=lot_no)
    url = f"http://localhost/01/{GTIN}/10/{lot_no}"
    smallest = labels.SHEETS[-1]
    assert (smallest.room_mm < labels.side_mm(url)) == is_too_small

    page = sheet_of(desk, lot, sheet=smallest.name)

    assert ("Tem này quá nhỏ so với mã" in page.text) == is_too_small
    assert "Tem này quá nhỏ" not in sheet_of(desk, lot).text


def test_a_label_is_for_one_pack(desk, session, lot, pack):
    other = make_variant(product=pack.product, gtin=GTIN, name_vi="Hộp quà 200 g", position=1)

    page = sheet_of(desk, lot, pack=other.id)

    assert "Hộp quà 200 g" in page.select_one(".sticker").text
    assert read(page) == f"http://localhost/01/{GTIN}/10/TS-01"


@pytest.mark.parametrize(("days_ago", "has_star"), [(30, True), (1200, False), (None, False)])
def test_a_star_is_printed_only_while_a_certificate_holds(desk, lot, days_ago, has_star):
    if days_ago is not None:
        issued_on = clock.today() - timedelta(days=days_ago)
        make_certificate(product=lot.product, stars=4, issued_on=issued_on)

    page = sheet_of(desk, lot)

    stars = {mark["data-stars"] for mark in page.select(".sticker [data-stars]")}
    assert stars == ({"4"} if has_star else set())
    assert ("không in sao" in page.text) != has_star


def test_a_draft_may_be_labelled_with_a_warning(desk, pack):
    draft = make_lot(product=pack.product, status=LotStatus.DRAFT)

    page = sheet_of(desk, draft)

    assert page.select(".sticker") and "bản nháp" in page.select_one(".band.warn").text


@pytest.mark.parametrize(
    "changes",
    [
        {"status": LotStatus.VOID},
        {"status": LotStatus.RECALLED},
        {"status": LotStatus.EXPIRED},
        {"expires_on": clock.today() - timedelta(days=1)},
    ],
)
def test_a_lot_that_is_not_to_be_sold_gets_no_labels(desk, pack, changes):
    page = sheet_of(desk, make_lot(product=pack.product, **changes))

    assert not page.select(".sticker") and page.select(".band.bad")


def test_a_product_without_packs_gets_the_lots_own_code(desk, producer):
    lot = make_lot(product=make_product(producer=producer))

    assert read(sheet_of(desk, lot)) == f"http://localhost/t/{lot.code}"


@pytest.mark.parametrize("query", [{"sheet": "a3"}, {"pack": "x"}, {"pack": "999999"}])
def test_a_choice_that_is_none_gives_the_usual_sheet(desk, lot, query):
    assert sheet_of(desk, lot, **query).select(".sheet.a4-24 .sticker")
