from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from shop.search.rules import (
    Answer,
    Closeness,
    Filters,
    ListedProduct,
    Sort,
    closeness,
    in_order,
    matches_words,
)
from shop.search.selection import choose
from shop.search.shelf import Shelf
from shop.search.words import query_words, read_query

DAY = datetime(2026, 11, 1, tzinfo=UTC)


def listed(key, **overrides):
    values = {
        "id": key,
        "slug": f"p{key}",
        "name": f"Trà {key}",
        "name_en": "",
        "group": "food",
        "criteria_set": 12,
        "kind": "Sản phẩm trà từ thực vật khác Tea products",
        "stars": 4,
        "producer_slug": f"m{key}",
        "producer_name": "Hảo Đạt",
        "province": "01",
        "commune": "00004",
        "village": None,
        "place": "Phường Ba Đình Hà Nội",
        "price_vnd": 100_000,
        "stock": 5,
        "created_at": DAY + timedelta(days=key),
    }
    return ListedProduct(**values | overrides)


def cut(products, filters, **found):
    return choose(Shelf(products, version=1, day=DAY.date()), filters, **found)


def ids(products):
    return [product.id for product in products]


def test_values_of_one_name_are_or_and_names_are_and():
    products = [
        listed(1, stars=5),
        listed(2, stars=4),
        listed(3, stars=3),
        listed(4, stars=5, group="beverage"),
    ]

    kept = cut(products, Filters(stars=frozenset({4, 5}), group=frozenset({"food"}))).products

    assert ids(kept) == [1, 2]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"price_min": 100_000}, [1, 2]),
        ({"price_min": 100_001}, [2]),
        ({"price_max": 100_000}, [1]),
        ({"price_min": 100_000, "price_max": 200_000}, [1, 2]),
        ({"in_stock": True}, [1, 3]),
        ({"village": frozenset({"bat-trang"})}, [3]),
        ({"producer": frozenset({"m2", "m9"})}, [2]),
    ],
)
def test_each_filter_cuts(filters, left):
    products = [
        listed(1, price_vnd=100_000),
        listed(2, price_vnd=200_000, stock=0),
        listed(3, price_vnd=None, village="bat-trang"),
    ]

    assert ids(cut(products, Filters(**filters)).products) == left


def test_a_count_is_what_choosing_that_alone_would_show():
    products = [listed(1, stars=5), listed(2, stars=4), listed(3, stars=4, group="beverage")]
    chosen = Filters(stars=frozenset({5}), group=frozenset({"food"}))

    counts = cut(products, chosen).counts

    assert counts["stars"] == Counter({5: 1, 4: 1})  # within food
    assert counts["group"] == Counter({"food": 1})  # within five stars
    for stars, count in counts["stars"].items():
        other = Filters(stars=frozenset({stars}), group=chosen.group)
        assert len(cut(products, other).products) == count


def test_the_filter_that_alone_stands_in_the_way_is_named():
    products = [listed(1, stars=3), listed(2, stars=3), listed(3, stars=3, stock=0)]

    selection = cut(products, Filters(stars=frozenset({5}), in_stock=True), found={1})

    assert list(selection.products) == []
    assert selection.without == Counter({"stars": 1})


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("Trà sen", "trà sen", Closeness.SAME_NAME),
        ("Tra sen", "tra sen", Closeness.SAME_NAME),
        ("Trà sen", "tra sen", Closeness.SAME_NAME_IN_OTHER_MARKS),
        ("Trà sen Hiền Xiêm", "trà sen", Closeness.PHRASE),
        ("Trà sen Hiền Xiêm", "tra sen", Closeness.PHRASE_IN_OTHER_MARKS),
        ("Trà sen Hiền Xiêm", "che sen", Closeness.PHRASE_BY_OTHER_NAME),
        ("Trà hoa sen", "trà sen", Closeness.WORDS_IN_NAME),
        ("Trà hoa sen", "tra sen", Closeness.WORDS_IN_NAME_IN_OTHER_MARKS),
        ("Lạc rang", "đậu phộng", Closeness.PHRASE_BY_OTHER_NAME),
        ("Lạc rang", "hảo đạt lạc", Closeness.WORDS_ANYWHERE),
    ],
)
def test_closeness_goes_from_the_name_itself_to_words_anywhere(name, words, expected):
    assert closeness(listed(1, name=name), read_query(words), Answer()) is expected


