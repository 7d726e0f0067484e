import pytest

from shop.orders.numbers import is_number, new_number


def test_a_number_checks_itself():
    number = new_number()

    assert number.startswith("CS-")
    assert is_number(number)
    assert is_number(f" {number.lower().removeprefix('cs-')} ")


@pytest.mark.parametrize("place", range(3, 9))
def test_one_wrong_sign_shows(place):
    number = new_number()
    other = "2" if number[place] != "2" else "3"

    assert not is_number(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize("text", ["", "CS-", "CS-22222", "CS-2222222", "CS-00000O", "hello"])
def test_what_is_no_number_is_none(text):
    assert not is_number(text)
