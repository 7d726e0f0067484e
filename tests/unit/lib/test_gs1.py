from datetime import date
from urllib.parse import quote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shop.lib import gs1

BASE = "https://cho-sao.example.vn"
GTIN = "09521234543213"

digits = st.text("0123456789", min_size=13, max_size=13)
values = st.text(sorted(gs1.GS1_LOT_CHARACTERS), min_size=1, max_size=20)


def numbered(body):
    return f"{body}{gs1.check_digit(body)}"


@pytest.mark.parametrize(
    ("body", "digit"),
    [("629104150021", 3), ("952123454321", 3), ("37610425002123456", 9), ("9638507", 4)],
)
def test_check_digits_of_published_numbers(body, digit):
    assert gs1.check_digit(body) == digit


@given(digits, st.data())
def test_one_wrong_digit_shows(body, data):
    gtin = numbered(body)
    place = data.draw(st.integers(0, 13))
    wrong = data.draw(st.sampled_from("0123456789"))
    assume(wrong != gtin[place])

    assert not gs1.is_gtin(gtin[:place] + wrong + gtin[place + 1 :])


@given(digits, values | st.none(), values | st.none(), values | st.none())
def test_what_is_built_is_read_back(body, variant, lot, serial):
    gtin = numbered(body)
    assume(not gs1.is_restricted(gtin))

    uri = gs1.digital_link(BASE, gtin, variant=variant, lot=lot, serial=serial)

    assert gs1.parse(uri) == gs1.DigitalLink(gtin, variant, lot, serial)


@given(values)
def test_only_unreserved_characters_stand_bare(lot):
    uri = gs1.digital_link(BASE, GTIN, lot=lot)

    assert uri == f"{BASE}/01/{GTIN}/10/{quote(lot, safe='')}"


@pytest.mark.parametrize(
    ("gtin", "restricted"),
    [
        ("00212345678907", True),
        ("00412345678905", True),
        ("02012345678903", True),
        ("02912345678904", True),
        ("12012345678900", True),
        ("00000001234565", True),  # GTIN-8 beginning with 0
        ("00000021234565", True),  # GTIN-8 beginning with 2
        ("08931234567894", False),
        ("09521234543213", False),
        ("00000096385074", False),
        ("00312345678906", False),
    ],
)
def test_numbers_for_one_shop_are_never_in_a_digital_link(gtin, restricted):
    gtin = numbered(gtin[:-1])

    assert gs1.is_restricted(gtin) == restricted
    if restricted:
        with pytest.raises(gs1.RestrictedNumber):
            gs1.digital_link(BASE, gtin)
        with pytest.raises(gs1.RestrictedNumber):
            gs1.parse(f"{BASE}/01/{gtin}")


@pytest.mark.parametrize(
    "tail",
    [
        f"/01/{GTIN}",
        f"/01/{GTIN}/",
        f"/01/{GTIN}/10/ABC",
        f"/01/{GTIN}/22/2A/10/ABC/21/12345",
        f"/01/{GTIN}/21/12345",
        f"/01/{GTIN}/235/5vBZIF%21",
        f"/some/stem/01/{GTIN}/10/A%2FB",
        f"/01/{GTIN}?17=261122&linkType=gs1:pip&x=1",
        f"/01/{GTIN}?15=261100",
        f"/01/{GTIN}?3103=000189",
    ],
)
def test_well_formed_links_are_read(tail):
    assert gs1.parse(BASE + tail).gtin == GTIN


@pytest.mark.parametrize(
    ("tail", "says"),
    [
        (f"/01/{GTIN}/21/1/10/A", "wrong place"),
        (f"/01/{GTIN}/10/A/10/B", "stands twice"),
        (f"/01/{GTIN}/99/A", "may not follow"),
        (f"/01/{GTIN}/235/A/10/B", "wrong place"),
        (f"/01/{GTIN}/10/B/235/A", "wrong place"),
        (f"/01/{GTIN}/10", "no value"),
        (f"/01/{GTIN}/10//21/1", "no value"),
        ("/01/09521234543214", "check digit"),
        ("/01/9521234543213", "14 digits"),
        ("/01/0952123454321x", "14 digits"),
        (f"/gtin/{GTIN}", "no /01/"),
        (f"/01/{GTIN}/lot/A", "may not follow"),
        (f"/01/{GTIN}/10/A%2", "hexadecimal"),
        (f"/01/{GTIN}/10/%C3%A9", "outside the GS1 set"),
        (f"/01/{GTIN}/10/A%20B", "GS1 set"),
        (f"/01/{GTIN}/10/{'A' * 21}", "1 to 20"),
        (f"/01/{GTIN}?10=A", "may not stand"),
        (f"/01/{GTIN}?37=4", "may not stand"),
        (f"/01/{GTIN}?17=261322", "YYMMDD"),
        (f"/01/{GTIN}?17=", "no value"),
        (f"/01/{GTIN}?17=261122&17=261123", "twice"),
    ],
)
def test_what_is_wrong_is_said(tail, says):
    with pytest.raises(gs1.NotADigitalLink, match=says):
        gs1.parse(BASE + tail)


@pytest.mark.parametrize("host", ["[", "[::1", ""])
def test_an_address_without_a_host_is_refused(host):
    with pytest.raises(gs1.NotADigitalLink):
        gs1.parse(f"https://{host}/01/{GTIN}")


@pytest.mark.parametrize("scheme", ["Https", "ftp", ""])
def test_odd_schemes_are_refused(scheme):
    with pytest.raises(gs1.NotADigitalLink, match="begin with"):
        gs1.parse(f"{scheme}://example.vn/01/{GTIN}")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("261122", date(2026, 11, 22)),
        ("261100", date(2026, 11, 30)),
        ("261200", date(2026, 12, 31)),
        ("280200", date(2028, 2, 29)),
        ("760101", date(2076, 1, 1)),
        ("770101", date(1977, 1, 1)),
    ],
)
def test_six_digit_dates(text, day):
    assert gs1.last_day(text, date(2026, 11, 22)) == day
