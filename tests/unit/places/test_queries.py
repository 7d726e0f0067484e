import pytest

from shop.places import queries
from shop.places.models import SalesPointKind
from shop.places.queries import PointFilter
from tests.factories.places import (
    make_commune,
    make_former_commune,
    make_province,
    make_sales_point,
)


@pytest.fixture
def communes(session):
    return {
        "ba dinh": make_commune("00004", "Phường Ba Đình"),
        "ba vi": make_commune("09700", "Xã Ba Vì"),
        "bat trang": make_commune("00577", "Xã Bát Tràng"),
        "ngoc ha": make_commune("00008", "Phường Ngọc Hà"),
    }


def names(text, province="01", most=20):
    return [hit.commune.short_name for hit in queries.find_communes(province, text, most=most)]


def test_communes_are_found_without_marks(communes):
    assert names("bat tr") == ["Bát Tràng"]
    assert names("ba đình") == ["Ba Đình"]


def test_names_that_begin_with_the_words_come_first(communes):
    assert names("ba")[:2] == ["Ba Đình", "Ba Vì"]
    assert names("ha") == ["Ngọc Hà"]


def test_a_former_name_leads_to_todays_commune(communes):
    make_former_commune("Phường Liễu Giai", communes["ngoc ha"])

    (hit,) = queries.find_communes("01", "lieu giai", most=5)

    assert (hit.commune, hit.formerly) == (communes["ngoc ha"], "Phường Liễu Giai")


def test_nothing_is_found_in_another_province_and_no_more_than_asked(communes):
    assert names("ba", province="79") == []
    assert len(names("", most=2)) == 2


def test_points_are_filtered_by_place_and_kind(session):
    make_province("79", "Thành phố Hồ Chí Minh")
    here = make_sales_point(kind=SalesPointKind.MARKET)
    make_sales_point()
    there = make_sales_point(province_code="79")

    assert queries.sales_points(PointFilter(kind=SalesPointKind.MARKET)) == [here]
    assert queries.sales_points(PointFilter(province_code="79")) == [there]
    assert len(queries.sales_points(PointFilter())) == 3
    assert [choice.count for choice in queries.province_choices()] == [2, 1]


def test_points_whose_province_is_unknown_come_last(session):
    nowhere = make_sales_point(name="A", province_code=None)
    somewhere = make_sales_point(name="B")

    assert queries.sales_points(PointFilter()) == [somewhere, nowhere]
