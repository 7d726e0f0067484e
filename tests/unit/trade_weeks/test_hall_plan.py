from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.trade_weeks.hall_plan import MARGIN, ZONE_WIDTH, aisle_lines, draw, overlapping

pytestmark = pytest.mark.nodb


def booth(x, y, width=3.0, depth=3.0):
    return SimpleNamespace(x_m=x, y_m=y, width_m=width, depth_m=depth)


def rows(*tops, across=8):
    return [booth(3 + 3 * at, top) for top in tops for at in range(across)]


def test_every_booth_is_drawn_once_inside_its_zone():
    booths = rows(3, 6)

    drawing = draw(booths)

    assert [box.booth for box in drawing.boxes] == booths
    for box in drawing.boxes:
        assert box.x >= MARGIN and box.x + box.width <= ZONE_WIDTH - MARGIN
        assert box.y >= MARGIN and box.y + box.height <= drawing.height - MARGIN


def test_neighbours_do_not_touch():
    left, right = draw(rows(0, across=2)).boxes

    assert left.x + left.width < right.x


def test_rows_back_to_back_have_no_aisle_and_rows_apart_have_one():
    assert aisle_lines(rows(0, 3)) == []
    assert aisle_lines(rows(0, 3, 9, 12)) == [7.5]
    assert len(draw(rows(0, 5, 10)).aisles) == 2


def test_a_deep_booth_in_the_row_above_narrows_the_aisle():
    assert aisle_lines([booth(0, 0), booth(3, 0, depth=5), booth(0, 7)]) == [6.0]


def test_few_booths_are_not_blown_up():
    (box,) = draw([booth(10, 20)]).boxes

    assert box.width < ZONE_WIDTH / 3


def test_a_zone_without_booths_cannot_be_drawn():
    with pytest.raises(ValueError, match="without booths"):
        draw([])


def test_booths_that_share_floor_are_named():
    one, other, apart = booth(0, 0), booth(2.9, 0), booth(6, 0)

    assert overlapping([one, other, apart]) == [(one, other)]
    assert overlapping(rows(0, 3)) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 12)), min_size=1, max_size=60, unique=True
    )
)
def test_booths_apart_in_the_hall_are_apart_on_the_drawing(cells):
    booths = [booth(x * 3.0, y * 3.0) for x, y in cells]

    boxes = draw(booths).boxes

    assert not overlapping(
        [
            SimpleNamespace(x_m=b.x, y_m=b.y, width_m=b.width, depth_m=b.height)
            for b in boxes
            if b.width > 0 and b.height > 0
        ]
    )
