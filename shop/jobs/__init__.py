"""The queue, as a table."""

from shop.jobs.registry import job
from shop.jobs.services import enqueue

__all__ = ["enqueue", "job"]
