"""From a page number to a slice and its links."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from shop.database import db

T = TypeVar("T")

LAST_PAGE = 100_000


@dataclass(frozen=True)
class Page(Generic[T]):
    """One page of a longer list."""

    items: Sequence[T]
    number: int  # from 1
    size: int
    total: int

    @property
    def last(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        return (self.number - 1) * self.size + 1 if self.total else 0

    @property
    def last_item(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def numbers(self) -> list[int | None]:
        """Pages to link: the ends and the neighbours; None where some are left out."""
        shown = sorted({1, self.last, *range(self.number - 1, self.number + 2)})
        shown = [n for n in shown if 1 <= n <= self.last]
        links: list[int | None] = []
        for before, n in zip([0, *shown], shown, strict=False):
            if n - before > 1:
                links.append(None)
            links.append(n)
        return links


def page_number(text: str | None) -> int:
    """Return a page number from a query, 1 for anything that is none."""
    if text and text.isascii() and text.isdigit() and len(text) <= 6:
        return max(1, min(int(text), LAST_PAGE))
    return 1


def paged(items: Sequence[T], number: int, size: int) -> Page[T]:
    """Cut one page out of a list; a number past the end gives the last page."""
    last = max(1, -(-len(items) // size))
    number = min(number, last)
    return Page(items[(number - 1) * size : number * size], number, size, len(items))


def page_of(query: Select[Any], number: int, size: int) -> Page[Any]:
    """Read one page of a query in two statements; a number past the end gives the last page."""
    total = (
        db.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    )
    number = min(number, max(1, -(-total // size)))
    rows = db.session.scalars(query.limit(size).offset((number - 1) * size)).all()
    return Page(rows, number, size, total)
