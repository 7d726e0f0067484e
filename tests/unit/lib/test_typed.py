import pytest

from shop.lib.typed import amount_vnd, grams, thousandths, whole_number


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("185.000", 185_000),
        ("185,000", 185_000),
        ("185 000", 185_000),
        ("185\N{NO-BREAK SPACE}000 ₫", 185_000),
        ("185000", 185_000),
        (" 185.000đ ", 185_000),
        ("185.000 VND", 185_000),
        ("1.850.000 đồng", 1_850_000),
        ("185k", 185_000),
        ("1,5k", 1_500),
        ("0", 0),
        ("5", 5),
        ("999", 999),
    ],
)
def test_money_is_read_as_people_write_it(text, amount):
    assert amount_vnd(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "đ", "-5", "185.00", "18.5", "1.234,567", "12.34.567", "1850.000", "mười nghìn", "١٢٣"],
)
def test_what_could_mean_two_things_is_no_amount(text):
    assert amount_vnd(text) is None


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("250", 250),
        ("250 g", 250),
        ("1.250g", 1_250),
        ("1,250 gam", 1_250),
        ("1,5 kg", 1_500),
        ("1.5kg", 1_500),
        ("0,05 kg", 50),
        ("1.250 kg", 1_250),
        ("2 ký", 2_000),
        ("2KG", 2_000),
        ("1,5 g", None),
        ("1,2345 kg", None),
        ("kg", None),
        ("", None),
    ],
)
def test_weights_are_read_in_grams_and_kilograms(text, weight):
    assert grams(text) == weight


def test_decimals_have_three_places_and_whole_numbers_none():
    assert (thousandths("1,5"), thousandths("1.025"), thousandths("7")) == (1500, 1025, 7000)
    assert thousandths("1,0255") is None
    assert (whole_number("1.000"), whole_number("1.0")) == (1000, None)
