"""What may be entered in the register, and what may become of an entry: pure decisions.

Source: Quyết định 26/2026/QĐ-TTg, Articles 8 and 12.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from shop.certification import errors
from shop.certification.models import (
    Certificate,
    CertificateStatus,
    IssuedPrecision,
    IssuerLevel,
    RecognitionKind,
)
from shop.certification.rules import (
    LEAST_CERTIFIED_STARS,
    MOST_STARS,
    Standing,
    expiry_of,
    issuers_of,
    standing_on,
    star_band,
)

EXTENSION_DAYS = 180  # past the last of the 36 months, Article 12.3
REASSESSMENT_DAYS = (180, 120)  # before the end, both included
REMINDER_DAYS = (240, 180, 150, 125)  # before the end (project)
PROGRAMME_BEGAN_ON = date(2018, 5, 7)
DISTRICTS_ENDED_ON = date(2025, 7, 6)
REORGANISED_ON = date(2025, 7, 1)

# What may become of a certificate; a state that is not named here is final.
TRANSITIONS: dict[Standing, frozenset[Standing]] = {
    Standing.DRAFT: frozenset({Standing.SUBMITTED}),
    Standing.SUBMITTED: frozenset({Standing.ACTIVE, Standing.REJECTED}),
    Standing.ACTIVE: frozenset(
        {Standing.EXTENDED, Standing.EXPIRED, Standing.REVOKED, Standing.SUPERSEDED}
    ),
    Standing.EXTENDED: frozenset({Standing.EXPIRED, Standing.REVOKED, Standing.SUPERSEDED}),
}

_CODE = re.compile(r"[^\W_]+-[^\W_]+-\d+-(\d{4})")
_CODE_WITH_DISTRICT = re.compile(r"[^\W_]+-[^\W_]+-[^\W_]+-\d+-(\d{4})")


@dataclass(frozen=True)
class Recognised:
    """What a recognition decision says of one product."""

    decision_no: str
    issued_on: date
    stars: int
    issuer_level: IssuerLevel
    issuer_name: str
    score: Decimal | None = None  # points of 100
    certificate_no: str | None = None
    product_code: str | None = None  # as printed
    product_name: str | None = None  # as recognised; the product's own where not stated
    producer_name: str | None = None
    producer_address: str | None = None
    expires_on: date | None = None  # as printed, to be checked


@dataclass(frozen=True)
class Place:
    """Where a new certificate stands among those of its product."""

    kind: RecognitionKind
    supersedes: Certificate | None = None


class CodeDoubt(StrEnum):
    """Why a product code looks odd; it is kept as printed all the same."""

    WITH_DISTRICT = "with_district"
    UNKNOWN_SHAPE = "unknown_shape"
    OTHER_YEAR = "other_year"


def may_become(certificate: Certificate, to: Standing, day: date) -> bool:
    return to in TRANSITIONS.get(standing_on(certificate, day), frozenset())


def require(certificate: Certificate, to: Standing, day: date) -> None:
    """Refuse a step that the state of the day does not allow.

    :raises StepNotAllowed: naming the state
    """
    if not may_become(certificate, to, day):
        raise errors.StepNotAllowed(standing_on(certificate, day))


def check(recognised: Recognised, today: date) -> None:
    """Refuse what no decision can say.

    :raises NoSuchStars, TooFewStars, ScoreOutOfRange, StarsAboveScore: for stars and score
    :raises IssuedInFuture, IssuedTooEarly, WrongExpiry: for its days
    :raises WrongIssuer: if this level could not certify these stars on that day
    """
    check_stars(recognised.stars, recognised.score)
    check_issued_on(recognised.issued_on, today)
    if recognised.issuer_level not in issuers_of(recognised.stars, recognised.issued_on):
        raise errors.WrongIssuer(recognised.stars, recognised.issued_on)
    expected = expiry_of(recognised.issued_on)
    if recognised.expires_on not in (None, expected):
        raise errors.WrongExpiry(expected)


def check_stars(stars: int, score: Decimal | None) -> None:
    """:raises NoSuchStars, TooFewStars, ScoreOutOfRange, StarsAboveScore: if they cannot be"""
    if not 1 <= stars <= MOST_STARS:
        raise errors.NoSuchStars(stars)
    if stars < LEAST_CERTIFIED_STARS:
        raise errors.TooFewStars(stars, LEAST_CERTIFIED_STARS)
    if score is not None:
        if not 0 <= score <= 100:
            raise errors.ScoreOutOfRange
        if star_band(score) < stars:
            raise errors.StarsAboveScore(stars, star_band(score))


def check_issued_on(issued_on: date, today: date) -> None:
    """:raises IssuedInFuture, IssuedTooEarly: if nothing can have been issued on that day"""
    if issued_on > today:
        raise errors.IssuedInFuture
    if issued_on < PROGRAMME_BEGAN_ON:
        raise errors.IssuedTooEarly(PROGRAMME_BEGAN_ON)


def place_new(recognised: Recognised, others: Iterable[Certificate]) -> Place:
    """Return the place of a certificate that takes no other's.

    :param others: all certificates of the product
    :raises DecisionAlreadyUsed: if the decision covers the product already
    :raises AnotherHolds: if another certificate holds at any time of its 36 months
    """
    others = list(others)
    check_decision(recognised.decision_no, others)
    check_alone(recognised.issued_on, expiry_of(recognised.issued_on), others)
    return Place(RecognitionKind.REASSESSMENT if others else RecognitionKind.FIRST)


def place_after(
    current: Certificate,
    recognised: Recognised,
    kind: RecognitionKind,
    others: Iterable[Certificate],
) -> Place:
    """Return the place of a certificate that supersedes another from its day of issue.

    :param others: all certificates of the product but the current one
    :raises DecisionAlreadyUsed: if the decision covers the product already
    :raises StepNotAllowed: if the current one does not hold on that day
    :raises NoUpgrade: if an upgrade does not bring more stars
    :raises AnotherHolds: if a third one holds at any time of its 36 months
    """
    others = list(others)
    check_decision(recognised.decision_no, [current, *others])
    if recognised.issued_on == current.issued_on:
        raise errors.StepNotAllowed(Standing.COMING)
    require(current, Standing.SUPERSEDED, recognised.issued_on)
    if kind is RecognitionKind.UPGRADE and recognised.stars <= current.stars:
        raise errors.NoUpgrade(current.stars)
    check_alone(recognised.issued_on, expiry_of(recognised.issued_on), others)
    return Place(kind, current)


def place_by_itself(recognised: Recognised, others: Iterable[Certificate]) -> Place:
    """Return the place of a certificate from a list, which does not say what it replaces.

    More stars than the one that holds are an upgrade, all others a re-recognition.

    :raises ShopError: as `place_new` and `place_after`
    """
    others = list(others)
    current = max(
        (each for each in others if each.is_valid_on(recognised.issued_on)),
        key=lambda each: (each.issued_on, each.id),
        default=None,
    )
    if current is None:
        return place_new(recognised, others)
    is_more = recognised.stars > current.stars
    kind = RecognitionKind.UPGRADE if is_more else RecognitionKind.REASSESSMENT
    rest = [each for each in others if each is not current]
    return place_after(current, recognised, kind, rest)


def check_decision(decision_no: str, others: Iterable[Certificate]) -> None:
    """Refuse a decision that covers the product already, however it is spelt.

    :raises DecisionAlreadyUsed: naming it
    """
    wanted = plain_number(decision_no)
    if any(plain_number(each.decision_no or "") == wanted for each in others):
        raise errors.DecisionAlreadyUsed(decision_no)


def check_alone(since: date, until: date, others: Iterable[Certificate]) -> None:
    """Refuse two certificates of one product that hold on one day.

    :raises AnotherHolds: naming the other
    """
    for each in others:
        if (
            each.status is CertificateStatus.VERIFIED
            and each.issued_on <= until
            and each.last_day >= since
        ):
            raise errors.AnotherHolds(each.decision_no, each.last_day)


def check_extension(certificate: Certificate, until: date, today: date) -> None:
    """Refuse an extension that Article 12.3 does not allow.

    :raises DayUnknown: if the day of issue, from which the end is counted, is not known
    :raises StepNotAllowed: if the certificate is not in force
    :raises ExtensionOutOfRange: naming the first and the last day that can be chosen
    """
    require(certificate, Standing.EXTENDED, today)
    if certificate.issued_precision is not IssuedPrecision.DAY:
        raise errors.DayUnknown
    check_extended_until(certificate.expires_on, until)


def check_extended_until(expires_on: date, until: date) -> None:
    """:raises ExtensionOutOfRange: if a day is not 1 to 180 days after the 36 months"""
    last = expires_on + timedelta(days=EXTENSION_DAYS)
    if not expires_on < until <= last:
        raise errors.ExtensionOutOfRange(expires_on + timedelta(days=1), last)


def revokers_of(level: IssuerLevel | None, day: date) -> frozenset[IssuerLevel]:
    """Return the levels that may revoke what a level has issued: its own, or who took it over."""
    if level is None:  # the source does not say who issued it
        return frozenset(IssuerLevel)
    if level is IssuerLevel.DISTRICT and day >= DISTRICTS_ENDED_ON:
        return frozenset({IssuerLevel.PROVINCE})
    return frozenset({level})


def days_meant(certificate: Certificate) -> tuple[date, date]:
    """Return the first and the last day on which it can have been issued, as its source says."""
    first = certificate.issued_on
    if certificate.issued_precision is IssuedPrecision.DAY:
        return first, first
    if certificate.issued_precision is IssuedPrecision.YEAR:
        return first, date(first.year, 12, 31)
    after = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, after - timedelta(days=1)


def code_doubt(code: str | None, issued_on: date) -> CodeDoubt | None:
    """Say what is odd about a product code: T-X-STT-YYYY, with a district before July 2025."""
    if not code:
        return None
    plain, older = _CODE.fullmatch(code.strip()), _CODE_WITH_DISTRICT.fullmatch(code.strip())
    found = plain or older
    if found is None:
        return CodeDoubt.UNKNOWN_SHAPE
    if older and issued_on >= REORGANISED_ON:
        return CodeDoubt.WITH_DISTRICT
    # The year is that of the assessment; its decision may follow in the next one.
    if not issued_on.year - 1 <= int(found[1]) <= issued_on.year:
        return CodeDoubt.OTHER_YEAR
    return None


def is_due(certificate: Certificate, day: date) -> bool:
    """Say whether the dossier for the re-assessment can be handed in on a day."""
    first, last = REASSESSMENT_DAYS
    return last <= (certificate.expires_on - day).days <= first


def reminder_on(days_left: int) -> int | None:
    """Return which letter is due so many days before the end, by its days; None: none.

    One that a pause has left behind is not sent on its own: the next one says it all.
    """
    if days_left < REASSESSMENT_DAYS[1]:
        return None
    return min((days for days in REMINDER_DAYS if days >= days_left), default=None)


def plain_number(text: str) -> str:
    """Return a decision's number as it is compared: "3981 / qđ-ubnd" is 3981/QĐ-UBND."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())
