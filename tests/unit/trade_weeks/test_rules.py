from datetime import date

import pytest

from shop.lib.text import fold, tone_normalised
from shop.trade_weeks.models import BoothStatus, DatePrecision
from shop.trade_weeks.rules import SHOWN_AS, Phase, ShownStatus, phase_on, stars_asked

pytestmark = pytest.mark.nodb

DAY, MONTH, YEAR = DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR


@pytest.mark.parametrize(
    ("today", "end_on", "precision", "phase"),
    [
        (date(2026, 8, 9), date(2026, 8, 13), DAY, Phase.COMING),
        (date(2026, 8, 10), date(2026, 8, 13), DAY, Phase.RUNNING),
        (date(2026, 8, 13), date(2026, 8, 13), DAY, Phase.RUNNING),
        (date(2026, 8, 14), date(2026, 8, 13), DAY, Phase.PAST),
        (date(2026, 8, 10), None, DAY, Phase.RUNNING),
        (date(2026, 8, 11), None, DAY, Phase.PAST),
        (date(2026, 8, 20), date(2026, 8, 31), MONTH, Phase.COMING),
        (date(2026, 9, 1), date(2026, 8, 31), MONTH, Phase.PAST),
        (date(2026, 12, 31), date(2026, 12, 31), YEAR, Phase.COMING),
        (date(2027, 1, 1), date(2026, 12, 31), YEAR, Phase.PAST),
    ],
)
def test_phase_follows_the_days_and_claims_no_more_than_is_known(today, end_on, precision, phase):
    assert phase_on(today, date(2026, 8, 10), end_on, precision=precision) is phase


@pytest.mark.parametrize(
    ("text", "stars", "words"),
    [
        ("trà 5 sao", 5, ["trà"]),
        ("4 stars tea", 4, ["tea"]),
        ("3sao", 3, []),
        ("trà", None, ["trà"]),
        ("sao la 15 saoo", None, ["sao", "la", "15", "saoo"]),
        ("2 sao", None, ["2", "sao"]),
    ],
)
def test_stars_are_read_out_of_a_search(text, stars, words):
    assert stars_asked(text, tone_normalised) == (stars, words)


def test_words_are_compared_in_the_spelling_asked_for():
    assert stars_asked("Chè Đinh", fold) == (None, ["che", "dinh"])


def test_every_state_of_a_booth_is_shown_as_one_of_three():
    assert SHOWN_AS.keys() == set(BoothStatus)
    assert SHOWN_AS[BoothStatus.OPEN_FOR_APPLICATION] is ShownStatus.FREE
    assert SHOWN_AS[BoothStatus.CLOSED] is ShownStatus.ASSIGNED
