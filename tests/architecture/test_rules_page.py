"""The page of the programme's rules names only what exists."""

import ast
import importlib
import re

import pytest

from shop.config import ROOT

PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if line.startswith("|") and not line.startswith(("| rule |", "| ---"))
]
NAME = re.compile(r"`([\w./]+):(\w+)`")


def names(cell):
    found = NAME.findall(cell)
    assert found, f"no name in {cell!r}"
    return found


def test_every_rule_has_its_source_its_place_and_its_test():
    assert len(ROWS) > 30
    for row in ROWS:
        assert len(row) == 4 and all(row), row


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_place_of_a_rule_exists(row):
    for module, name in names(row[2]):
        assert hasattr(importlib.import_module(module), name), f"{module} has no {name}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_test_of_a_rule_exists(row):
    for path, name in names(row[3]):
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in functions, f"{path} has no {name}"
