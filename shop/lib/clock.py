"""What time it is: instants in UTC, days by the Vietnamese calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_shift = timedelta(0)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """Return the present day in Vietnam."""
    return now().astimezone(VIETNAM).date()


def day_of(instant: datetime) -> date:
    """Return the Vietnamese calendar day of an instant."""
    return instant.astimezone(VIETNAM).date()


def show(instant: datetime | None) -> None:
    """Let the clock run on from another instant; None returns it to the true time.

    Only for demonstrations and tests: the setting DEMO_NOW and the clock fixture.
    """
    global _shift
    _shift = instant - datetime.now(UTC) if instant else timedelta(0)
