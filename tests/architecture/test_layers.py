"""Imports point downwards."""

import ast
from pathlib import Path

import pytest

from shop.config import ROOT

# A row may import from the rows below it.
LAYERS = """
office  reference  checkout  counter  search
payments  reviews  compliance
orders
cart
inventory  promotions  delivery
traceability  trade_weeks
certification
catalog
producers
places
accounts
media  messages  web  api
audit  jobs  freshness
commands
schema
database  errors  extensions  config
lib
"""
ROW_OF = {
    domain: row
    for row, domains in enumerate(reversed(LAYERS.split("\n")))
    for domain in domains.split()
}
# These call a domain from outside, so they may use any domain's inner modules.
CALLERS = {"views", "forms", "api", "cli", "jobs", "resolver"}
# What all domains share is no domain: `shop.web.forms` is not a caller.
SHARED = {"media", "messages", "web", "api", "audit", "jobs", "freshness"}
CORE = {"database", "errors", "extensions", "config"}  # single modules, on one row
# They put the house together.
ASSEMBLY = {"shop/__init__.py", "shop/serve.py"}

MODULES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "shop").rglob("*.py"))


def imports(path: str) -> list[tuple[str, ...]]:
    """Return the shop's modules that a file imports, as their dotted parts after `shop`."""
    found = []
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            # `from shop.orders import queries` names a module, `import Order` does not.
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    parts = [tuple(name.split(".")[1:]) for name in found if name.split(".")[0] == "shop"]
    return [part for part in parts if part]


def is_caller(parts: tuple[str, ...]) -> bool:
    return len(parts) > 1 and parts[1] in CALLERS and parts[0] not in SHARED


@pytest.mark.parametrize("path", [path for path in MODULES if path not in ASSEMBLY])
def test_imports_point_downwards(path):
    own = Path(path).with_suffix("").parts[1:]
    assert own[0] in ROW_OF, f"{own[0]} has no row in the table of layers"

    for imported in imports(path):
        if imported[0] == own[0] or {imported[0], own[0]} <= CORE:
            continue
        name = "shop." + ".".join(imported)
        if is_caller(own):
            assert not is_caller(imported), f"{path} imports the caller {name}"
        else:
            assert ROW_OF[imported[0]] < ROW_OF[own[0]], f"{path} imports {name}"


def test_migrations_know_nothing_of_the_shop():
    for path in (ROOT / "migrations" / "versions").glob("*.py"):
        assert not imports(str(path.relative_to(ROOT))), path.name
