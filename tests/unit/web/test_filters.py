from datetime import date, datetime

import pytest
from flask_babel import force_locale

from shop.lib import clock
from shop.web import filters

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(params=["vi", "en"])
def lang(request, app):
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def said(lang, vi, en):
    return (vi if lang == "vi" else en).replace("~", NBSP)


@pytest.mark.parametrize(
    ("size_bytes", "vi", "en"),
    [
        (1, "1~kB", "1~kB"),
        (340_400, "340~kB", "340~kB"),
        (999_999, "1000~kB", "1000~kB"),
        (1_000_000, "1,0~MB", "1.0~MB"),
        (1_240_000, "1,2~MB", "1.2~MB"),
    ],
)
def test_sizes_of_files(lang, size_bytes, vi, en):
    assert filters.file_size(size_bytes) == said(lang, vi, en)


@pytest.mark.parametrize(
    ("metres", "vi", "en"),
    [
        (4, "0~m", "0~m"),
        (853, "850~m", "850~m"),
        (1_000, "1,0~km", "1.0~km"),
        (3_444, "3,4~km", "3.4~km"),
    ],
)
def test_distances(lang, metres, vi, en):
    assert filters.distance(metres) == said(lang, vi, en)


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0~₫"), (999, "999~₫"), (1_185_000, "1.185.000~₫")]
)
def test_amounts_look_alike_in_both_languages(lang, amount, text):
    assert filters.vnd(amount) == text.replace("~", NBSP)


def test_days_and_months(lang):
    assert filters.day(date(2026, 11, 22)) == said(lang, "22/11/2026", "22 Nov 2026")
    assert filters.month_year(date(2028, 3, 1)) == said(lang, "03/2028", "Mar 2028")
    assert filters.day(None) == filters.month_year(None) == ""


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("2025", "2025", "2025"),
        ("2025-11", "11/2025", "Nov 2025"),
        ("2025-11-08", "08/11/2025", "8 Nov 2025"),
        (None, "", ""),
    ],
)
def test_a_date_is_never_more_exact_than_its_source(lang, text, vi, en):
    assert filters.stated(text) == said(lang, vi, en)


def test_an_instant_is_told_by_the_clock_of_vietnam(lang):
    late = datetime(2026, 11, 22, 0, 30, tzinfo=clock.VIETNAM)

    assert filters.instant(late) == said(lang, "00:30, 22/11/2026", "00:30, 22 Nov 2026")
    assert filters.day(late) == said(lang, "22/11/2026", "22 Nov 2026")


def test_paragraphs_are_escaped():
    text = filters.paragraphs("Một <b>dòng</b>\n\n\n\nHai & ba")

    assert str(text) == "<p>Một &lt;b&gt;dòng&lt;/b&gt;</p>\n<p>Hai &amp; ba</p>"
