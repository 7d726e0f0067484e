"""How a score becomes stars, who may certify them, and how long a certificate holds.

Source: Quyết định 26/2026/QĐ-TTg, Annex II (score sheets) and Articles 8 and 12.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shop.certification.errors import (
    MixedCases,
    PartAboveMaximum,
    Unanswered,
    UnknownCriterion,
    UnknownOption,
    WrongTotal,
)
from shop.certification.models import Certificate, CertificateStatus, IssuerLevel
from shop.lib.dates import add_months

VALIDITY_MONTHS = 36
LEAST_CERTIFIED_STARS = 3
MOST_STARS = 5
STAR_BANDS = ((90, 5), (70, 4), (50, 3), (30, 2), (0, 1))  # (least score, stars)
EXPIRING_DAYS = 180
PART_MAXIMA = {"A": Decimal(40), "B": Decimal(25), "C": Decimal(35)}

# Who could certify from a day on, by stars; the last entry that has begun holds.
ISSUERS: tuple[tuple[date, dict[int, frozenset[IssuerLevel]]], ...] = (
    (
        date.min,
        {
            3: frozenset({IssuerLevel.DISTRICT, IssuerLevel.PROVINCE}),
            4: frozenset({IssuerLevel.PROVINCE}),
            5: frozenset({IssuerLevel.CENTRAL}),
        },
    ),
    (
        date(2023, 2, 24),
        {
            3: frozenset({IssuerLevel.DISTRICT}),
            4: frozenset({IssuerLevel.PROVINCE}),
            5: frozenset({IssuerLevel.CENTRAL}),
        },
    ),
    (  # districts no longer exist
        date(2025, 7, 6),
        {
            3: frozenset({IssuerLevel.PROVINCE}),
            4: frozenset({IssuerLevel.PROVINCE}),
            5: frozenset({IssuerLevel.CENTRAL}),
        },
    ),
)

Sheet = Mapping[str, Any]  # one of the sets of criteria.json
Choice = str | bool  # the code of an option; whether a tick holds


class Standing(StrEnum):
    """What a certificate is worth on a day."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    COMING = "coming"
    ACTIVE = "active"
    EXTENDED = "extended"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"

    @property
    def is_valid(self) -> bool:
        return self in (Standing.ACTIVE, Standing.EXTENDED)

    @property
    def is_given(self) -> bool:
        return self not in (Standing.DRAFT, Standing.SUBMITTED, Standing.REJECTED)


@dataclass(frozen=True)
class Missing:
    """An option that is marked as the least for some stars and was not reached."""

    criterion: str
    needs: str
    for_star: int


@dataclass(frozen=True)
class Scoring:
    """What a filled score sheet comes to."""

    part_scores: dict[str, Decimal]
    total: Decimal
    stars_by_total: int
    stars: int
    missing: tuple[Missing, ...]  # up to stars_by_total


def star_band(score: Decimal) -> int:
    """Return the stars (1-5) that a total score reaches, before minimum options.

    :param score: points out of 100, never rounded: 89.99 reaches 4 stars
    :raises ValueError: if the score is outside 0-100
    """
    if not 0 <= score <= 100:
        raise ValueError(f"score {score} is outside 0-100")
    return next(stars for least, stars in STAR_BANDS if score >= least)


def expiry_of(issued_on: date) -> date:
    """Return the last day on which a certificate is valid."""
    return add_months(issued_on, VALIDITY_MONTHS)


def issuers_of(stars: int, issued_on: date) -> frozenset[IssuerLevel]:
    """Return the levels that could certify these stars on a day; none below three stars."""
    holding = next(by_stars for since, by_stars in reversed(ISSUERS) if since <= issued_on)
    return holding.get(stars, frozenset())


