from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.lib.money import included_tax_vnd, round_half_up, shares_vnd

amounts = st.integers(0, 10**13)
weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any)


@given(amounts, weights)
def test_shares_sum_to_the_total(total, weights):
    assert sum(shares_vnd(total, weights)) == total


@given(amounts, weights)
def test_no_share_is_a_whole_dong_from_its_exact_part(total, weights):
    for share, weight in zip(shares_vnd(total, weights), weights, strict=True):
        assert abs(share - Fraction(total * weight, sum(weights))) < 1


@given(amounts, weights)
def test_a_refund_splits_like_its_payment(total, weights):
    assert shares_vnd(-total, weights) == [-share for share in shares_vnd(total, weights)]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_shares_refuse_weights_that_mean_nothing(weights):
    with pytest.raises(ValueError):
        shares_vnd(1000, weights)


def test_the_earlier_part_gets_the_odd_dong():
    assert shares_vnd(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize(
    ("gross", "rate", "tax"), [(110_000, 10, 10_000), (108_000, 8, 8_000), (1, 10, 0), (99, 0, 0)]
)
def test_tax_is_inside_the_price(gross, rate, tax):
    assert included_tax_vnd(gross, rate) == tax


@given(amounts, st.sampled_from([0, 5, 8, 10]))
def test_tax_and_net_price_make_the_gross_price_again(gross, rate):
    net = gross - included_tax_vnd(gross, rate)

    assert abs(Fraction(net * rate, 100) - (gross - net)) <= 1


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [(Fraction(1, 2), 1), (Fraction(-1, 2), -1), (Fraction(49, 100), 0), (Fraction(5, 2), 3)],
)
def test_halves_round_away_from_zero(amount, rounded):
    assert round_half_up(amount) == rounded
