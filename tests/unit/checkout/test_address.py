"""Which commune of today a typed name means."""

import pytest

from shop.checkout.address import find_commune
from shop.checkout.errors import SeveralCommunes, UnknownCommune
from tests.factories.places import make_commune, make_former_commune, make_province


@pytest.fixture
def hanoi(session):
    names = {
        "00004": "Phường Ba Đình",
        "00008": "Phường Ngọc Hà",
        "00025": "Phường Giảng Võ",
        "00070": "Phường Hoàn Kiếm",
        "00103": "Phường Hòa Bình",
        "00104": "Xã Hòa Bình",
        "00105": "Xã Hoa Binh Mới",
    }
    found = {code: make_commune(code, name) for code, name in names.items()}
    make_former_commune("Phường Trúc Bạch", found["00004"])
    make_former_commune("Phường Cống Vị", found["00008"])
    make_former_commune("Phường Cống Vị", found["00025"], is_main_successor=False)
    make_former_commune(None, found["00025"])
    make_province("79", "Thành phố Hồ Chí Minh")
    make_commune("26740", "Phường Sài Gòn", province_code="79")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "Phường Ba Đình",
        "phường ba đình",
        "Ba Đình",
        "  Ba   Đình ",
        "ba dinh",
        "phuong ba dinh",
        "P. Ba Đình",
        "00004",
        "Phường Trúc Bạch",
        "Trúc Bạch",
        "truc bach",
    ],
)
def test_a_name_of_today_or_before_leads_to_the_commune_of_today(hanoi, text):
    assert find_commune("01", text) is hanoi["00004"]


def test_a_tone_mark_may_stand_on_either_vowel(hanoi):
    assert find_commune("01", "Phường Hoà Bình") is hanoi["00103"]


def test_the_kind_tells_two_places_of_one_name_apart(hanoi):
    assert find_commune("01", "Xã Hòa Bình") is hanoi["00104"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Hòa Bình", {"00103", "00104"}),
        ("hoa binh", {"00103", "00104"}),
        ("Phường Cống Vị", {"00008", "00025"}),
        ("Ba Đ", {"00004"}),
        ("Giảng", {"00025"}),
    ],
)
def test_where_a_name_leaves_a_choice_the_buyer_chooses(hanoi, text, codes):
    with pytest.raises(SeveralCommunes) as refused:
        find_commune("01", text)

    assert {commune.code for commune in refused.value.communes} == codes


def test_the_main_successor_of_a_divided_commune_comes_first(hanoi):
    with pytest.raises(SeveralCommunes) as refused:
        find_commune("01", "Cống Vị")

    assert refused.value.communes[0] is hanoi["00008"]


@pytest.mark.parametrize(
    "text", ["", "   ", "Sài Gòn", "26740", "99999", "zzzz", "phường", "%", "a"]
)
def test_what_fits_nothing_in_the_province_is_refused(hanoi, text):
    with pytest.raises(UnknownCommune):
        find_commune("01", text)
