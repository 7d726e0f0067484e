import re
from datetime import timedelta

import pytest

from shop.jobs import enqueue
from shop.jobs.models import Job, JobState
from shop.lib import clock
from shop.web.metrics import Requests

TOKEN = "mot-chuoi-bi-mat"
SAMPLE = re.compile(r'([a-z_]+)(\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? (-?[\d.e+-]+|\+Inf)')


@pytest.fixture
def scrape(client, app, monkeypatch, session):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    monkeypatch.setitem(app.extensions, "requests", Requests())

    def ask(token=TOKEN, status=200):
        answer = client.http.get("/metrics", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status
        return answer

    return ask


def values(answer):
    """Read what a monitor reads: every line has the shape, every family its type."""
    lines = answer.get_data(as_text=True).splitlines()
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    found = {}
    for line in lines:
        if not line.startswith("#"):
            name, labels, value = SAMPLE.fullmatch(line).groups()
            assert name in typed or re.sub("_(bucket|sum|count)$", "", name) in typed
            found[name + (labels or "")] = float(value)
    return found


def test_without_its_token_there_is_no_such_page(scrape, client, app, monkeypatch):
    scrape(token="falsch", status=404)
    scrape(token="", status=404)
    scrape(token="\u00e9", status=404)
    assert client.http.get("/metrics").status_code == 404

    monkeypatch.setitem(app.config, "METRICS_TOKEN", None)
    scrape(status=404)
    scrape(token="", status=404)


def test_requests_are_counted_by_how_they_ended(scrape, client):
    client.http.get("/healthz")
    client.http.get("/khong-co")

    found = values(scrape())

    assert found['shop_requests_total{status="2xx"}'] == 1
    assert found['shop_requests_total{status="4xx"}'] == 1
    assert found['shop_request_seconds_bucket{le="+Inf"}'] == found["shop_request_seconds_count"]
    assert found["shop_request_seconds_count"] == 2
    assert found["shop_request_seconds_sum"] > 0


def test_the_queue_tells_its_sizes_and_how_late_it_is(scrape, session):
    enqueue("search.rebuild")
    enqueue("messages.deliver", message_id=1)
    session.commit()
    oldest = session.query(Job).filter_by(name="search.rebuild").one()
    oldest.created_at = oldest.run_at = clock.now() - timedelta(seconds=90)
    session.commit()

    found = values(scrape())

    assert found['shop_jobs{state="queued"}'] == 2
    assert 90 <= found["shop_job_age_seconds"] < 100
    assert 90 <= found["shop_search_lag_seconds"] < 100


def test_an_index_that_is_up_to_date_is_not_behind(scrape, client, session):
    enqueue("search.rebuild")
    session.query(Job).one().state = JobState.DONE
    session.commit()

    assert values(scrape())["shop_search_lag_seconds"] == 0


def test_what_runs_is_told(scrape):
    found = values(scrape())

    assert any(name.startswith('shop_build_info{version="') for name in found)


def test_no_store_keeps_the_figures(scrape):
    assert scrape().headers["Cache-Control"] == "no-store"
