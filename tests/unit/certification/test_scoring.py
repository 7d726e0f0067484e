import json
from copy import deepcopy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.certification.errors import (
    MixedCases,
    PartAboveMaximum,
    Unanswered,
    UnknownCriterion,
    UnknownOption,
    WrongTotal,
)
from shop.certification.rules import PART_MAXIMA, score_sheet, star_band, total_of
from shop.reference.dataset import DATA

pytestmark = pytest.mark.nodb

SHEETS = {
    sheet["no"]: sheet for sheet in json.loads((DATA / "ocop/criteria.json").read_text())["sets"]
}
EXAMPLES = json.loads((DATA / "ocop/criteria_examples.json").read_text())["examples"]
COFFEE, FISH_SAUCE, VEGETABLES = EXAMPLES
TOURISM = 26


def questions(sheet):
    for part in sheet["parts"]:
        for section in part["sections"]:
            if section["criteria"]:
                yield from (node for node in section["criteria"] if not node.get("group"))
            else:
                yield section


def best(sheet, case="community"):
    chosen = {}
    for node in questions(sheet):
        if node.get("kind") == "tick":
            chosen[node["code"]] = True
            continue
        options = node.get("options") or next(
            each["options"] for each in node["cases"] if each["code"] == case
        )
        chosen[node["code"]] = max(options, key=lambda option: option["score"])["code"]
    return chosen


def worst(sheet, case="community"):
    chosen = {}
    for node in questions(sheet):
        if node.get("kind") == "tick":
            chosen[node["code"]] = False
            continue
        options = node.get("options") or next(
            each["options"] for each in node["cases"] if each["code"] == case
        )
        chosen[node["code"]] = min(options, key=lambda option: option["score"])["code"]
    return chosen


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["code"])
def test_the_worked_examples_come_out_as_published(example):
    expected = example["expected"]

    scoring = score_sheet(SHEETS[example["set_no"]], example["chosen"])

    assert scoring.part_scores == expected["part_scores"]
    assert scoring.total == expected["total"]
    assert scoring.stars_by_total == expected["stars_by_total"]
    assert scoring.stars == expected["stars"]
    assert [vars(each) for each in scoring.missing] == expected["missing"]


@pytest.mark.parametrize("no", SHEETS)
def test_the_best_options_of_every_sheet_give_100_points_and_five_stars(no):
    scoring = score_sheet(SHEETS[no], best(SHEETS[no]))

    assert (scoring.total, scoring.stars, scoring.missing) == (100, 5, ())
    assert scoring.part_scores == PART_MAXIMA


@pytest.mark.parametrize("no", SHEETS)
def test_the_worst_options_of_every_sheet_give_no_certificate(no):
    assert score_sheet(SHEETS[no], worst(SHEETS[no])).stars < 3


def test_a_minimum_option_of_three_stars_that_is_missed_leaves_two():
    sheet = SHEETS[VEGETABLES["set_no"]]
    marked = next(
        (node["code"], node["options"])
        for node in questions(sheet)
        if node.get("kind") != "tick" and any(o["min_for_star"] == 3 for o in node["options"][1:])
    )
    code, options = marked

    scoring = score_sheet(sheet, best(sheet) | {code: options[0]["code"]})

    assert scoring.stars == 2
    assert scoring.missing[0].for_star == 3


def test_minimum_options_above_the_total_are_not_called_missing():
    scoring = score_sheet(SHEETS[1], VEGETABLES["chosen"])

    assert scoring.stars_by_total == 4
    assert not [each for each in scoring.missing if each.for_star == 5]


def test_an_option_of_equal_points_reaches_a_minimum_option():
    # Set 7, criterion 3.1 scores 1, 1, 3: either of the first two is worth the other.
    sheet = deepcopy(SHEETS[7])
    node = next(each for each in questions(sheet) if each["code"] == "3.1")
    assert [option["score"] for option in node["options"]] == [1, 1, 3]
    for option in node["options"]:
        option["min_for_star"] = None
    node["options"][1]["min_for_star"] = 3

    scoring = score_sheet(sheet, best(sheet) | {"3.1": node["options"][0]["code"]})

    assert not [each for each in scoring.missing if each.criterion == "3.1"]


def test_a_criterion_that_is_not_on_the_sheet_is_refused():
    with pytest.raises(UnknownCriterion):
        score_sheet(SHEETS[13], COFFEE["chosen"] | {"99": "a"})


