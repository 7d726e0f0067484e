"""The programme's overview."""

from flask import Blueprint, Response, make_response, render_template
from flask_babel import lazy_gettext as _l

from shop.accounts.permissions import requires
from shop.errors import NotFound
from shop.lib import clock
from shop.office import exports, published, reports
from shop.web import navigation
from shop.web.filters import stated

bp = Blueprint("office", __name__)
navigation.add("office", 10, "office.dashboard", _l("Figures"), "chart-column")

MOST_BARS = 12


@bp.get("/office")
@requires("office.view")
def dashboard() -> str:
    today = clock.today()
    every = {report.key: report for report in reports.all_reports(today)}
    return render_template(
        "office/dashboard.html",
        reports=every,
        expiring=reports.expiring_soonest(today),
        published=published.totals(),
        course=[(stated(as_of), count) for as_of, count in published.course()],
        most_bars=MOST_BARS,
    )


@bp.get("/office/reports/<key>.csv")
@requires("office.view")
def export(key: str) -> Response:
    today = clock.today()
    every = {report.key: report for report in reports.all_reports(today)}
    if key not in every:
        raise NotFound(_l("There is no such report."))
    response = make_response(exports.as_csv(every[key]))
    response.mimetype = "text/csv"
    response.headers["Content-Disposition"] = f'attachment; filename="ocop-{key}-{today}.csv"'
    return response
