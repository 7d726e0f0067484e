import csv

import pytest

from shop.search.synonyms import TABLE, also_called, other_wordings
from shop.search.words import read_query


@pytest.fixture(scope="module")
def rows():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_pair_is_decided_once_and_with_a_reason(rows):
    pairs = [(row["word"], row["also"]) for row in rows]

    assert len(pairs) == len(set(pairs))
    for row in rows:
        assert row["use"] in ("yes", "no")
        assert len(row["reason"]) > 10, row


def test_what_is_used_is_used_and_what_is_refused_is_not(rows):
    for row in rows:
        query = read_query(row["word"])
        wordings = [" ".join(word.exact for word in words) for words in query.wordings]
        found = {*wordings, *(form for word in query.words for form in word.forms)}
        assert (row["also"] in found) == (row["use"] == "yes"), row


@pytest.mark.parametrize(
    ("word", "also"),
    [("heo", {"lợn"}), ("che", {"trà"}), ("chè", {"trà"}), ("chế", set()), ("sen", set())],
)
def test_a_word_without_marks_stands_for_all_that_look_so(word, also):
    assert also_called(word) == also


@pytest.mark.parametrize(
    ("words", "others"),
    [
        (("kẹo", "đậu", "phộng"), [("kẹo", "lạc")]),
        (("keo", "dau", "phong"), [("keo", "lạc")]),
        (("kẹo", "lạc"), [("kẹo", "đậu", "phộng")]),
        (("lac",), []),  # it may be anything
        (("phộng", "đậu"), []),
    ],
)
def test_several_words_are_called_otherwise_together(words, others):
    assert other_wordings(words) == others
