"""The page about the ranking says what the code does."""

import hashlib

import pytest
from flask_babel import force_locale

from shop.search.labels import CLOSENESS, STEPS
from shop.search.rules import ORDERS, RANKED_SINCE, SEARCH_ORDER, By, Closeness
from shop.web.filters import day
from tests.factories.catalog import make_product

# Another ranking needs another date: whoever changes the orders sets both anew.
RANKING = "d0e4"
SINCE = "2026-11-25"


def steps(page, heading):
    return [each.text for each in page.select_one(f"#{heading}").find_next("ol").select("li")]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_tells_each_step_in_its_order(client, session, app, lang):
    page = client.get("search.ranking", lang=lang)

    with app.test_request_context(), force_locale(lang):
        assert steps(page, "search") == [str(STEPS[step]) for step in SEARCH_ORDER]
        levels = [each.text for each in page.select("[data-closeness]")]
        assert levels == [str(CLOSENESS[level]) for level in sorted(Closeness)]
        told = [each.text for each in page.select("dl.facts dd")]
        for text, order in zip(told, ORDERS.values(), strict=True):
            at = [text.index(str(STEPS[step])) for step in order]
            assert at == sorted(at)
        assert day(RANKED_SINCE) in page.text


def test_every_step_and_level_has_its_words():
    assert STEPS.keys() == set(By)
    assert list(CLOSENESS) == sorted(Closeness)


def test_another_order_comes_with_another_date():
    orders = [SEARCH_ORDER, *ORDERS.items(), *Closeness.__members__]
    digest = hashlib.sha256(repr(orders).encode()).hexdigest()

    assert (digest[: len(RANKING)], RANKED_SINCE.isoformat()) == (RANKING, SINCE)


def test_the_list_leads_to_the_page(client, session):
    make_product()

    assert client.get("search.products").select_one("a[href='/policies/ranking']")
