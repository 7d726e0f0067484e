"""What every route, job, setting and transaction keeps to."""

import ast
import re

from shop.accounts.permissions import DECLARED_ENDPOINTS
from shop.config import ROOT, SETTINGS
from shop.jobs.registry import HANDLERS

SOURCES = sorted((ROOT / "shop").rglob("*.py"))


def calls(name):
    """Yield each call of a function or method of this name, with its file."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func
                called = getattr(function, "id", None) or getattr(function, "attr", None)
                if called == name:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_route_states_its_access(app):
    silent = []
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint in DECLARED_ENDPOINTS or hasattr(view, "access"):
            continue
        view_class = getattr(view, "view_class", None)
        methods = rule.methods - {"OPTIONS", "HEAD"}
        if view_class is None or not all(
            hasattr(getattr(view_class, method.lower()), "access") for method in methods
        ):
            silent.append(f"{rule.endpoint} {rule.rule}")

    assert not silent


def test_every_declared_endpoint_exists(app):
    only_while_developing = {"gallery.show"}

    assert not DECLARED_ENDPOINTS.keys() - app.view_functions.keys() - only_while_developing


def test_every_job_that_is_enqueued_is_registered(app):
    unknown = []
    for place, call in calls("enqueue"):
        name = call.args[0] if call.args else None
        assert isinstance(name, ast.Constant), f"{place}: name the job by a plain string"
        if name.value not in HANDLERS:
            unknown.append(f"{place}: {name.value}")

    assert not unknown


def test_every_setting_is_in_the_example_with_its_sentence():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = {
        name: about for about, name in re.findall(r"^# (.+)\n#?([A-Z_]+)=", lines, re.MULTILINE)
    }

    assert shown == {setting.name: setting.about for setting in SETTINGS}


def test_only_the_transaction_commits():
    # The index of words has a commit of its own, of files.
    allowed = ("shop/database.py", "shop/search/index.py")
    elsewhere = [place for place, _call in calls("commit") if not place.startswith(allowed)]

    assert not elsewhere


# Changes that leave no audit entry of their own, and why.
UNRECORDED = {
    "shop/freshness/services.py:bump": "it changes nothing, all is only read again",
    "shop/cart/services.py": "a cart is its owner's own note",
    "shop/jobs/services.py": "the queue's own states",
    "shop/certification/services/reminders.py": "letters alone, each a row of the queue",
    "shop/inventory/services/promises.py": "part of an order's step, which is recorded",
    "shop/inventory/services/locations.py": "a place is opened by what is first put there",
    "shop/media/services/files.py:keeping": "who keeps a file records what for",
    "shop/media/services/renditions.py": "what is made of a picture, whose coming is recorded",
    "shop/payments/services.py:begin": "part of placing an order, which is recorded",
}


def called(function):
    """Return the names of the functions that a function calls."""
    found = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {getattr(each, "id", None) or getattr(each, "attr", None) for each in found}


def test_every_change_leaves_an_audit_entry():
    functions = [
        (f"{path.relative_to(ROOT)}:{node.name}", node.name, called(node))
        for path in SOURCES
        if "services" in path.relative_to(ROOT).with_suffix("").parts
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    recording = {"record"}  # of shop.audit, and what calls it, and what calls that …
    while more := {name for _, name, calls in functions if calls & recording} - recording:
        recording |= more

    silent = {
        place
        for place, name, calls in functions
        if "transaction" in calls and name not in recording
    }

    assert not {place for place in silent if not place.startswith(tuple(UNRECORDED))}
    assert all(any(place.startswith(known) for place in silent) for known in UNRECORDED)
