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
