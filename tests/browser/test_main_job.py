"""The main job, end to end, as the people of the shop do it: buyer, maker, officer."""

import re
from urllib.request import urlopen

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

WORDS = {
    "vi": {
        "add": "Thêm vào giỏ",
        "order": "Đặt hàng",
        "accept": "Nhận đơn",
        "pack": "Đóng gói xong",
        "ship": "Giao cho đơn vị vận chuyển",
        "shipped": "Đang giao",
        "follow_or_cancel": "Theo dõi hoặc hủy đơn",
        "cancel": "Hủy đơn",
        "cancelled": "Đã hủy",
    },
    "en": {
        "add": "Add to cart",
        "order": "Place the order",
        "accept": "Accept",
        "pack": "Packed",
        "ship": "Hand over to the carrier",
        "shipped": "On its way",
        "follow_or_cancel": "Follow or cancel this order",
        "cancel": "Yes, cancel it",
        "cancelled": "Cancelled",
    },
}
RECEIVER = {
    "name": "Nguyễn Thị Hoa",
    "phone": "0912 345 678",
    "commune": "Phường Ba Đình",
    "street": "12 Hàng Than",
}
LOTUS_TEA = "tra-sen-hien-xiem"  # of the maker whose sign-in the demonstration has


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_guest_buys_from_two_makers_and_one_of_them_ships(
    visit, sign_in, accessible, live_server, lang
):
    words = WORDS[lang]
    buyer = visit(lang, phone=True)
    find_lotus_tea(buyer, accessible)
    look_at_certificate(buyer, accessible)
    stock = put_into_cart(buyer, words)
    buyer.goto(f"/products/{a_product_of_others(buyer)}")
    put_into_cart(buyer, words)
    accessible(buyer)
    purchase_url = check_out(buyer, accessible, words)
    buyer.goto(f"/products/{LOTUS_TEA}")
    assert stock_of(buyer) == stock - 1

    maker = visit(lang, phone=True)
    sign_in(maker, "producer")
    accept_pack_and_ship(maker, accessible, words)

    buyer.goto(purchase_url)
    expect(buyer.locator("main")).to_contain_text(words["shipped"])
    accessible(buyer)
    trace = buyer.locator("main a[href*='/t/']").first.get_attribute("href")
    take_back_what_waits(buyer, accessible, words)
    code = trace.rsplit("/", 1)[1]
    follow_the_code(visit(lang, phone=True), accessible, scan(f"{live_server}/lots/{code}/qr"))


def find_lotus_tea(page, accessible):
    page.goto("/")
    accessible(page)
    page.get_by_role("main").locator("[name=q]").fill("che sen")
    page.get_by_role("main").locator("[name=q]").press("Enter")
    page.wait_for_url(re.compile(r"/products\?.*q=che"))
    accessible(page)
    found = page.locator("[data-product]").count()

    page.locator("a[href='#filters']").click()
    page.locator("[data-facet='stars:4']").click()
    accessible(page)
    page.locator("#filters .apply button").click()
    page.wait_for_url(re.compile("stars=4"))
    assert 1 <= page.locator("[data-product]").count() < found
    stars = page.locator("[data-product] [data-stars]")
    assert {badge.get_attribute("data-stars") for badge in stars.all()} == {"4"}

    page.locator(f"[data-product='{LOTUS_TEA}'] a").click()
    page.wait_for_url(re.compile(f"/products/{LOTUS_TEA}"))
    accessible(page)
    assert page.locator("main a[href^='/producers/']").count()


def look_at_certificate(page, accessible):
    page.locator("main a[data-stars='4']").first.click()
    page.wait_for_url(re.compile("/certificates/"))
    accessible(page)
    page.go_back()


def stock_of(page):
    return int(page.locator("[data-variant]").first.get_attribute("data-stock"))


def put_into_cart(page, words):
    stock = stock_of(page)
    page.get_by_role("button", name=words["add"]).click()
    page.wait_for_url(re.compile("/cart"))
    return stock


def a_product_of_others(page):
    page.goto("/products?in_stock=1&group=handicraft&stars=5")
    return page.locator("[data-product]").first.get_attribute("data-product")


def check_out(page, accessible, words):
    page.locator("main a[href='/checkout']").first.click()
    for name, value in RECEIVER.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=province]").select_option("01")
    page.locator("[name=payment][value=cod]").check()
    accessible(page)
    page.get_by_role("button", name=words["order"]).click()
    page.wait_for_url(re.compile("/purchases/"))
    accessible(page)
    assert page.locator("[data-order]").count() == 2
    return page.url


def accept_pack_and_ship(page, accessible, words):
    """Take the order that waits for the demonstration's maker from notice to carrier."""
    page.goto("/workspace/")
    accessible(page)
    page.locator("article", has_text=RECEIVER["name"]).locator("h3 a").first.click()
    page.wait_for_url(re.compile("/workspace/orders/."))
    accessible(page)
    order = page.locator("main")
    assert RECEIVER["name"] in order.inner_text()
    page.get_by_role("button", name=words["accept"], exact=True).click()
    page.get_by_role("button", name=words["pack"], exact=True).click()
    page.locator("[name=carrier]").fill("Bưu điện")
    accessible(page)
    page.get_by_role("button", name=words["ship"]).click()
    expect(order).to_contain_text(words["shipped"])


def take_back_what_waits(page, accessible, words):
    """Cancel the order that its maker has not accepted yet."""
    page.get_by_role("link", name=words["follow_or_cancel"]).click()
    page.wait_for_url(re.compile("/orders/"))
    page.locator("details.cancel summary").click()
    accessible(page)
    page.get_by_role("button", name=words["cancel"], exact=True).click()
    expect(page.locator("main")).to_contain_text(words["cancelled"])
    accessible(page)


def scan(picture_url):
    """Read a printed code as a telephone would; both pictures of it say the same."""
    with urlopen(f"{picture_url}.png") as answer:
        [found] = zxingcpp.read_barcodes(Image.open(answer))
    return found.text


def follow_the_code(page, accessible, url):
    page.goto(url)
    accessible(page)
    verdict = page.locator("[data-verdict]").get_attribute("data-verdict")
    assert verdict in ("in_order", "expiring")
    assert page.locator("[data-stars='4']").count() == 1
    assert page.locator(f"main a[href='/products/{LOTUS_TEA}']").count()


def test_an_officer_reads_the_figures_of_the_programme(visit, sign_in, accessible):
    officer = visit()
    sign_in(officer, "officer")

    officer.wait_for_url(re.compile("/office"))
    accessible(officer)
    assert officer.locator("main table").count() >= 10


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_places_and_booths_are_the_same_on_picture_and_list(visit, accessible, lang):
    page = visit(lang)
    page.goto("/sales-points")
    page.locator(".leaflet-marker-icon").first.wait_for()
    accessible(page)
    assert page.locator("[data-point]").count() > 50

    page.goto("/trade-weeks")
    accessible(page)
    page.locator("main a[href^='/trade-weeks/']").first.click()
    accessible(page)
    plan = page.locator("#plan [data-booth]").evaluate_all("all => all.map(b => b.dataset.booth)")
    listed = page.locator("li[data-booth]").evaluate_all("all => all.map(b => b.dataset.booth)")
    assert len(plan) >= 100
    assert sorted(plan) == sorted(listed)
