import pytest

from shop.search.beginnings import Beginnings
from shop.search.words import query_words

NAMES = {1: "Trà sen Hiền Xiêm", 2: "Chè đinh Tân Cương", 3: "Lụa Vạn Phúc"}


@pytest.fixture
def names():
    return Beginnings(NAMES.items())


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hien xi", {1}),
        ("tr", {1}),
        ("chè", {1, 2}),  # by its other name too
        ("che s", {1}),
        ("vạn ph", {3}),
        ("vàn ph", set()),
        ("đi", {2}),
        ("di", {2}),
        ("trà đ", {2}),
        ("sen trà", {1}),
        ("zz", set()),
    ],
)
def test_the_last_word_may_be_unfinished(names, typed, found):
    assert names.find(query_words(typed)) == found


def test_names_are_taken_over_and_the_former_ones_forgotten(names):
    names.follow([(1, "Nụ vối"), (4, "Sen khô"), (3, NAMES[3])])

    assert names.find(query_words("sen")) == {4}
    assert names.find(query_words("nu v")) == {1}
    assert names.find(query_words("lua")) == {3}


def test_no_names_answer_nothing():
    assert Beginnings().find(query_words("trà")) == set()