def test_a_heading_is_not_scored():
    with pytest.raises(UnknownCriterion):
        score_sheet(SHEETS[13], COFFEE["chosen"] | {"6.1": "a"})


def test_choices_of_another_set_are_refused():
    with pytest.raises((UnknownCriterion, UnknownOption, Unanswered)):
        score_sheet(SHEETS[9], COFFEE["chosen"])


@pytest.mark.parametrize("choice", ["j", "", "A", True, False, None])
def test_an_option_that_the_criterion_lacks_is_refused(choice):
    with pytest.raises(UnknownOption):
        score_sheet(SHEETS[13], COFFEE["chosen"] | {"1.1": choice})


@pytest.mark.parametrize("choice", ["a", 1, None])
def test_a_tick_is_yes_or_no(choice):
    with pytest.raises(UnknownOption):
        score_sheet(SHEETS[13], COFFEE["chosen"] | {"2.4": choice})


def test_every_criterion_must_be_answered():
    chosen = dict(COFFEE["chosen"])
    del chosen["1.1"], chosen["9"]

    with pytest.raises(Unanswered) as refusal:
        score_sheet(SHEETS[13], chosen)

    assert "1.1, 9" in str(refusal.value.message)


def test_tourism_is_scored_as_community_or_as_site_and_never_as_both():
    sheet = SHEETS[TOURISM]
    community, site = best(sheet), best(sheet, "tourist_site")
    section = next(node["code"] for node in questions(sheet) if "cases" in node)

    assert score_sheet(sheet, site).total == 100
    with pytest.raises(MixedCases):
        score_sheet(sheet, community | {section: site[section]})


def test_a_sheet_whose_part_gives_too_much_is_refused():
    sheet = deepcopy(SHEETS[13])
    option = sheet["parts"][1]["sections"][0]["criteria"][0]["options"]
    for each in option:
        each["score"] = 30

    with pytest.raises(PartAboveMaximum):
        score_sheet(sheet, COFFEE["chosen"])


@pytest.mark.parametrize(
    ("score", "stars"),
    [
        ("0", 1),
        ("29.99", 1),
        ("30", 2),
        ("49.99", 2),
        ("50", 3),
        ("69.99", 3),
        ("70", 4),
        ("89.99", 4),
        ("89.999999", 4),
        ("90", 5),
        ("100", 5),
    ],
)
def test_bands_begin_at_their_threshold_and_never_round(score, stars):
    assert star_band(Decimal(score)) == stars


@pytest.mark.parametrize("score", ["-0.01", "100.01"])
def test_a_score_outside_its_range_is_refused(score):
    with pytest.raises(ValueError, match="outside"):
        star_band(Decimal(score))


points = st.decimals(0, 100, places=2)


@given(points, points)
def test_more_points_never_give_fewer_stars(one, other):
    low, high = sorted((one, other))

    assert star_band(low) <= star_band(high)


@given(points)
def test_stars_are_the_most_whose_threshold_is_reached(score):
    stars = star_band(score)
    thresholds = {1: 0, 2: 30, 3: 50, 4: 70, 5: 90}

    assert thresholds[stars] <= score
    assert stars == 5 or score < thresholds[stars + 1]


def parts(a="36.5", b="20.25", c="30"):
    return {"A": Decimal(a), "B": Decimal(b), "C": Decimal(c)}


def test_averages_of_the_council_add_up():
    assert total_of(parts(), stated=Decimal("86.75")) == Decimal("86.75")
    assert total_of(parts("40", "25", "35")) == 100


@pytest.mark.parametrize("wrong", [{"a": "40.01"}, {"b": "25.01"}, {"c": "35.5"}, {"a": "-0.5"}])
def test_a_part_outside_its_range_is_refused(wrong):
    with pytest.raises(PartAboveMaximum):
        total_of(parts(**wrong))


def test_a_stated_total_that_does_not_add_up_is_refused():
    with pytest.raises(WrongTotal):
        total_of(parts(), stated=Decimal("87"))


def test_parts_must_be_a_b_and_c():
    with pytest.raises(Unanswered):
        total_of({"A": Decimal(1)})
    with pytest.raises(UnknownCriterion):
        total_of(parts() | {"D": Decimal(1)})
