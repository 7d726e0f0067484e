import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shop.lib import codes

bodies = st.text(codes.ALPHABET, min_size=1, max_size=20)


@given(bodies)
def test_a_code_with_its_check_sign_is_right(body):
    assert codes.is_checked(codes.with_check(body))


@given(bodies, st.data())
def test_one_wrong_sign_shows(body, data):
    code = codes.with_check(body)
    place = data.draw(st.integers(0, len(code) - 1))
    wrong = data.draw(st.sampled_from(codes.ALPHABET))
    assume(wrong != code[place])

    assert not codes.is_checked(code[:place] + wrong + code[place + 1 :])


@given(st.text(codes.ALPHABET, min_size=2, max_size=20), st.data())
def test_two_swapped_signs_show(body, data):
    code = codes.with_check(body)
    place = data.draw(st.integers(0, len(body) - 2))
    first, second = code[place : place + 2]
    assume(first != second)

    assert not codes.is_checked(code[:place] + second + first + code[place + 2 :])


def test_codes_avoid_signs_that_look_alike():
    assert not set("01ilo") & set(codes.ALPHABET)
    assert len(codes.ALPHABET) == 31


def test_new_codes_differ():
    made = {codes.new_checked_code(13) for _ in range(200)}

    assert len(made) == 200
    assert all(codes.is_checked(code) and len(code) == 14 for code in made)


@pytest.mark.parametrize("text", ["", "a", "a0", "é2", "2" * 40])
def test_what_is_no_code_has_no_right_check_sign(text):
    assert not codes.is_checked(text)


@given(bodies)
def test_groups_are_read_back(body):
    assert codes.tidy(f" {codes.grouped(body).upper()} ") == body