def test_what_a_place_or_a_story_answers_comes_after_every_name():
    answer = Answer(by_name=frozenset({1}), by_place=frozenset({2}), by_story=frozenset({3}))
    products = [listed(3, stars=5), listed(2, stars=5), listed(1, name="Bánh", stars=None)]

    ordered = in_order(products, Sort.RELEVANCE, query=read_query("trà"), answer=answer)

    assert ids(ordered) == [1, 2, 3]


@pytest.mark.parametrize("typed", ["chè", "che"])
def test_marks_as_typed_come_before_other_marks(typed):
    products = [listed(1, name="Chế sen"), listed(2, name="Che sen"), listed(3, name="Chè sen")]

    first = in_order(products, Sort.RELEVANCE, query=read_query(typed))[0]

    assert first.name.split()[0].lower() == typed


@pytest.mark.parametrize(
    ("overrides", "expected"),
    [
        ({"name": "Buổi sáng"}, Closeness.NAME_IN_UNASKED_MARKS),
        ({"name": "Cam", "name_en": "Buoi"}, Closeness.NAME_IN_UNASKED_MARKS),
        ({"name": "Cam", "producer_name": "Buổi Mai"}, Closeness.ANYWHERE_IN_UNASKED_MARKS),
    ],
)
def test_other_marks_than_typed_are_below_all_else(overrides, expected):
    answer = Answer(by_story=frozenset({2}), in_other_marks=frozenset({1}))
    products = [listed(1, **overrides, stars=5), listed(2, name="Xà phòng", stars=None)]

    query = read_query("bưởi")

    assert closeness(products[0], query, answer) is expected
    ordered = in_order(products, Sort.RELEVANCE, query=query, answer=answer)
    assert ids(ordered) == [2, 1]


def test_words_order_by_closeness_then_stars_then_stock():
    products = [
        listed(1, name="Trà hoa sen", stars=5),
        listed(2, name="Trà sen một", stars=None, stock=0),
        listed(3, name="Trà sen hai", stars=4, stock=0),
        listed(4, name="Trà sen ba", stars=4),
        listed(5, name="Trà sen", stars=None),
    ]

    assert ids(in_order(products, Sort.RELEVANCE, query=read_query("trà sen"))) == [5, 4, 3, 2, 1]


def test_without_words_stock_then_stars_then_makers_take_turns():
    products = [
        listed(1, stars=5, producer_slug="a"),
        listed(2, stars=5, producer_slug="a"),
        listed(3, stars=5, producer_slug="b"),
        listed(4, stars=4),
        listed(5, stars=5, stock=0),
    ]

    assert ids(in_order(products, Sort.RELEVANCE)) == [1, 3, 2, 4, 5]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, [3, 2, 1]),
        (Sort.PRICE, [2, 1, 3]),
        (Sort.PRICE_DOWN, [1, 2, 3]),
        (Sort.STARS, [2, 1, 3]),
    ],
)
def test_each_order_puts_what_has_no_value_last(sort, order):
    products = [
        listed(1, price_vnd=200, stars=4),
        listed(2, price_vnd=100, stars=5),
        listed(3, price_vnd=None, stars=None),
    ]

    assert ids(in_order(products, sort)) == order


def test_a_product_is_found_by_name_maker_place_and_kind():
    product = listed(1, name="Lạc rang", name_en="Roasted peanuts")

    for words in ("lac rang", "hao dat", "ba đình", "thực vật", "tea", "peanuts", "rang ha noi"):
        assert matches_words(product, query_words(words)), words
    assert not matches_words(product, query_words("lạc rang huế"))
