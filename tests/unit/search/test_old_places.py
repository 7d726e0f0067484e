import pytest

from shop.search import services
from shop.search.old_places import bare, names_of_today, old_place
from shop.search.present import present_shelf
from shop.search.rules import Filters
from shop.search.words import query_words
from tests.factories.catalog import make_product
from tests.factories.places import make_commune, make_former_commune
from tests.factories.producers import make_producer


@pytest.fixture
def tay_tuu(session):
    """A commune of today with a product, and what was merged into it."""
    today = make_commune("00613", "Phường Tây Tựu")
    margin = make_commune("00622", "Xã Ô Diên")
    district = {"district_name": "Quận Bắc Từ Liêm"}
    make_former_commune("Phường Minh Khai", today, **district)
    make_former_commune("Xã Thượng Hòa", today, is_main_successor=False, **district)
    make_former_commune("Phường Minh Khai", margin, is_main_successor=False, **district)
    maker = make_producer(commune_code=today.code, province_code="01")
    return make_product(name_vi="Hoa cúc chi", producer=maker)


def search(text):
    return services.search(Filters(q=text))


@pytest.mark.parametrize(
    "text", ["Minh Khai", "minh khai", "từ liêm", "tu liem", "Bắc Từ Liêm", "hoa Minh Khai"]
)
def test_an_old_name_leads_to_what_is_made_there_today(index, tay_tuu, text):
    found = search(text)

    assert [product.id for product in found.products] == [tay_tuu.id]
    assert found.place and found.place.communes == {"00613"}


@pytest.mark.parametrize("text", ["mình khai", "Minh", "gốm Minh Khai"])
def test_other_marks_a_part_or_other_goods_lead_nowhere(index, tay_tuu, text):
    assert search(text).products == []


def test_margins_count_where_nothing_else_is_made(index, tay_tuu):
    assert [product.id for product in search("Thượng Hoà").products] == [tay_tuu.id]


def test_a_place_that_brings_nothing_to_what_was_found_is_not_told(index, tay_tuu):
    make_product(name_vi="Trà Ô Diên", producer=None)

    assert search("trà ô diên").place is None


def test_a_name_of_no_place_is_none(tay_tuu):
    assert old_place(query_words("hoa cúc chi"), present_shelf()) is None


def test_names_are_read_again_when_there_are_others(tay_tuu, session):
    assert old_place(query_words("Văn Quán"), present_shelf()) is None

    make_former_commune("Phường Văn Quán", make_commune("00613"))

    assert old_place(query_words("Văn Quán"), present_shelf()).communes == {"00613"}


@pytest.mark.parametrize(
    ("name", "own"),
    [("Xã Quảng Bị", "Quảng Bị"), ("Thị trấn Xuân Mai", "Xuân Mai"), ("Cổ Loa", "Cổ Loa")],
)
def test_a_name_without_its_kind(name, own):
    assert bare(name) == own


def test_the_commune_that_kept_the_name_comes_first(session):
    kept, other = make_commune("00001", "Xã Ba Vì"), make_commune("00002", "Xã An Khánh")

    assert names_of_today({kept.code, other.code}, "Ba Vì") == ["Xã Ba Vì", "Xã An Khánh"]
