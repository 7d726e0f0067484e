import pytest


@pytest.fixture(autouse=True)
def folder(app, session, tmp_path, monkeypatch):
    """Where files lie, empty."""
    monkeypatch.setitem(app.config, "MEDIA_PATH", tmp_path)
    return tmp_path
