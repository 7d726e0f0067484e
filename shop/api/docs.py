"""The API's page for people, drawn from its published description."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from shop.api.spec import description

bp = Blueprint("api_docs", __name__)

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One endpoint as its description has it."""

    method: str
    path: str
    summary: str
    about: str
    parameters: list[dict[str, Any]]
    fields: list[tuple[str, str, str]]  # name, type, meaning of the answer's fields

    @property
    def anchor(self) -> str:
        return f"{self.method}-{self.path.strip('/').replace('/', '-')}".replace("{", "").replace(
            "}", ""
        )


@bp.get("/api/v1/docs")
def show() -> str:
    spec = description()
    return render_template("api/docs.html", title=spec["info"]["title"], groups=groups(spec))


def groups(spec: dict[str, Any]) -> list[tuple[str, list[Operation]]]:
    """Return the endpoints by tag, each tag with its description."""
    about = {tag["name"]: tag.get("description", tag["name"]) for tag in spec.get("tags", [])}
    found: dict[str, list[Operation]] = {}
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                tag = (operation.get("tags") or [""])[0]
                shared = item.get("parameters", [])
                found.setdefault(about.get(tag, tag), []).append(
                    _operation(spec, method, path, operation, shared)
                )
    return sorted(found.items())


def _operation(
    spec: dict[str, Any],
    method: str,
    path: str,
    operation: dict[str, Any],
    shared: list[dict[str, Any]],
) -> Operation:
    parameters = [_resolved(spec, each) for each in [*shared, *operation.get("parameters", [])]]
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        about=operation.get("description", ""),
        parameters=parameters,
        fields=list(_fields(spec, operation)),
    )


def _fields(spec: dict[str, Any], operation: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for status in ("200", "201", "202"):
        content = _resolved(spec, operation.get("responses", {}).get(status, {})).get("content", {})
        for media in content.values():
            schema = _resolved(spec, media.get("schema", {}))
            if schema.get("type") == "array":
                schema = _resolved(spec, schema["items"])
            for name, field in schema.get("properties", {}).items():
                resolved = _resolved(spec, field)
                yield name, _kind(resolved), resolved.get("description", "")
            return


def _kind(schema: dict[str, Any]) -> str:
    kind = schema.get("type", "object")
    return " | ".join(kind) if isinstance(kind, list) else str(kind)


def _resolved(spec: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference within the description."""
    if "$ref" not in node:
        return node
    target: Any = spec
    for part in node["$ref"].removeprefix("#/").split("/"):
        target = target[part]
    found: dict[str, Any] = target
    return found
