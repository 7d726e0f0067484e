"""How far the index is behind the database."""

from sqlalchemy import func, select

from shop.database import db
from shop.jobs.models import Job, JobState
from shop.lib import clock


def search_lag_s() -> float:
    """Return for how many seconds the oldest job of the index has been waiting."""
    oldest = db.session.scalar(
        select(func.min(Job.created_at)).where(
            Job.name.startswith("search."), Job.state.in_((JobState.QUEUED, JobState.RUNNING))
        )
    )
    return max(0.0, round((clock.now() - oldest).total_seconds(), 3)) if oldest else 0.0
