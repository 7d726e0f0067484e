"""How values look on a page."""

from datetime import date, datetime
from urllib.parse import urlencode

from babel.dates import format_date, format_datetime
from flask import Flask, request
from flask_babel import get_locale
from markupsafe import Markup, escape

from shop.lib import clock
from shop.web.locale import language

NO_BREAK = "\N{NO-BREAK SPACE}"


def init_app(app: Flask) -> None:
    for function in (
        vnd,
        number,
        day,
        month_year,
        stated,
        instant,
        distance,
        file_size,
        paragraphs,
    ):
        app.add_template_filter(function)
    app.jinja_env.globals.update(query_url=query_url, today=clock.today)


def number(value: int) -> str:
    """Return a whole number with the thousands mark of the language."""
    mark = "." if language() == "vi" else ","
    return f"{value:,}".replace(",", mark)


def vnd(amount: int) -> str:
    """Return an amount as people read it: 185.000 ₫, never broken over lines."""
    return f"{amount:,}".replace(",", ".") + f"{NO_BREAK}₫"


def day(value: date | datetime | None) -> str:
    """Return a day: 22/11/2026, or 22 Nov 2026 in English."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = clock.day_of(value)
    return f"{value:%d/%m/%Y}" if language() == "vi" else format_date(value, "d MMM y", "en")


def month_year(value: date | None) -> str:
    """Return a month: 03/2028, or Mar 2028 in English."""
    if value is None:
        return ""
    return f"{value:%m/%Y}" if language() == "vi" else format_date(value, "MMM y", "en")


def stated(text: str | None) -> str:
    """Return a date as exactly as a source gives it: 2025, 11/2025 or 08/11/2025.

    :param text: YYYY, YYYY-MM or YYYY-MM-DD
    """
    match len(text or ""):
        case 7:
            return month_year(date.fromisoformat(f"{text}-01"))
        case 10:
            return day(date.fromisoformat(str(text)))
    return text or ""


def instant(value: datetime | None) -> str:
    """Return an instant by the Vietnamese clock: 14:05, 22/11/2026."""
    if value is None:
        return ""
    local = value.astimezone(clock.VIETNAM)
    return f"{format_datetime(local, 'HH:mm', locale=get_locale())}, {day(value)}"


def distance(metres: float) -> str:
    """Return a distance: 850 m, 3,4 km."""
    if metres < 1000:
        return f"{round(metres / 10) * 10}{NO_BREAK}m"
    text = f"{metres / 1000:.1f}"
    return (text.replace(".", ",") if language() == "vi" else text) + f"{NO_BREAK}km"


def file_size(size_bytes: int) -> str:
    """Return the size of a file: 340 kB, 1,2 MB."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))}{NO_BREAK}kB"
    text = f"{size_bytes / 1_000_000:.1f}"
    return (text.replace(".", ",") if language() == "vi" else text) + f"{NO_BREAK}MB"


def paragraphs(text: str | None) -> Markup:
    """Return plain text as paragraphs, escaped."""
    parts = [part.strip() for part in (text or "").split("\n\n") if part.strip()]
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(part)) for part in parts)


def query_url(**changes: str | int | list[str] | None) -> str:
    """Return this page's address with some query parameters changed; None removes one."""
    query = {key: values for key, values in request.args.lists() if key != "lang"}
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = value if isinstance(value, list) else [str(value)]
    pairs = urlencode(query, doseq=True)
    return f"{request.path}?{pairs}" if pairs else request.path
