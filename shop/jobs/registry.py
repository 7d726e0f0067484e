"""Job names and the functions behind them."""

from collections.abc import Callable
from typing import Any

JobFunction = Callable[..., Any]

HANDLERS: dict[str, JobFunction] = {}


def job(name: str) -> Callable[[JobFunction], JobFunction]:
    """Register a function under a job name; it must bear being run twice."""

    def register(function: JobFunction) -> JobFunction:
        if name in HANDLERS:
            raise ValueError(f"two jobs are named {name}")
        HANDLERS[name] = function
        return function

    return register
