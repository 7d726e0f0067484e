"""Packages are pinned, as asked for, and nothing says where they come from."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from shop.config import ROOT

FOLDERS = [ROOT, ROOT / "tests"]


def requirements(path):
    lines = (line.split("#")[0].strip() for line in path.read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


@pytest.mark.parametrize("folder", FOLDERS, ids=["run time", "tests"])
def test_what_is_asked_for_is_pinned(folder):
    pinned = {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each in requirements(folder / "requirements.txt")
    }

    for asked in requirements(folder / "requirements.in"):
        version = pinned.get(canonicalize_name(asked.name))
        assert version and asked.specifier.contains(version), f"{asked}: run make lock"


def test_the_tests_use_the_packages_of_the_run_time():
    pinned = {each.name: each.specifier for each in requirements(ROOT / "requirements.txt")}

    for each in requirements(ROOT / "tests" / "requirements.txt"):
        assert pinned.get(each.name, each.specifier) == each.specifier, each.name


@pytest.mark.parametrize("folder", FOLDERS, ids=["run time", "tests"])
def test_no_registry_is_named(folder):
    for name in ("requirements.in", "requirements.txt"):
        assert not re.search(r"https?://|index-url|find-links", (folder / name).read_text())
