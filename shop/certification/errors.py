"""Refusals of the register."""

from datetime import date
from decimal import Decimal

from flask_babel import lazy_gettext as _l

from shop.errors import Conflict, RuleViolation


class BadScoring(RuleViolation):
    """A filled score sheet that cannot be right."""

    code = "certification.bad_scoring"


class UnknownCriterion(BadScoring):
    code = "certification.unknown_criterion"

    def __init__(self, criterion: str) -> None:
        super().__init__(_l("Criterion %(criterion)s is not on this sheet.", criterion=criterion))


class UnknownOption(BadScoring):
    code = "certification.unknown_option"

    def __init__(self, criterion: str, option: object) -> None:
        super().__init__(
            _l(
                "Criterion %(criterion)s has no option %(option)s.",
                criterion=criterion,
                option=str(option),
            )
        )


class Unanswered(BadScoring):
    code = "certification.unanswered"

    def __init__(self, criteria: list[str]) -> None:
        super().__init__(
            _l("Nothing is chosen for these criteria: %(criteria)s.", criteria=", ".join(criteria))
        )


class MixedCases(BadScoring):
    code = "certification.mixed_cases"

    def __init__(self) -> None:
        super().__init__(
            _l("A dossier is either community tourism or a tourist site, in every section.")
        )


class PartAboveMaximum(BadScoring):
    code = "certification.part_above_maximum"

    def __init__(self, part: str, points: Decimal, most: Decimal) -> None:
        super().__init__(
            _l(
                "Part %(part)s has %(points)s points; it can have 0 to %(most)s.",
                part=part,
                points=str(points),
                most=str(most),
            )
        )


class WrongTotal(BadScoring):
    code = "certification.wrong_total"

    def __init__(self, total: Decimal, stated: Decimal) -> None:
        super().__init__(
            _l(
                "The parts add up to %(total)s points, but %(stated)s are stated.",
                total=str(total),
                stated=str(stated),
            )
        )


class TooFewStars(RuleViolation):
    code = "certification.too_few_stars"

    def __init__(self, stars: int, least: int) -> None:
        super().__init__(
            _l(
                "%(stars)s stars are too few: a certificate needs %(least)s.",
                stars=stars,
                least=least,
            ),
            field="score",
        )


class StarsAboveScore(RuleViolation):
    code = "certification.stars_above_score"

    def __init__(self, stars: int, reached: int) -> None:
        super().__init__(
            _l(
                "The score reaches %(reached)s stars; %(stars)s cannot be certified.",
                stars=stars,
                reached=reached,
            ),
            field="stars",
        )


class WrongIssuer(RuleViolation):
    code = "certification.wrong_issuer"

    def __init__(self, stars: int, issued_on: date) -> None:
        super().__init__(
            _l(
                "On %(day)s this level could not certify %(stars)s stars.",
                stars=stars,
                day=f"{issued_on:%d/%m/%Y}",
            ),
            field="issuer_level",
        )


class NoSuchStars(RuleViolation):
    code = "certification.no_such_stars"

    def __init__(self, stars: int) -> None:
        super().__init__(
            _l("There are 3 to 5 stars to certify, not %(stars)s.", stars=stars), field="stars"
        )


class ScoreOutOfRange(RuleViolation):
    code = "certification.score_out_of_range"

    def __init__(self) -> None:
        super().__init__(_l("A score lies between 0 and 100 points."), field="score")


class IssuedTooEarly(RuleViolation):
    code = "certification.issued_too_early"

    def __init__(self, began_on: date) -> None:
        super().__init__(
            _l("The programme began on %(day)s.", day=f"{began_on:%d/%m/%Y}"), field="issued_on"
        )


class WrongExpiry(RuleViolation):
    code = "certification.wrong_expiry"

    def __init__(self, expected: date) -> None:
        super().__init__(
            _l(
                "36 months from the day of issue end on %(day)s. "
                "Look at both days on the certificate again.",
                day=f"{expected:%d/%m/%Y}",
            ),
            field="expires_on",
        )


