from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from shop.database import transaction
from shop.search.present import present_shelf
from shop.search.rules import ORDERS, Filters, ListedProduct, Sort
from shop.search.selection import choose
from shop.search.shelf import Shelf
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock

DAY = datetime(2026, 11, 1, tzinfo=UTC)
CHANCE = Random(7)
CUTS = [
    Filters(),
    Filters(stars=frozenset({4, 5})),
    Filters(group=frozenset({"food"}), in_stock=True),
    Filters(producer=frozenset({"m1", "m2"}), price_min=50_000),
    Filters(price_min=30_000, price_max=150_000),
    Filters(point=frozenset({"cho-a"})),
]


def listed(key, **overrides):
    values = {
        "id": key,
        "slug": f"p{key}",
        "name": f"Trà {key}",
        "name_en": "",
        "group": CHANCE.choice(["food", "beverage"]),
        "criteria_set": CHANCE.choice([1, 12, 13]),
        "kind": "",
        "stars": CHANCE.choice([None, 3, 4, 5]),
        "producer_slug": f"m{key % 7}",
        "producer_name": "",
        "province": CHANCE.choice(["01", "33"]),
        "commune": None,
        "village": None,
        "place": "",
        "price_vnd": CHANCE.choice([None, *range(10_000, 200_000, 7_000)]),
        "stock": CHANCE.choice([0, 0, 5]),
        "created_at": DAY + timedelta(days=key % 50),
        "points": CHANCE.choice([(), ("cho-a",), ("cho-a", "cho-b")]),
    }
    return ListedProduct(**values | overrides)


def told(shelf):
    """Return everything that pages read from a shelf."""
    return [
        (list(cut.products), cut.products[3:9], cut.counts, cut.without)
        for filters in CUTS
        for sort in Sort
        for cut in [choose(shelf, Filters(**vars(filters) | {"sort": sort}))]
    ]


@pytest.mark.parametrize("changed", [1, 3, 60])
@pytest.mark.parametrize("size", [5, 1200])
def test_a_shelf_after_a_change_is_as_if_it_were_made_anew(size, changed):
    rows = {key: listed(key) for key in range(1, size + 1)}
    shelf = Shelf(rows.values(), version=1, day=DAY.date())
    for sort in Sort:
        shelf.ordered(shelf.everything, ORDERS[sort])
    ids = CHANCE.sample(sorted(rows), min(changed, size))
    after = {key: listed(key, group=rows[key].group) for key in ids}

    following = shelf.next(after.values(), ids, 2)

    assert told(following) == told(Shelf((rows | after).values(), version=2, day=DAY.date()))
    assert told(shelf) == told(Shelf(rows.values(), version=1, day=DAY.date()))


def test_products_that_come_go_or_change_their_maker_change_the_whole_shelf():
    rows = {key: listed(key) for key in range(1, 30)}
    shelf = Shelf(rows.values(), version=1, day=DAY.date())
    new, moved = listed(40), listed(5, producer_slug="m99")

    following = shelf.next([new, moved], {40, 5, 7}, 2)

    rows = {key: row for key, row in (rows | {40: new, 5: moved}).items() if key != 7}
    assert told(following) == told(Shelf(rows.values(), version=2, day=DAY.date()))


def test_an_empty_shelf_can_be_asked(session):
    shelf = Shelf([], version=1, day=DAY.date())

    assert [list(choose(shelf, filters).products) for filters in CUTS] == [[]] * len(CUTS)


def test_after_a_change_of_one_product_only_that_one_is_read(session, count_statements):
    packs = [make_variant() for _ in range(3)]
    for pack in packs:
        make_stock(pack, 5)
    before = present_shelf()
    with transaction():
        packs[0].price_vnd = 77_000

    with count_statements() as statements:
        after = present_shelf()

    assert after[packs[0].product_id].price_vnd == 77_000
    assert after[packs[1].product_id] is before[packs[1].product_id]
    assert len(statements) <= 10
    with count_statements() as unchanged:
        assert present_shelf() is after
    assert len(unchanged) == 1


def test_what_is_not_committed_is_seen_and_not_kept(session):
    pack = make_variant(price_vnd=50_000)
    with pytest.raises(ValueError), transaction() as inside:
        pack.price_vnd = 60_000
        inside.flush()
        assert present_shelf()[pack.product_id].price_vnd == 60_000
        raise ValueError

    assert present_shelf()[pack.product_id].price_vnd == 50_000


def test_cards_of_a_changed_product_go_and_others_stay(session):
    one, other = make_variant(), make_variant()
    shelf = present_shelf()
    shelf.cards.update({("vi", one.product_id): "one", ("vi", other.product_id): "other"})

    with transaction():
        one.price_vnd += 1

    assert present_shelf().cards == {("vi", other.product_id): "other"}


def test_a_reader_of_an_older_version_shares_nothing(session):
    shelf = present_shelf()
    shelf.cards["vi", 1] = "card"

    apart = shelf.apart()

    assert (apart.cards, apart.kept("x", list)) == ({}, [])
    assert apart.kept("x", list) is not shelf.kept("x", list)
