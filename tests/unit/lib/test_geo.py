import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.lib.geo import distance_m, in_vietnam

points = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def test_hanoi_to_ho_chi_minh_city_is_about_1140_km():
    assert distance_m(21.0285, 105.8542, 10.7769, 106.7009) == pytest.approx(1_140_000, rel=0.01)


@given(points, points)
def test_distance_is_the_same_both_ways(one, other):
    assert distance_m(*one, *other) == pytest.approx(distance_m(*other, *one), abs=0.01)


@given(points)
def test_a_place_is_no_way_from_itself(point):
    assert distance_m(*point, *point) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("lat", "lng", "inside"),
    [(21.03, 105.85, True), (16.568, 112.135, True), (105.85, 21.03, False), (48.9, 2.35, False)],
)
def test_swapped_or_foreign_positions_are_outside(lat, lng, inside):
    assert in_vietnam(lat, lng) is inside
