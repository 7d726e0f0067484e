"""The menus of each audience; the domains fill them."""

from dataclasses import dataclass

from flask import Flask
from flask_babel import LazyString


@dataclass(frozen=True)
class Entry:
    position: int
    endpoint: str
    label: LazyString
    icon: str
    permission: str | None = None  # without which its page is closed, where the menu is not


_menus: dict[str, list[Entry]] = {"workspace": [], "counter": [], "office": []}


def add(
    menu: str,
    position: int,
    endpoint: str,
    label: LazyString,
    icon: str,
    *,
    permission: str | None = None,
) -> None:
    """Put an entry into a menu; done once, where a blueprint is made."""
    _menus[menu].append(Entry(position, endpoint, label, icon, permission))


def navigation(menu: str) -> list[Entry]:
    return sorted(_menus[menu], key=lambda entry: entry.position)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["navigation"] = navigation
