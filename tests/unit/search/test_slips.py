import pytest

from shop.search.slips import distance, near_words
from shop.search.words import query_words

VOCABULARY = ["sen", "xe", "mắm", "mam", "chưng", "tương", "bò", "bơ", "1234"]


def near(text):
    (word,) = query_words(text)
    return near_words(word, VOCABULARY)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("sen", "sen", 0),
        ("xen", "sen", 1),
        ("se", "sen", 1),
        ("seen", "sen", 1),
        ("sne", "sen", 1),
        ("chugn", "chung", 1),
        ("xem", "sen", 2),
        ("", "sen", 3),
    ],
)
def test_slips_are_counted(one, other, slips):
    assert distance(one, other) == distance(other, one) == slips


def test_the_nearest_words_are_found_and_no_others():
    assert near("xen") == ["sen", "xe"]
    assert near("chugn") == ["chưng"]


def test_all_that_are_equally_near_are_told_the_more_fitting_marks_first():
    known = ["hen", "hẹn", "men", "ben", "ken", "ven", "đen", "sen", "sến"]

    (word,) = query_words("sne")
    assert near_words(word, known) == ["sen", "sến"]
    (word,) = query_words("xen")
    assert near_words(word, known) == [
        "ben",
        "hen",
        "ken",
        "men",
        "sen",
        "ven",
        "đen",
        "hẹn",
        "sến",
    ]


def test_wrong_marks_are_put_right_first():
    assert set(near("mấm")) == {"mắm", "mam"}


def test_two_letters_are_only_put_right_in_their_marks():
    assert near("bô") == ["bò", "bơ"]
    assert near("ba") == []


def test_numbers_are_never_offered():
    assert near("1235") == []
