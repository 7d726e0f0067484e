"""Load the trade weeks that sources tell of."""

from calendar import monthrange
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.reference.cells import first_day, year_in_code
from shop.reference.dataset import Dataset
from shop.reference.load_places import located
from shop.reference.rows import TradeWeekRow
from shop.reference.sync import Tally, free_slug, sync
from shop.trade_weeks.models import DatePrecision, TradeWeek

PRECISIONS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def load_trade_weeks(session: Session, data: Dataset) -> Tally:
    taken = set(session.scalars(select(TradeWeek.slug)))
    known = set(session.scalars(select(TradeWeek.code)))
    rows, initial = [], {}
    for row in data.tables.trade_weeks.rows:
        start_on, end_on, precision = days_of(row)
        rows.append(
            located(row, data.places)
            | {
                "code": row.code,
                "name_vi": row.name,
                "start_on": start_on,
                "end_on": end_on,
                "date_precision": precision,
                "venue": row.venue,
                "address": row.address,
                "booths_stated": row.booths,
                "producers_stated": row.producers,
            }
        )
        if row.code not in known:
            initial[row.code,] = {"slug": free_slug(row.code.removeprefix("tw-"), taken)}
    return sync(session, TradeWeek, ("code",), rows, initial=initial).tally


def days_of(row: TradeWeekRow) -> tuple[date, date | None, DatePrecision]:
    """Return the first and last possible day, and how precisely they are stated.

    Where no date is stated at all, the year is the one in the code of the row.
    """
    stated = row.start_on or year_in_code(row.code)
    assert stated is not None  # the checks see to it
    precision = PRECISIONS[len(stated)]
    start_on = first_day(stated)
    if precision is DatePrecision.DAY:
        return start_on, first_day(row.end_on) if row.end_on else None, precision
    if precision is DatePrecision.MONTH:
        last = monthrange(start_on.year, start_on.month)[1]
        return start_on, start_on.replace(day=last), precision
    return start_on, date(start_on.year, 12, 31), precision
