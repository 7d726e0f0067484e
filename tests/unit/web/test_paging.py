import pytest

from shop.web.paging import Page, page_number, paged


@pytest.mark.parametrize(
    ("text", "number"),
    [(None, 1), ("", 1), ("3", 3), ("0", 1), ("-1", 1), ("²", 1), ("x", 1), ("1000000000", 1)],
)
def test_whatever_a_query_says_is_some_page(text, number):
    assert page_number(text) == number


def test_a_page_past_the_end_is_the_last_one():
    page = paged(list(range(50)), 99, 24)

    assert (page.number, list(page.items)) == (3, [48, 49])
    assert (page.first_item, page.last_item) == (49, 50)


def test_an_empty_list_has_one_empty_page():
    page = paged([], 5, 24)

    assert (page.number, page.last, page.first_item, page.last_item) == (1, 1, 0, 0)


def test_links_lead_to_the_ends_and_the_neighbours():
    assert Page([], 7, 24, 24 * 20).numbers == [1, None, 6, 7, 8, None, 20]
