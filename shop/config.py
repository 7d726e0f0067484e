"""Every setting: its name, type, default and one sentence.

Settings come from the environment and from a file `.env`; the environment wins.
"""

import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from shop.errors import SettingError

ROOT = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]


def _flag(text: str) -> bool:
    values = {"1": True, "true": True, "0": False, "false": False, "": False}
    if text.lower() not in values:
        raise ValueError("must be 1 or 0")
    return values[text.lower()]


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address such as https://shop.example.vn")
    return text.rstrip("/")


def _database(text: str) -> str:
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("must be an address such as postgresql+psycopg://user@host/name") from None
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("must begin with sqlite:/// or postgresql+psycopg://")
    return text


def _redis(text: str) -> str:
    if urlsplit(text).scheme not in ("redis", "rediss"):
        raise ValueError("must begin with redis:// or rediss://")
    return text


def _mail(text: str) -> str:
    if urlsplit(text).scheme not in ("smtp", "smtps", "file"):
        raise ValueError("must begin with smtp://, smtps:// or file://")
    return text


def _search(text: str) -> str:
    if text not in ("whoosh", "postgresql"):
        raise ValueError("must be whoosh or postgresql")
    return text


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("must be an instant such as 2026-11-22T09:00:00+07:00") from None
    if instant.tzinfo is None:
        raise ValueError("needs its zone, such as +07:00")
    return instant


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        raise ValueError("must be a small whole number")
    return int(text)


@dataclass(frozen=True)
class Setting:
    name: str
    about: str
    default: Any = None
    parse: Callable[[str], Any] = str


SETTINGS = (
    Setting("DEMO", "1: demonstration sign-ins exist and every page says so.", False, _flag),
    Setting("DEMO_NOW", "Instant that the clock shows; only with DEMO=1.", None, _instant),
    Setting("SECRET_KEY", "Signs sessions; made and kept in the instance folder with DEMO=1."),
    Setting("BASE_URL", "Public address of the shop.", None, _web_address),
    Setting("TRUSTED_PROXIES", "Proxies in front whose X-Forwarded headers count.", 0, _count),
    Setting("INSTANCE_PATH", "Folder of all state.", ROOT / "instance", Path),
    Setting("DATABASE_URL", "Database; SQLite in the instance folder if unset.", None, _database),
    Setting("REDIS_URL", "Shared rate limits of several hosts.", None, _redis),
    Setting(
        "SEARCH_BACKEND",
        "Engine of search: whoosh (in the instance folder) or postgresql.",
        "whoosh",
        _search,
    ),
    Setting("METRICS_TOKEN", "Opens /metrics as a bearer token; without it 404."),
    Setting("PAGE_CACHE_MB", "Memory of each process for anonymous pages; 0: none.", 32, _count),
    Setting("MEDIA_PATH", "Folder of uploaded files; in the instance folder if unset.", None, Path),
    Setting("MAIL_URL", "Where mail goes; files in the instance folder if unset.", None, _mail),
    Setting("SITE_NAME", "Name of the shop on every page.", "Chợ Sao"),
    Setting("SITE_OPERATOR_NAME", "Legal name of who operates the shop."),
    Setting("SITE_OPERATOR_ADDRESS", "Address of who operates the shop."),
    Setting("SITE_OPERATOR_EMAIL", "Mail address for questions."),
    Setting("SITE_OPERATOR_PHONE", "Telephone number for questions."),
    Setting(
        "SELL_UNCERTIFIED",
        "0: what has no certificate valid today cannot be ordered; 1: it can, without stars.",
        True,
        _flag,
    ),
    Setting("MAP_TILE_URL", "Map tiles, such as https://tiles.example.vn/{z}/{x}/{y}.png."),
    Setting("MAP_TILE_ATTRIBUTION", "Words that the owner of the map tiles asks for."),
)


def read_settings(given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return all settings, parsed and checked.

    :param given: values that win over the environment, for tests and tools
    :raises SettingError: naming the first setting that is wrong, in one line
    """
    raw = {**dotenv_values(ROOT / ".env"), **os.environ, **(given or {})}
    values = {}
    for setting in SETTINGS:
        text = raw.get(setting.name)
        if text is None or text == "":
            values[setting.name] = setting.default
        elif not isinstance(text, str):
            values[setting.name] = text
        else:
            try:
                values[setting.name] = setting.parse(text)
            except ValueError as error:
                raise SettingError(f"setting {setting.name} {error}; it is {text!r}") from None
    _complete(values)
    return values


def _complete(values: dict[str, Any]) -> None:
    if values["DEMO_NOW"] and not values["DEMO"]:
        raise SettingError("setting DEMO_NOW is only allowed together with DEMO=1")
    for name in ("SECRET_KEY", "BASE_URL"):
        if not values[name] and not values["DEMO"]:
            raise SettingError(f"setting {name} is missing; it is required unless DEMO=1")
    tiles, words = values["MAP_TILE_URL"], values["MAP_TILE_ATTRIBUTION"]
    if tiles and not words:
        raise SettingError("setting MAP_TILE_ATTRIBUTION is missing; MAP_TILE_URL needs it")

    instance = Path(values["INSTANCE_PATH"]).resolve()
    _make_writable("INSTANCE_PATH", instance)
    values["INSTANCE_PATH"] = instance
    values["MEDIA_PATH"] = Path(values["MEDIA_PATH"] or instance / "media").resolve()
    _make_writable("MEDIA_PATH", values["MEDIA_PATH"])
    values["MAIL_URL"] = values["MAIL_URL"] or (instance / "mail").as_uri()
    values["DATABASE_URL"] = values["DATABASE_URL"] or f"sqlite:///{instance / 'shop.db'}"
    if values["SEARCH_BACKEND"] == "postgresql" and values["DATABASE_URL"].startswith("sqlite"):
        raise SettingError(
            "setting SEARCH_BACKEND is postgresql, but DATABASE_URL is SQLite; it needs PostgreSQL"
        )
    values["SECRET_KEY"] = values["SECRET_KEY"] or _kept_secret(instance / "secret_key")


def _make_writable(name: str, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        TemporaryFile(dir=folder).close()  # tried, for permissions alone do not tell
    except OSError as error:
        raise SettingError(
            f"setting {name}: cannot write in {folder} ({error.strerror}); "
            "make room or give the shop's account the folder, or name another"
        ) from None


def _kept_secret(path: Path) -> str:
    """Return the key kept in a file, made by whichever process comes first."""
    try:
        with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text().strip()
