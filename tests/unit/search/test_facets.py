"""Every number beside a choice is the length of the list that the choice alone would give."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shop.search.choices import facets, price_bands
from shop.search.filters import address
from shop.search.prices import PRICE_BANDS
from shop.search.rules import Filters, ListedProduct
from shop.search.selection import choose
from shop.search.shelf import Shelf

DAY = datetime(2026, 11, 1, tzinfo=UTC)
STARS, GROUPS, SETS = (3, 4, 5), ("food", "beverage"), (1, 12)
PROVINCES, COMMUNES = ("01", "33"), ("00004", "00008")
MAKERS, VILLAGES = ("hao-dat", "hien-xiem", "lang-ta"), ("bat-trang", "van-phuc")
POINTS = ("cho-a", "cho-b")
VALUES = {
    "set": SETS,
    "province": PROVINCES,
    "commune": COMMUNES,
    "producer": MAKERS,
    "village": VILLAGES,
    "point": POINTS,
}
AMOUNTS = (None, 49_999, 50_000, 100_000, 150_000, 500_000, 900_000)
MOST_PRODUCTS = 12


def one_of(values):
    return st.sampled_from((None, *values))


def some_of(values):
    return st.frozensets(st.sampled_from(values))


shelves = st.lists(
    st.fixed_dictionaries(
        {
            "stars": one_of(STARS),
            "group": st.sampled_from(GROUPS),
            "criteria_set": st.sampled_from(SETS),
            "province": one_of(PROVINCES),
            "commune": one_of(COMMUNES),
            "producer_slug": one_of(MAKERS),
            "village": one_of(VILLAGES),
            "points": some_of(POINTS).map(lambda points: tuple(sorted(points))),
            "price_vnd": st.sampled_from(AMOUNTS),
            "stock": st.sampled_from((0, 5)),
        }
    ),
    max_size=MOST_PRODUCTS,
)
asked = st.builds(
    Filters,
    stars=some_of(STARS),
    group=some_of(GROUPS),
    set=some_of(SETS),
    province=some_of(PROVINCES),
    commune=some_of(COMMUNES),
    producer=some_of(MAKERS),
    village=some_of(VILLAGES),
    point=some_of(POINTS),
    price_min=st.sampled_from((None, 50_000, 100_000)),
    price_max=st.sampled_from((None, 100_000, 500_000)),
    in_stock=st.booleans(),
)
found = st.none() | st.frozensets(st.integers(1, MOST_PRODUCTS))


def shelf_of(rows):
    """Put products on a shelf that knows what all their values are called."""
    products = [
        ListedProduct(
            id=number,
            slug=f"p{number}",
            name=f"Trà {number}",
            name_en="",
            kind="",
            producer_name="",
            place="",
            created_at=DAY,
            **row,
        )
        for number, row in enumerate(rows, 1)
    ]
    shelf = Shelf(products, version=1, day=DAY.date())
    for name, values in VALUES.items():
        shelf.kept(f"names of {name} in vi", lambda values=values: {str(v): str(v) for v in values})
    return shelf


def chosen_alone(name, value):
    if name == "in_stock":
        return {"in_stock": True}
    return {name: frozenset([int(value) if name in ("stars", "set") else value])}


@given(rows=shelves, filters=asked, found=found)
def test_every_number_beside_a_choice_is_the_length_of_its_list(app, rows, filters, found):
    shelf = shelf_of(rows)
    selection = choose(shelf, filters, found=found)

    with app.test_request_context():
        shown = facets(selection, filters)

    for name, options in shown.items():
        for option in options:
            alone = replace(filters, **chosen_alone(name, option.value))
            listed = choose(shelf, alone, found=found).products
            assert option.count == len(list(listed)) == len(listed), (name, option)


@given(rows=shelves, filters=asked, found=found)
def test_every_choice_that_shows_something_is_offered_and_every_made_one_stays(
    app, rows, filters, found
):
    shelf = shelf_of(rows)

    with app.test_request_context():
        shown = facets(choose(shelf, filters, found=found), filters)

    for name, values in (VALUES | {"stars": STARS, "group": GROUPS}).items():
        leading = {
            str(value)
            for value in values
            if choose(shelf, replace(filters, **chosen_alone(name, value)), found=found).products
        }
        made = {str(value) for value in getattr(filters, name)}
        assert {option.value for option in shown[name]} == leading | made, name
        assert {option.value for option in shown[name] if option.selected} == made, name


@given(rows=shelves, filters=asked, found=found)
def test_every_number_beside_a_band_of_prices_is_the_length_of_its_list(app, rows, filters, found):
    shelf = shelf_of(rows)

    with app.test_request_context():
        bands = price_bands(choose(shelf, filters, found=found), filters)
        counts = {band.url: band.count for band in bands}
        for least, most in PRICE_BANDS:
            own = replace(filters, price_min=least, price_max=most)
            listed = choose(shelf, own, found=found).products
            assert counts.get(address(own), 0) == len(listed)
