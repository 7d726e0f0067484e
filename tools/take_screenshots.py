"""`make screenshots`: the pages that README shows, taken from the really running shop."""

import io
import re
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from shop.serve import PASSWORD
from tests.live import CHROMIUM, CHROMIUM_FLAGS, running

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screenshots"
# Width and height in CSS pixels; a phone's page is shown two screens long.
SIZES = {360: 1400, 1280: 900}
COLOURS = 128  # enough for flat pictures, and a quarter of the bytes
LOTUS_TEA = "/products/tra-sen-hien-xiem"


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="shop-screens-") as folder,
        running(Path(folder), DATABASE_URL="") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        for width, height in SIZES.items():
            take_all(browser, address, width, height)
        browser.close()
    return 0


def take_all(browser: Browser, address: str, width: int, height: int) -> None:
    visitor = new_page(browser, address, width, height)
    fill_cart(visitor)
    for name, path in public_pages(visitor).items():
        take(visitor, name, path, width)
    for name, who, path in (
        ("workspace", "producer", "/workspace/"),
        ("office", "officer", "/office"),
    ):
        page = new_page(browser, address, width, height)
        sign_in(page, who)
        take(page, name, path, width)


def new_page(browser: Browser, address: str, width: int, height: int) -> Page:
    context = browser.new_context(
        base_url=address, locale="vi-VN", viewport={"width": width, "height": height}
    )
    return context.new_page()


def fill_cart(page: Page) -> None:
    for path in (LOTUS_TEA, another_product(page)):
        page.goto(path)
        page.locator("form[action$='/cart/lines'] button").first.click()
        page.wait_for_url(re.compile("/cart"))


def another_product(page: Page) -> str:
    page.goto("/products?stars=5&in_stock=1")
    return f"/products/{page.locator('[data-product]').first.get_attribute('data-product')}"


def public_pages(page: Page) -> dict[str, str]:
    page.goto(LOTUS_TEA)
    trace = page.locator("main a[href^='/t/']").first.get_attribute("href")
    page.goto("/trade-weeks")
    week = page.locator("main a[href^='/trade-weeks/']").first.get_attribute("href")
    return {
        "home": "/",
        "list": "/products?q=tr%C3%A0",
        "product": LOTUS_TEA,
        "cart": "/cart",
        "points": "/sales-points",
        "hall-plan": f"{week}?q=tr%C3%A0",
        "trace": str(trace),
    }


def take(page: Page, name: str, path: str, width: int) -> None:
    page.goto(path, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    target = FOLDER / f"{name}-{width}.png"
    picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)
    print(target.relative_to(ROOT))


def sign_in(page: Page, who: str) -> None:
    page.goto("/sign-in")
    page.locator("[name=email]").fill(f"{who}@demo.test")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
