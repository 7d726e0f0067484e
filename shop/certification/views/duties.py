"""What waits at the office's desk: what is due, what ends when, what is shown past its end."""

from datetime import timedelta

from flask import render_template
from flask_login import current_user

from shop.accounts.permissions import requires
from shop.certification import desk, policy
from shop.certification.register import REASSESSMENT_DAYS
from shop.certification.views.office import bp
from shop.lib import clock
from shop.lib.dates import add_months
from shop.office import still_shown

MOST_SHOWN = 15
MONTHS_AHEAD = 12


@bp.get("/duties")
@requires("certification.record")
def duties() -> str:
    reach, today = policy.reach(current_user), clock.today()
    ends = desk.ends_by_month(reach, today)
    year = [add_months(today.replace(day=1), number) for number in range(MONTHS_AHEAD)]
    return render_template(
        "certification/office/duties.html",
        due=desk.due(reach, today),
        late=desk.late(reach, today),
        closes=lambda certificate: certificate.expires_on - timedelta(days=REASSESSMENT_DAYS[1]),
        months=[(month, ends.get(month, 0)) for month in year],
        on_shelves=still_shown.on_shelves(reach, today),
        at_fairs=still_shown.at_fairs(reach, today),
        most=MOST_SHOWN,
    )
