import hashlib
import json

import pytest

from shop.config import ROOT

STATIC = ROOT / "static"
PACKAGES = json.loads((STATIC / "vendor" / "manifest.json").read_text())
FILES = {file: digest for package in PACKAGES for file, digest in package["files"].items()}

pytestmark = pytest.mark.nodb


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_others_is_what_its_package_published(file):
    assert hashlib.sha256((STATIC / file).read_bytes()).hexdigest() == FILES[file]


def test_every_file_of_others_is_listed():
    present = {
        str(path.relative_to(STATIC))
        for folder in ("vendor", "fonts")
        for path in (STATIC / folder).rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert present <= set(FILES)


def test_every_package_names_its_licence():
    assert all(package["licence"] and package["version"] for package in PACKAGES)
