"""All reference data, read and checked as one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shop.catalog.models import ProductGroup
from shop.reference.checks import check
from shop.reference.criteria import read_criteria
from shop.reference.places import PlaceBook
from shop.reference.read import Problem, read_table
from shop.reference.tables import Tables

DATA = Path(__file__).with_name("data")


class BadData(Exception):
    """The reference data cannot be loaded; every problem is listed."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problem(s) in the reference data")
        self.problems = problems


@dataclass(frozen=True)
class Dataset:
    tables: Tables
    criteria: dict[str, Any]
    places: PlaceBook


def read_dataset(root: Path = DATA) -> Dataset:
    """Read and check all files below a folder.

    :raises BadData: with every problem of every file
    """
    tables = Tables()
    criteria, problems = read_criteria(root)
    for table in tables.all():
        problems += read_table(root, table)
    problems += check(tables, _groups(criteria))
    if problems:
        raise BadData(sorted(problems))
    return Dataset(tables, criteria, PlaceBook(tables))


def _groups(criteria: dict[str, Any]) -> dict[int, ProductGroup]:
    try:
        return {sheet["no"]: ProductGroup(sheet["product_group"]) for sheet in criteria["sets"]}
    except (KeyError, TypeError, ValueError):
        return {}  # a score sheet of the wrong shape is reported already
