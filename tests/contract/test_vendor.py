"""Other people's files in the browser are the ones that were checked in."""

import hashlib
import json

from shop.web.assets import STATIC

VENDOR = STATIC / "vendor"


def manifest():
    return json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def test_every_file_is_the_one_recorded():
    for package in manifest():
        assert package["name"] and package["version"] and package["licence"]
        for path, digest in package["files"].items():
            assert hashlib.sha256((STATIC / path).read_bytes()).hexdigest() == digest, path


def test_no_file_is_unrecorded():
    recorded = {path for package in manifest() for path in package["files"]}
    present = {
        str(path.relative_to(STATIC))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert present == {path for path in recorded if path.startswith("vendor/")}
