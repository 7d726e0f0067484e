"""Every kind of page, looked at by everyone whom it is for: nothing shuts anybody out."""

import pytest
from playwright.sync_api import expect

LOTUS_TEA = "/products/tra-sen-hien-xiem"
PUBLIC = (
    "/",
    "/products",
    "/policies/ranking",
    "/products?q=khongcogi",
    LOTUS_TEA,
    "/products/che-sen-quang-an",
    "/products/du-lich-van-hoa-dan-toc-tay-ban-lang-thai-ha",
    "/producers",
    "/producers/hien-xiem",
    "/villages",
    "/cart",
    "/checkout",
    "/sales-points",
    "/trade-weeks",
    "/t",
    "/t/khong-co-ma-nay",
    "/certificates",
    "/certificates?number=tra",
    "/certificates?number=377/QĐ-BNN-VPĐP",
    "/open-data",
    "/sources",
    "/sign-in",
    "/sign-up",
    "/api/v1/docs",
    "/khong-co-trang-nay",
)
WORKSPACE = (
    "/workspace/",
    "/workspace/orders",
    "/workspace/products",
    "/workspace/products/new",
    "/workspace/products/tra-sen-hien-xiem",
    "/workspace/products/tra-sen-hien-xiem/edit",
    "/workspace/products/tra-sen-hien-xiem/packs/new",
    "/workspace/requests",
    f"/workspace{LOTUS_TEA}/pictures",
    "/workspace/profile/pictures",
    "/workspace/lots",
    "/workspace/lots/new",
    "/workspace/stock",
    "/workspace/stock/in",
)
REGISTER = (
    "/office/certificates",
    "/office/certificates/duties",
    "/office/certificates/new?q=sen",
    "/office/certificates/new/tra-sen-hien-xiem",
    "/office/certificates/decisions",
    "/office/certificates/decisions/new",
)
# (who, pages), each looked at once on a phone in Vietnamese and once at a desk in English.
AUDIENCES = {
    "consumer": ("/account",),
    "producer": WORKSPACE,
    "officer": (
        "/office",
        "/office/products",
        "/office/products/che-man-uop-sen-hop-thiec-mau",
        "/office/products/tra-sen-hien-xiem",
    ),
}
LOOKS = {"phone": ("vi", True, "light"), "desk in the dark": ("en", False, "dark")}


@pytest.mark.parametrize("look", LOOKS)
def test_public_pages_shut_nobody_out(visit, accessible, look):
    lang, phone, scheme = LOOKS[look]
    page = visit(lang, phone=phone)
    page.emulate_media(color_scheme=scheme)
    for path in PUBLIC:
        page.goto(path)
        accessible(page)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("who", AUDIENCES)
def test_pages_of_work_shut_nobody_out(visit, sign_in, accessible, who, look):
    lang, phone, scheme = LOOKS[look]
    page = visit(lang, phone=phone)
    page.emulate_media(color_scheme=scheme)
    sign_in(page, who)
    for path in AUDIENCES[who]:
        answer = page.goto(path)
        assert answer.status == 200
        accessible(page)


def test_the_narrowest_telephone_scrolls_no_page_sideways(visit):
    page = visit(phone=True)
    page.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for path in PUBLIC:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(path)

    assert not wide


def test_a_guest_shops_without_a_script(visit):
    page = visit(script=False)
    page.goto("/")
    page.get_by_role("main").locator("[name=q]").fill("trà sen")
    page.get_by_role("main").locator("form[role=search] button").first.click()
    page.locator("[data-product='tra-sen-hien-xiem'] a").click()
    page.get_by_role("button", name="Thêm vào giỏ").click()
    page.locator("main a[href='/checkout']").first.click()
    page.locator("[name=name]").fill("Trần Văn Bình")
    page.locator("[name=phone]").fill("0987654321")
    page.locator("[name=commune]").fill("Ba Đình")
    page.locator("[name=street]").fill("5 Phan Đình Phùng")
    page.get_by_role("button", name="Đặt hàng").click()

    expect(page.locator("[data-order]")).to_have_count(1)


def test_a_keyboard_alone_reaches_the_cart(visit):
    page = visit()
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    until_focused(page, "main [name=q]")
    page.keyboard.type("trà sen hiền xiêm")
    page.keyboard.press("Enter")
    page.wait_for_url("**/products?**")
    until_focused(page, "[data-product='tra-sen-hien-xiem'] a")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LOTUS_TEA}")
    until_focused(page, "form[action$='/cart/lines'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cart**")

    assert page.locator("[data-total-vnd]").first.get_attribute("data-total-vnd") != "0"


def until_focused(page, selector, most=80):
    """Press Tab until this element has the focus, which must be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """selector => {
                const at = document.activeElement;
                if (!at || !at.matches(selector)) return null;
                // A card or a search field shows the focus of what lies in it.
                for (let box = at, up = 0; box && up < 3; box = box.parentElement, up += 1) {
                    for (const part of [null, "::after"]) {
                        const { outlineStyle, outlineWidth } = getComputedStyle(box, part);
                        if (outlineStyle !== "none" && parseFloat(outlineWidth)) return true;
                    }
                }
                return false;
            }""",
            selector,
        )
        if focus is not None:
            assert focus, f"{selector} does not show its focus"
            return
    raise AssertionError(f"{selector} is out of the keyboard's reach")
