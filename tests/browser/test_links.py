"""No link of the shop leads nowhere."""

from collections import deque
from http.client import HTTPConnection
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

MOST_PAGES = 150
MOST_OF_A_KIND = 4  # pages of one kind, such as products


def ask(connection, path, lang):
    connection.request("GET", path, headers={"Accept-Language": lang})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def kind(path):
    """Return what pages of one kind share: the path's first part and its depth."""
    parts = urlsplit(path)
    steps = parts.path.strip("/").split("/")
    return steps[0], len(steps), bool(parts.query)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_link_that_a_visitor_meets_works(live_server, lang):
    connection = HTTPConnection(urlsplit(live_server).netloc, timeout=20)
    waiting, seen, kinds, broken = deque([("/", "")]), {"/"}, {}, []

    while waiting and sum(kinds.values()) < MOST_PAGES:
        path, source = waiting.popleft()
        if kinds.get(kind(path), 0) == MOST_OF_A_KIND:
            continue
        kinds[kind(path)] = kinds.get(kind(path), 0) + 1
        status, headers, body = ask(connection, path, lang)
        if status >= 400:
            broken.append(f"{status} {path} (from {source})")
        if headers.get_content_type() != "text/html" or status != 200:
            continue
        html = BeautifulSoup(body, "html.parser")
        assert len(html.select("h1")) == 1, path
        links = [link.get("href") or link.get("src") for link in html.select("[href], [src]")]
        for link in links:
            target = urlsplit(urljoin(live_server + path, link))._replace(fragment="")
            found = target._replace(scheme="", netloc="").geturl()
            ours = target.netloc == urlsplit(live_server).netloc
            # Another language is another visitor's page.
            if ours and found not in seen and "lang=" not in found:
                seen.add(found)
                waiting.append((found, path))
    connection.close()

    assert not broken
