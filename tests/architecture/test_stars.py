"""A star is drawn by one component and given by one query."""

import ast
import re

import pytest

from shop.config import ROOT

DRAWN_BY = "components/stars.html"
# What makes a star: the seal and its number, or a sign of a font.
STAR_SIGNS = re.compile("[\N{BLACK STAR}\N{WHITE STAR}\N{WHITE MEDIUM STAR}]|&#97(?:33|34);")
SEAL = re.compile(r"\b(seal|stars_badge|badge)\(")
TEMPLATES = sorted(
    path.relative_to(ROOT / "templates")
    for kind in ("html", "svg", "xml", "txt")
    for path in (ROOT / "templates").rglob(f"*.{kind}")
)

# Whoever keeps the register, and whoever fills it from published facts, may judge it.
KEEPERS = ("certification", "reference")
# These count what has ended, which no query of today's stars can tell.
COUNTS_WHAT_ENDED = {"shop/office/reports.py", "shop/office/still_shown.py"}
JUDGING = {"status", "is_valid_on"}
MODULES = sorted(
    path for path in (ROOT / "shop").rglob("*.py") if path.relative_to(ROOT).parts[1] not in KEEPERS
)


@pytest.mark.parametrize("name", TEMPLATES, ids=str)
def test_stars_are_drawn_by_their_component_alone(name):
    source = (ROOT / "templates" / name).read_text(encoding="utf-8")
    if str(name) == DRAWN_BY:
        return

    assert not STAR_SIGNS.search(source)
    if "data-stars" in source or SEAL.search(source):
        assert f'from "{DRAWN_BY}" import' in source


def test_no_style_or_script_draws_a_star():
    drawn = [
        path
        for folder in ("css", "js")
        for path in (ROOT / "static" / folder).rglob("*.*")
        if STAR_SIGNS.search(path.read_text(encoding="utf-8"))
    ]

    assert not drawn


def functions(path):
    """Yield the outermost functions of a module with the names that each uses."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node.name, [each for each in ast.walk(node)]


def reads(node, *attributes):
    """Say whether a node reads one of these columns of the register."""
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Certificate"
        and node.attr in attributes
    )


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_whether_a_certificate_holds_is_asked_of_the_register(path):
    where = str(path.relative_to(ROOT))
    for name, nodes in functions(path):
        if any(reads(node, "stars") for node in nodes):
            asked = {
                node.func.id
                for node in nodes
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            }
            assert asked & {"is_valid_on", "held_on"}, f"{where}:{name} reads stars of any day"
        if where not in COUNTS_WHAT_ENDED:
            assert not any(reads(node, *JUDGING) for node in nodes), f"{where}:{name} judges"
