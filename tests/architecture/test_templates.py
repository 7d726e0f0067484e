"""What every template keeps to: the content policy, and words in two languages."""

import re

import pytest
from bs4 import BeautifulSoup, Comment, Doctype

from shop.config import ROOT

TEMPLATES = ROOT / "templates"
PAGES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
JINJA_ELEMENT = re.compile(r"(</?)\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN_ATTRIBUTES = ("alt", "title", "placeholder", "aria-label", "aria-description")

# Written in one language by intent: mail is a file for each language, the gallery is ours.
ONE_LANGUAGE = ("mail/", "gallery/")
# Names and units that are the same in both languages.
SAME_IN_BOTH = {"OCOP", "GS1", "GTIN", "QR", "API", "JSON", "CSV", "OpenAPI", "VietQR", "Stripe"}
SAME_IN_BOTH |= {"Tiếng", "Việt", "English", "EN", "VI", "kg", "km", "ml", "VND", "PDF", "SVG"}
# One style sheet goes inline, named by its hash in the policy.
INLINE_STYLE = {"traceability/trace.html"}
# Markup that our own code makes, escaped there.
SAFE = set()


def skeleton(name):
    """Return a template's HTML without Jinja's parts, and its source."""
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    html = JINJA.sub(" ", JINJA_ELEMENT.sub(r"\1div", source))
    return BeautifulSoup(html, "html.parser"), source


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_or_dresses_inline(name):
    html, _source = skeleton(name)

    for element in html.find_all(True):
        inline = [at for at in element.attrs if at == "style" or at.startswith("on")]
        assert not inline, f"<{element.name}> has {inline}"
    assert all(script.get("src") or script.get("type") for script in html.find_all("script"))
    assert not html.find_all("style") or name in INLINE_STYLE


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(ONE_LANGUAGE)])
def test_every_word_can_be_translated(name):
    html, _source = skeleton(name)
    for sample in html.select("code, pre"):
        sample.decompose()
    spoken = [
        text for text in html.find_all(string=True) if not isinstance(text, Comment | Doctype)
    ]
    spoken += [
        element[attribute]
        for element in html.find_all(True)
        for attribute in SPOKEN_ATTRIBUTES
        if element.get(attribute)
    ]

    bare = [word for text in spoken for word in WORD.findall(text) if word not in SAME_IN_BOTH]

    assert not bare


@pytest.mark.parametrize("name", PAGES)
def test_markup_is_trusted_only_where_listed(name):
    _html, source = skeleton(name)

    assert not re.search(r"\|\s*safe\b|autoescape", source) or name in SAFE
