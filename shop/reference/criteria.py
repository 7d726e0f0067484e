"""Read the score sheets: against their schema, and what a schema cannot say."""

import json
from collections import Counter
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stubs
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from shop.reference.read import Problem, read_text

FILE = "ocop/criteria.json"
SCHEMA_FILE = "ocop/criteria.schema.json"
PART_POINTS = {"A": 40, "B": 25, "C": 35}

Keys = tuple[str | int, ...]


def read_criteria(root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the score sheets and every problem in them; without them an empty dict."""
    text, problems = read_text(root, FILE)
    schema_text, schema_problems = read_text(root, SCHEMA_FILE)
    if text is None or schema_text is None:
        return {}, problems + schema_problems
    data, problems = _read_json(FILE, text)
    schema, schema_problems = _read_json(SCHEMA_FILE, schema_text)
    if problems or schema_problems:
        return {}, problems + schema_problems
    found = [
        (tuple(error.absolute_path), f"{error.message}; see {SCHEMA_FILE}")
        for error in Draft202012Validator(schema).iter_errors(data)
    ]
    # Sums make sense only of a file that has the right shape.
    found = found or list(_wrong_sums(data))
    return data, [
        Problem(FILE, *locate(text, keys), f"{_dotted(keys)}: {says}") for keys, says in found
    ]


def _read_json(file: str, text: str) -> tuple[Any, list[Problem]]:
    try:
        return json.loads(text), []
    except json.JSONDecodeError as error:
        says = f"not JSON ({error.msg}); correct it"
        return None, [Problem(file, error.lineno, error.colno, says)]


def _wrong_sums(data: dict[str, Any]) -> Iterator[tuple[Keys, str]]:
    numbers = [sheet["no"] for sheet in data["sets"]]
    if numbers != list(range(1, len(numbers) + 1)):
        yield ("sets",), f"the sets are numbered {numbers}; number them in order, each once"
    for at, sheet in enumerate(data["sets"]):
        yield from _wrong_sheet(("sets", at), sheet)


def _wrong_sheet(keys: Keys, sheet: dict[str, Any]) -> Iterator[tuple[Keys, str]]:
    points = {part["code"]: part["max"] for part in sheet["parts"]}
    if points != PART_POINTS:
        yield (*keys, "parts"), f"the parts give {points}; the decision says {PART_POINTS}"
    sections = [section for part in sheet["parts"] for section in part["sections"]]
    nodes = [node for section in sections for node in (section, *section["criteria"])]
    for code, times in Counter(node["code"] for node in nodes).items():
        if times > 1:
            yield keys, f"code {code} stands {times} times in set {sheet['no']}; make it unique"
    for at, part in enumerate(sheet["parts"]):
        part_keys = (*keys, "parts", at)
        yield from _wrong_total(part_keys, part, part["sections"])
        for number, section in enumerate(part["sections"]):
            yield from _wrong_section((*part_keys, "sections", number), section)


def _wrong_section(keys: Keys, section: dict[str, Any]) -> Iterator[tuple[Keys, str]]:
    criteria = section["criteria"]
    for case in section.get("cases", []):
        yield from _wrong_best(keys, section["max"], case["options"])
    if "options" in section:
        yield from _wrong_best(keys, section["max"], section["options"])
    if criteria:
        groups = [node["code"] + "." for node in criteria if node.get("group")]
        counted = [node for node in criteria if not node["code"].startswith(tuple(groups))]
        yield from _wrong_total(keys, section, counted)
    for at, criterion in enumerate(criteria):
        own = (*keys, "criteria", at)
        if criterion.get("group"):
            members = [c for c in criteria if c["code"].startswith(criterion["code"] + ".")]
            yield from _wrong_total(own, criterion, members)
        elif criterion["options"]:
            yield from _wrong_best(own, criterion["max"], criterion["options"])


def _wrong_total(
    keys: Keys, node: dict[str, Any], members: list[Any]
) -> Iterator[tuple[Keys, str]]:
    total = sum(member["max"] for member in members)
    if total != node["max"]:
        says = f"{node['code']} gives {node['max']} points, its members {total}"
        yield (*keys, "max"), f"{says}; correct one of them"


def _wrong_best(keys: Keys, most: float, options: list[Any]) -> Iterator[tuple[Keys, str]]:
    best = max(option["score"] for option in options)
    if best != most:
        yield (*keys, "max"), f"the best option gives {best} of {most} points; correct one of them"
    codes = [option["code"] for option in options]
    if codes != sorted(set(codes)):
        yield keys, f"the options are coded {codes}; use each letter once, in order"


def locate(text: str, keys: Keys) -> tuple[int, int]:
    """Return line and column of the value that a path of keys leads to in a JSON text."""
    decoder, at = json.JSONDecoder(), _skip(text, 0)
    for key in keys:
        index, at = 0, _skip(text, at + 1)  # past the bracket
        while True:
            name: str | int = index
            if text[at] == '"' and isinstance(key, str):
                name, at = scanstring(text, at + 1)
                at = _skip(text, _skip(text, at) + 1)  # past the colon
            if name == key:
                break
            _, at = decoder.raw_decode(text, at)
            index, at = index + 1, _skip(text, _skip(text, at) + 1)  # past the comma
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _skip(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _dotted(keys: Keys) -> str:
    return ".".join(map(str, keys)) or "file"
