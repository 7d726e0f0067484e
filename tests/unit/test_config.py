import errno
import re
import stat

import pytest

from shop.config import ROOT, SETTINGS, read_settings
from shop.errors import SettingError

PRODUCTION = {"DEMO": "0", "SECRET_KEY": "k" * 40, "BASE_URL": "https://shop.example.vn"}


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for setting in SETTINGS:
        monkeypatch.delenv(setting.name, raising=False)
    monkeypatch.setenv("INSTANCE_PATH", str(tmp_path / "instance"))


def test_production_settings_are_taken():
    values = read_settings(PRODUCTION)

    assert values["DEMO"] is False
    assert values["DATABASE_URL"].endswith("instance/shop.db")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"DEMO": "maybe"}, "DEMO"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "shop.example.vn"}, "BASE_URL"),
        ({"DATABASE_URL": "mysql://localhost/shop"}, "DATABASE_URL"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL"),
        ({"REDIS_URL": "localhost"}, "REDIS_URL"),
        ({"MAIL_URL": "mail.example.vn"}, "MAIL_URL"),
        ({"DEMO_NOW": "2026-11-22T09:00:00+07:00"}, "DEMO_NOW"),
        ({"DEMO": "1", "DEMO_NOW": "yesterday"}, "DEMO_NOW"),
        ({"DEMO": "1", "DEMO_NOW": "2026-11-22T09:00:00"}, "DEMO_NOW"),
        ({"MAP_TILE_URL": "https://tiles.example.vn/{z}/{x}/{y}.png"}, "MAP_TILE_ATTRIBUTION"),
        ({"SEARCH_BACKEND": "solr"}, "SEARCH_BACKEND"),
        ({"SEARCH_BACKEND": "postgresql"}, "SEARCH_BACKEND"),  # the database is SQLite
        ({"INSTANCE_PATH": "/proc/nowhere"}, "INSTANCE_PATH"),
        ({"INSTANCE_PATH": "/etc/hostname"}, "INSTANCE_PATH"),
        ({"MEDIA_PATH": "/proc/nowhere"}, "MEDIA_PATH"),
        ({"TRUSTED_PROXIES": "-1"}, "TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "all"}, "TRUSTED_PROXIES"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(wrong, said):
    with pytest.raises(SettingError) as refused:
        read_settings(PRODUCTION | wrong)

    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_that_takes_no_file_is_named(monkeypatch):
    def full(**_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("shop.config.TemporaryFile", full)

    with pytest.raises(SettingError, match="INSTANCE_PATH: cannot write in .* \\(No space left"):
        read_settings(PRODUCTION)


READ_BY_FLASK = {"SECRET_KEY"}


@pytest.mark.parametrize("name", sorted({setting.name for setting in SETTINGS} - READ_BY_FLASK))
def test_every_setting_is_read_by_the_shop(name):
    sources = [path for path in (ROOT / "shop").rglob("*.py") if path.name != "config.py"]
    sources += (ROOT / "templates").rglob("*.html")
    use = re.compile(rf"""(values|config)(\.{name}\b|\[["']{name}["']\])""")

    assert any(use.search(path.read_text(encoding="utf-8")) for path in sources)


def test_a_demonstration_makes_a_secret_once_and_keeps_it(tmp_path):
    first = read_settings({"DEMO": "1"})["SECRET_KEY"]

    assert read_settings({"DEMO": "1"})["SECRET_KEY"] == first
    assert len(first) >= 40
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600
