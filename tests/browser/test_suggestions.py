"""Suggestions under the search box: by keyboard, by hand, and without them."""

import pytest


@pytest.fixture
def box(visit):
    def open_home(**options):
        page = visit(**options)
        page.goto("/")
        return page.locator("main input[name=q]")

    return open_home


@pytest.mark.parametrize("phone", [False, True])
def test_a_suggestion_is_chosen_by_keyboard(box, accessible, phone):
    search = box(phone=phone)
    search.press_sequentially("hien xi")
    search.page.get_by_role("option").first.wait_for()

    search.press("ArrowDown")
    chosen = search.page.locator(f"#{search.get_attribute('aria-activedescendant')}")

    assert search.get_attribute("aria-expanded") == "true"
    assert chosen.get_attribute("aria-selected") == "true"
    assert "Trà sen Hiền Xiêm" in chosen.inner_text()
    accessible(search.page)
    search.press("Enter")
    search.page.wait_for_url("**/products/tra-sen-hien-xiem")


def test_escape_closes_and_enter_searches_for_what_was_typed(box):
    search = box()
    search.press_sequentially("che sen")
    search.page.get_by_role("listbox").wait_for()

    search.press("Escape")
    assert search.page.get_by_role("listbox").count() == 0
    assert search.input_value() == "che sen"

    search.press("Enter")
    search.page.wait_for_url("**/products?q=che+sen")
    assert search.page.locator("[data-product]").count() >= 2


def test_a_suggestion_is_chosen_by_hand(box):
    search = box(phone=True)
    search.press_sequentially("hien xi")

    search.page.get_by_role("option", name="Trà sen Hiền Xiêm").first.tap()

    search.page.wait_for_url("**/products/tra-sen-hien-xiem")


def test_without_a_script_the_box_searches_all_the_same(box):
    search = box(script=False)
    search.fill("che sen")

    search.press("Enter")

    search.page.wait_for_url("**/products?q=che+sen")