class AnotherHolds(Conflict):
    code = "certification.another_holds"

    def __init__(self, decision_no: str | None, until: date) -> None:
        super().__init__(
            _l(
                "The product has a certificate in that time already: decision %(number)s, "
                "until %(day)s. Record the new one as taking its place.",
                number=decision_no or "?",
                day=f"{until:%d/%m/%Y}",
            )
        )


class StepNotAllowed(Conflict):
    code = "certification.step_not_allowed"

    def __init__(self, standing: str) -> None:
        super().__init__(STEP_REFUSALS.get(standing, STEP_REFUSALS["coming"]))


STEP_REFUSALS = {
    "draft": _l("This certificate has not been given yet."),
    "submitted": _l("This certificate has not been given yet."),
    "rejected": _l("This certificate was never given."),
    "coming": _l("The certificate does not hold on that day yet."),
    "active": _l("The certificate is in force; this step is not open to it."),
    "extended": _l("The certificate is extended already; that happens once."),
    "expired": _l("The certificate has expired, and that is final. A new one can be recorded."),
    "revoked": _l("The certificate is revoked, and that is final."),
    "superseded": _l("A newer certificate has taken its place, and that is final."),
}


class NoUpgrade(RuleViolation):
    code = "certification.no_upgrade"

    def __init__(self, stars: int) -> None:
        super().__init__(
            _l(
                "The product has %(stars)s stars, so this is no upgrade. "
                "If the council assessed it again, record a re-recognition.",
                stars=stars,
            ),
            field="kind",
        )


class DayUnknown(RuleViolation):
    code = "certification.day_unknown"

    def __init__(self) -> None:
        super().__init__(
            _l("The day of issue is not known, so its end is not either. Confirm the day first."),
            field="until",
        )


class DayKnown(Conflict):
    code = "certification.day_known"

    def __init__(self) -> None:
        super().__init__(_l("The day of issue is known already. Correct the entry if it is wrong."))


class DayOutsideStated(RuleViolation):
    code = "certification.day_outside_stated"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _l(
                "By its source it was issued between %(first)s and %(last)s.",
                first=f"{first:%d/%m/%Y}",
                last=f"{last:%d/%m/%Y}",
            ),
            field="issued_on",
        )


class EvidenceMissing(RuleViolation):
    code = "certification.evidence_missing"

    def __init__(self) -> None:
        super().__init__(_l("Attach the scan that shows the day."), field="file")


class ExtensionOutOfRange(RuleViolation):
    code = "certification.extension_out_of_range"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _l(
                "Choose a day from %(first)s to %(last)s: 180 days past the end at most.",
                first=f"{first:%d/%m/%Y}",
                last=f"{last:%d/%m/%Y}",
            ),
            field="until",
        )


class ReasonMissing(RuleViolation):
    code = "certification.reason_missing"

    def __init__(self) -> None:
        super().__init__(_l("Say why: the register keeps it."), field="reason")


class WrongRevoker(RuleViolation):
    code = "certification.wrong_revoker"

    def __init__(self) -> None:
        super().__init__(
            _l("Only an authority of the level that issued it can revoke it."),
            field="issuer_level",
        )


class RevokedOutsideTerm(RuleViolation):
    code = "certification.revoked_outside_term"

    def __init__(self) -> None:
        super().__init__(
            _l("The decision must be dated after the day of issue and not in the future."),
            field="revoked_on",
        )


class NothingChanged(RuleViolation):
    code = "certification.nothing_changed"

    def __init__(self) -> None:
        super().__init__(_l("Nothing differs from the entry, so there is nothing to correct."))


class IssuedInFuture(RuleViolation):
    code = "certification.issued_in_future"

    def __init__(self) -> None:
        super().__init__(_l("A decision cannot be dated in the future."), field="issued_on")


class DecisionAlreadyUsed(Conflict):
    code = "certification.decision_already_used"

    def __init__(self, decision_no: str) -> None:
        super().__init__(
            _l("Decision %(number)s already covers this product.", number=decision_no),
            field="decision_no",
        )