def standing_on(certificate: Certificate, day: date) -> Standing:
    """Return what a certificate is worth on a day; it is valid through its last day."""
    if certificate.status is not CertificateStatus.VERIFIED:
        return Standing(certificate.status.value)
    if day < certificate.issued_on:
        return Standing.COMING
    if day <= certificate.expires_on:
        return Standing.ACTIVE
    return Standing.EXTENDED if day <= certificate.last_day else Standing.EXPIRED


def total_of(parts: Mapping[str, Decimal], *, stated: Decimal | None = None) -> Decimal:
    """Return the total of the council's average points for parts A, B and C.

    :param stated: the total that the minutes state, where they do
    :raises PartAboveMaximum: if a part is outside what it can have
    :raises WrongTotal: if the parts do not add up to the stated total
    """
    for part in parts.keys() - PART_MAXIMA.keys():
        raise UnknownCriterion(part)
    if missing := sorted(PART_MAXIMA.keys() - parts.keys()):
        raise Unanswered(missing)
    for part, points in parts.items():
        if not 0 <= points <= PART_MAXIMA[part]:
            raise PartAboveMaximum(part, points, PART_MAXIMA[part])
    total = sum(parts.values(), Decimal(0))
    if stated is not None and total != stated:
        raise WrongTotal(total, stated)
    return total


def score_sheet(sheet: Sheet, chosen: Mapping[str, Choice]) -> Scoring:
    """Return points and stars of a filled score sheet.

    The stars are the most whose threshold the total reaches while, in every criterion
    with an option marked for that many stars or fewer, that option's points are reached.

    :param chosen: for every criterion or section that is scored its option's code, or
        whether a tick holds
    :raises BadScoring: naming the criterion that is unknown, open or out of range
    """
    questions = {part["code"]: list(_questions(part)) for part in sheet["parts"]}
    asked = {node["code"]: node for nodes in questions.values() for node in nodes}
    for code in chosen.keys() - asked.keys():
        raise UnknownCriterion(code)
    if unanswered := [code for code in asked if code not in chosen]:
        raise Unanswered(unanswered)
    _check_cases(asked.values(), chosen)

    points = {code: _points(node, chosen[code]) for code, node in asked.items()}
    parts = {
        part: sum((points[node["code"]] for node in nodes), Decimal(0))
        for part, nodes in questions.items()
    }
    total = total_of(parts)
    by_total = star_band(total)
    missing = tuple(
        Missing(code, option["code"], option["min_for_star"])
        for code, node in asked.items()
        for option in _options(node, chosen[code])
        if option["min_for_star"]
        and option["min_for_star"] <= by_total
        and points[code] < _number(option["score"])
    )
    stars = min([by_total, *(each.for_star - 1 for each in missing)])
    return Scoring(parts, total, by_total, stars, missing)


def _questions(part: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what is answered in a part: criteria, or a section that has options itself."""
    for section in part["sections"]:
        if section["criteria"]:
            yield from (node for node in section["criteria"] if not node.get("group"))
        else:
            yield section


def _check_cases(nodes: Any, chosen: Mapping[str, Choice]) -> None:
    taken = {
        case["code"]
        for node in nodes
        for case in node.get("cases", ())
        if any(option["code"] == chosen[node["code"]] for option in case["options"])
    }
    if len(taken) > 1:
        raise MixedCases


def _options(node: Mapping[str, Any], choice: Choice) -> list[Mapping[str, Any]]:
    """Return the options that a choice competes with; those of its own case where there are."""
    for case in node.get("cases", ()):
        if any(option["code"] == choice for option in case["options"]):
            return list(case["options"])
    return list(node.get("options", ()))


def _points(node: Mapping[str, Any], choice: Choice) -> Decimal:
    if node.get("kind") == "tick":
        if not isinstance(choice, bool):
            raise UnknownOption(node["code"], choice)
        return _number(node["max"]) if choice else Decimal(0)
    for option in _options(node, choice):
        if option["code"] == choice:
            return _number(option["score"])
    raise UnknownOption(node["code"], choice)


def _number(value: float) -> Decimal:
    return Decimal(str(value))
