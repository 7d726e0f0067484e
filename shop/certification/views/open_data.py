"""The register as files, and the page that says what they hold."""

import hashlib
import json
from collections.abc import Callable, Iterator

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from shop.accounts.permissions import public
from shop.certification import published
from shop.certification.columns import COLUMNS, cell
from shop.certification.models import Certificate
from shop.certification.published import Wanted
from shop.certification.records import LICENCE, LICENCE_NAME, Links, record
from shop.certification.schema_org import CONTEXT, certification
from shop.config import VERSION
from shop.freshness import shelf_version
from shop.lib import clock
from shop.lib.spreadsheets import csv_parts
from shop.traceability.addresses import base_url
from shop.web.pages import kept

bp = Blueprint("open_data", __name__)

SEPARATOR = ",\n"


@bp.get("/open-data")
@kept
@public
def show() -> str:
    facts = published.count(Wanted())
    return render_template(
        "certification/open_data.html",
        facts=facts,
        sample=published.count(Wanted(with_demo=True)) - facts,
        columns=COLUMNS,
        licence=LICENCE,
        licence_name=LICENCE_NAME,
        canonical=base_url() + url_for(".show"),
        for_machines={"@context": CONTEXT} | _dataset(),
    )


@bp.get("/certificates.csv")
@public
def csv() -> AnyResponse:
    return _streamed(_csv, "text/csv; charset=utf-8", "certificates.csv")


@bp.get("/certificates.json")
@public
def json_ld() -> AnyResponse:
    return _streamed(_json_ld, "application/ld+json", "certificates.json")


def _streamed(parts: Callable[[], Iterator[str]], kind: str, name: str) -> AnyResponse:
    """Answer with a file that is made while it is sent, or that the reader has it already.

    The version is asked before the rows are read, so a change meanwhile shows the next time.
    """
    state = (name, VERSION, shelf_version(), clock.today(), request.host_url, _wants_demo())
    response = Response(stream_with_context(parts()), content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.cache_control.public = True
    response.cache_control.no_cache = True  # kept, and asked again before each use
    response.set_etag(hashlib.sha256(repr(state).encode()).hexdigest()[:20])
    return response.make_conditional(request)


def _wants_demo() -> bool:
    return request.args.get("demo") == "1"


def _csv() -> Iterator[str]:
    day, links = clock.today(), Links.here()
    records = (record(each, day, links) for each in _rows())
    return csv_parts(list(COLUMNS), ([cell(row[name]) for name in COLUMNS] for row in records))


def _json_ld() -> Iterator[str]:
    day, links = clock.today(), Links.here()
    yield f'{{"@context": "{CONTEXT}", "@graph": [\n'
    # Names of offices and of the programme are Vietnamese, whoever asks.
    with force_locale("vi"):
        yield _node(_dataset())
        for each in _rows():
            yield SEPARATOR + _node(certification(each, day, links))
    yield "\n]}\n"


def _rows() -> Iterator[Certificate]:
    return published.all_of(Wanted(with_demo=_wants_demo()))


def _node(values: dict[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _dataset() -> dict[str, object]:
    """Return the whole as schema.org has it."""
    page = base_url() + url_for(".show")
    files = ((".csv", "text/csv"), (".json_ld", "application/ld+json"))
    return {
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": _("Register of OCOP certificates"),
        "description": _(
            "Every OCOP certificate of this register with its decision, dates, stars, issuer, "
            "source and what it is worth today."
        ),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "spatialCoverage": {"@type": "Country", "name": "Việt Nam"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": base_url() + url_for(endpoint),
            }
            for endpoint, kind in files
        ],
    }
