"""A really running shop, and a real browser that walks it."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from shop.serve import PASSWORD
from tests.live import CHROMIUM, CHROMIUM_FLAGS, running

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory, live_database_url: str) -> Iterator[str]:
    """The address of the running shop, with facts and demonstration data."""
    instance = tmp_path_factory.mktemp("live")
    with running(instance, DATABASE_URL=live_database_url) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, live_server: str) -> Iterator[Callable[..., Page]]:
    """Open the shop as a new visitor: visit(lang="vi", phone=False, script=True)."""
    contexts, errors = [], []

    def open_shop(lang: str = "vi", *, phone: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server,
            locale={"vi": "vi-VN", "en": "en-GB"}[lang],
            viewport=PHONE if phone else DESK,
            has_touch=phone,
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
        page.on(
            "console",
            # What the policy blocks and what a script finds wrong is an error in the console.
            lambda message: (
                message.type == "error"
                and "status of 4" not in message.text
                and errors.append(f"{page.url}: {message.text}")
            ),
        )
        return page

    yield open_shop
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Sign a demonstration person in: sign_in(page, "producer")."""

    def sign_in(page: Page, who: str) -> None:
        page.goto("/sign-in")
        page.locator("[name=email]").fill(f"{who}@demo.test")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form [type=submit], main form button").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    return sign_in


@pytest.fixture(scope="session")
def accessible() -> Callable[[Page], None]:
    """Check a page as it stands: axe finds nothing, nothing overflows, one h1."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        assert not found.violations_count, f"{page.url}\n{found.generate_report()}"
        assert page.locator("h1").count() == 1
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"{page.url} scrolls sideways"

    return check
