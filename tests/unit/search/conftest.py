import pytest

from shop.search.index import SearchIndex


@pytest.fixture
def index(app, tmp_path, monkeypatch):
    """An index of this test's own, in place of the application's."""
    own = SearchIndex(tmp_path / "search")
    monkeypatch.setitem(app.extensions, "search", own)
    return own
