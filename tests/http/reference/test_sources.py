import pytest

from shop.reference.sources import publisher
from tests.factories.certification import make_recognition
from tests.factories.places import make_sales_point


@pytest.mark.parametrize(
    ("lang", "title"), [("vi", "Số liệu lấy từ đâu"), ("en", "Where the facts come from")]
)
def test_sources_are_named_with_their_rows(client, session, lang, title):
    make_sales_point(source="https://www.hanoimoi.vn/a.html ; bài “Trái ngọt”")
    make_recognition(source="https://hanoimoi.vn/b.html")

    page = client.get("reference.sources", lang=lang)

    assert [heading.text for heading in page.select("h1")] == [title]
    rows = {row.th.text: row.td.text for row in page.select("[aria-labelledby=named] tbody tr")}
    assert rows["hanoimoi.vn"] == "2"
    assert rows["bài “Trái ngọt”"] == "1"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.example.vn/bai?x=1", ("example.vn", True)),
        ("example.vn, bài “A”", ("example.vn, bài “A”", False)),
    ],
)
def test_a_source_is_a_site_or_an_article(source, expected):
    assert publisher(source) == expected
