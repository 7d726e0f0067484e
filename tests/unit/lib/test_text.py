import unicodedata

import pytest

from shop.lib.text import fold, slugify, tone_normalised


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("Hoà", "hòa"),
        ("Hòa", "hòa"),
        ("khoẻ", "khỏe"),
        ("Thuỷ", "thủy"),
        ("Phường Hoà Khánh", "phường hòa khánh"),
        ("hoàn", "hoàn"),
        ("hoài", "hoài"),
        ("quý", "quý"),
        ("Quỳnh", "quỳnh"),
        ("quả", "quả"),
        ("khuỷu", "khuỷu"),
        ("thuyền", "thuyền"),
    ],
)
def test_tone_mark_has_one_place(written, canonical):
    assert tone_normalised(written) == canonical


def test_decomposed_text_equals_composed_text():
    assert tone_normalised(unicodedata.normalize("NFD", "Hoà Bình")) == "hòa bình"


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Trà Sen", "tra sen"), ("ĐƯỜNG", "duong"), ("Ướp hương", "uop huong"), ("1 kg", "1 kg")],
)
def test_folded_text_has_no_marks(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Chè sen Quảng An", "che-sen-quang-an"),
        ("Khảm trai - sơn mài", "kham-trai-son-mai"),
        ("  “Đặc sản”, 100 % ", "dac-san-100"),
    ],
)
def test_slug_is_made_of_plain_words(name, slug):
    assert slugify(name) == slug


def test_slug_is_cut_between_characters_without_a_dangling_hyphen():
    assert slugify("mây tre đan", most=4) == "may"
