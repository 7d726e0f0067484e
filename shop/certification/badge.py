"""The badge that other sites embed: the stars of today, or plainly that none hold."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.rules import Standing, standing_on
from shop.lib import clock
from shop.web.filters import day, month_year

WIDTH, HEIGHT = 280, 64  # pixels
LONGEST_NAME = 34  # signs that fit
LONGEST_KEPT_S = 600

# Drafts and what was refused have no page, and no badge.
_WITHOUT_STARS = {
    Standing.COMING: _l("The certificate is not yet in force"),
    Standing.EXPIRED: _l("The certificate has expired"),
    Standing.REVOKED: _l("The certificate was revoked"),
    Standing.SUPERSEDED: _l("The certificate was replaced"),
}


@dataclass(frozen=True)
class Badge:
    """What the badge says; without stars it draws none."""

    stars: int | None
    head: str
    detail: str
    product_name: str

    @property
    def title(self) -> str:
        """What screen readers say."""
        return ", ".join(filter(None, (f"{self.product_name}: {self.head}", self.detail)))

    @property
    def short_name(self) -> str:
        name = self.product_name
        return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def badge_on(today: date, certificate: Certificate) -> Badge:
    """Return what the badge of a certificate says on a day."""
    standing = standing_on(certificate, today)
    stars = certificate.stars if standing.is_valid else None
    head = _("OCOP %(stars)s stars", stars=stars) if stars else str(_WITHOUT_STARS[standing])
    detail = _until(certificate) if stars else _ended(certificate, standing)
    if certificate.is_demo:
        detail = " · ".join(filter(None, (detail, _("Sample data"))))
    return Badge(stars, head, detail, certificate.product_name)


def kept_s(now: datetime) -> int:
    """Return for how many seconds a badge may be kept: never past the day in Vietnam."""
    midnight = datetime.combine(clock.day_of(now) + timedelta(days=1), time(), clock.VIETNAM)
    return min(LONGEST_KEPT_S, int((midnight - now).total_seconds()))


def _until(certificate: Certificate) -> str:
    if certificate.issued_precision is IssuedPrecision.YEAR and not certificate.extended_until:
        return _("recognised in %(year)s", year=certificate.issued_on.year)
    return _("until %(date)s", date=month_year(certificate.last_day))


def _ended(certificate: Certificate, standing: Standing) -> str:
    if standing is Standing.COMING:
        return _("from %(day)s", day=day(certificate.issued_on))
    if certificate.ended_on:
        return _("on %(day)s", day=day(certificate.ended_on))
    knows_day = certificate.issued_precision is IssuedPrecision.DAY
    if knows_day or certificate.extended_until:
        return _("last valid day: %(day)s", day=day(certificate.last_day))
    return ""
