import pytest

from shop.search.words import (
    LONGEST_TEXT,
    MOST_WORDS,
    clean,
    exact_words,
    folded_words,
    query_words,
)


def answers(query, text):
    return all(
        word.is_answered_by(exact_words(text), folded_words(text)) for word in query_words(query)
    )


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("trà sen", "Trà sen Hiền Xiêm"),
        ("TRÀ  SEN", "Trà sen Hiền Xiêm"),
        ("tra sen", "Trà sen Hiền Xiêm"),
        ("chè sen", "Trà sen Hiền Xiêm"),
        ("che sen", "Trà sen Hiền Xiêm"),
        ("che sen", "Chè sen Quảng An"),
        ("tra", "Chè đinh Tân Cương"),
        ("hoa hòe", "Nụ hoa hoè"),
        ("dong thap", "Đồng Tháp"),
        ("heo", "Giò lợn"),
        ("lon", "Giò heo"),
        ("mì gạo", "Mỳ gạo Hùng Lô"),
        ("mi gao", "Mỳ gạo Hùng Lô"),
        ("bắp", "Ngô nếp"),
        ("kẹo mè", "Kẹo vừng trắng"),
        ("trà ocop", "Trà sen"),
        ("tra\u0300 sen", "Trà sen"),
    ],
)
def test_words_answer_with_marks_without_and_by_other_names(query, text):
    assert answers(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("chẻ", "Chè đinh"),
        ("trá", "Trà sen"),
        ("ngô", "Bắp cải An Phát"),
        ("dứa", "Gạo thơm"),
        ("che", "Chế biến từ rau, củ, quả"),
        ("tra", "Tranh Đông Hồ"),
        ("trà sen", "Trà xanh"),
    ],
)
def test_other_words_do_not_answer(query, text):
    assert not answers(query, text)


@pytest.mark.parametrize("text", ["", "   ", "!!! ???", "\x00\x00", "ocop", "chế biến", "che bien"])
def test_a_text_that_names_nothing_has_no_words(text):
    assert query_words(text) == []


def test_what_cannot_be_printed_is_a_gap():
    assert clean("trà\x00sen\ud800\n x ") == "trà sen x"


def test_a_long_text_is_cut():
    text = "trà " * 10_000

    assert len(clean(text)) <= LONGEST_TEXT
    assert len(query_words(" ".join(f"w{n}" for n in range(50)))) == MOST_WORDS


def test_each_word_is_looked_for_once():
    assert [word.exact for word in query_words("trà Trà sen trà")] == ["trà", "sen"]
