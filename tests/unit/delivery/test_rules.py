"""Fees and days of a parcel."""

import pytest

from shop.delivery.rules import TARIFFS, Way, quote


@pytest.mark.parametrize(
    ("weight_g", "same_province", "fee_vnd"),
    [
        (1, True, 20_000),
        (2_000, True, 20_000),
        (2_001, True, 28_000),
        (10_000, True, 38_000),
        (20_000, True, 60_000),
        (20_001, True, 62_500),
        (21_000, True, 62_500),
        (21_001, True, 65_000),
        (1_000, False, 28_000),
        (1_001, False, 36_000),
        (20_000, False, 135_000),
        (20_001, False, 141_000),
        (40_000, False, 255_000),
    ],
)
def test_a_fee_follows_its_table(weight_g, same_province, fee_vnd):
    assert quote(weight_g, same_province).fee_vnd == fee_vnd


@pytest.mark.parametrize("same_province", [True, False])
def test_a_heavier_parcel_never_costs_less(same_province):
    fees = [quote(weight_g, same_province).fee_vnd for weight_g in range(100, 60_000, 100)]

    assert fees == sorted(fees)


def test_the_way_says_how_long_it_takes():
    assert quote(500, same_province=True).way is Way.OWN
    far = quote(500, same_province=False)
    assert (far.way, far.least_days, far.most_days) == (Way.POST, 3, 5)
    assert all(tariff.least_days <= tariff.most_days for tariff in TARIFFS.values())


@pytest.mark.parametrize("weight_g", [0, -1])
def test_nothing_is_no_parcel(weight_g):
    with pytest.raises(ValueError):
        quote(weight_g, same_province=True)
