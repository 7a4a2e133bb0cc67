"""The checks, rule by rule and over anything that can be: pure, so the clock is an argument."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.completeness import (
    ERRORS,
    HINTS,
    Code,
    Facts,
    Kind,
    Level,
    RiskFacts,
    Subject,
    SubjectFacts,
    check,
    errors,
)
from assessments.severity import Severity

TODAY = date(2026, 11, 25)
GRAVE, SLIGHT = Severity(4, 3, 4, likelihood=3), Severity(2, 2, 2, likelihood=2)


def risk(number: int = 1, **changed: Any) -> RiskFacts:
    """Returns a risk in which nothing is to be found."""
    plain = {
        "subject": Subject(Kind.RISK, str(number), f"R-{number}"), "inherent": SLIGHT, "judged_on": TODAY,
        "involvement": "caused", "confidence": "high",
    }  # fmt: skip
    return RiskFacts(**(plain | changed))


def row(kind: Kind, code: str, *, has_risks: bool = True, is_closed: bool = False) -> SubjectFacts:
    return SubjectFacts(subject=Subject(kind, code, code), has_risks=has_risks, is_closed=is_closed)


def facts(*risks: RiskFacts, **changed: Any) -> Facts:
    plain = {
        "categories": [row(Kind.CATEGORY, "PRI")], "rights": [row(Kind.RIGHT, "privacy")], "risks": risks,
        "names_system_version": True,
    }  # fmt: skip
    return Facts(**(plain | changed))


def codes(found: Facts) -> list[Code]:
    return [finding.code for finding in check(found, on=TODAY)]


def test_an_assessment_in_which_all_is_said_has_nothing_to_mend() -> None:
    assert codes(facts(risk())) == []


BLANK = [row(Kind.CATEGORY, "PRI", has_risks=False)]


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (facts(risk(), categories=BLANK), Code.CATEGORY_BLANK),
        (facts(risk(missing_reasons=("scale",))), Code.REASON_MISSING),
        (facts(risk(), names_system_version=False), Code.NO_SYSTEM_VERSION),
        (facts(risk(decision_waits=True)), Code.DECISION_WAITS),
        (facts(risk(inherent=GRAVE, open_measures=1)), Code.NOT_CONSULTED),
        (facts(risk(residual=GRAVE)), Code.RESIDUAL_ABOVE),
        (facts(risk(stale_because="A new source came in")), Code.RATING_STALE),
        (facts(risk(judged_on=TODAY - timedelta(days=366))), Code.RATING_OLD),
        (facts(risk(inherent=Severity(2, 2, 1, likelihood=None))), Code.NEEDS_EVIDENCE),
        (facts(risk(inherent=GRAVE, rights_holders_heard=True)), Code.NO_MEASURE),
        (facts(risk(overdue_measures=2)), Code.MEASURE_OVERDUE),
        (facts(risk(involvement="")), Code.INVOLVEMENT_MISSING),
        (
            facts(risk(involvement="directly_linked", foreseeable="partly", mitigation="weak")),
            Code.LINK_SLIDES,
        ),
        (facts(risk(reviewers_differ=True, comment_unanswered=True)), Code.REVIEWERS_UNANSWERED),
        (facts(risk(deferred_until=TODAY - timedelta(days=1))), Code.DEFERRAL_OVER),
        (facts(risk(), overdue_moments=[Subject(Kind.MOMENT, "m", "Release")]), Code.MOMENT_OVERDUE),
        (facts(risk(), rights=[row(Kind.RIGHT, "x", has_risks=False)]), Code.RIGHTS_BLANK),
        (facts(risk(), categories=[row(Kind.CATEGORY, "PRI", is_closed=True)]), Code.CLOSED_WITH_RISKS),
        (facts(risk(), rights=[row(Kind.RIGHT, "x", is_closed=True)]), Code.CLOSED_WITH_RISKS),
        (facts(risk(has_primary_right=False)), Code.NO_PRIMARY_RIGHT),
        (
            facts(risk(inherent=GRAVE, open_measures=1, rights_holders_heard=True, confidence="low")),
            Code.LOW_CONFIDENCE,
        ),
    ],
)
def test_each_gap_is_found_by_its_name_and_nothing_else_is(found: Facts, code: Code) -> None:
    assert codes(found) == [code]


@pytest.mark.parametrize(
    "found",
    [
        facts(risk(judged_on=TODAY - timedelta(days=365))),
        facts(risk(deferred_until=TODAY)),
        facts(risk(reviewers_differ=True)),
        facts(risk(comment_unanswered=True)),
        facts(risk(confidence="low")),
        facts(risk(residual=SLIGHT)),
        facts(risk(), categories=[row(Kind.CATEGORY, "PRI", has_risks=False, is_closed=True)]),
    ],
)
def test_what_is_just_within_the_rule_is_not_found(found: Facts) -> None:
    assert codes(found) == []


def test_nothing_at_all_is_said_beside_the_blank_categories() -> None:
    assert codes(facts(categories=BLANK)) == [Code.NOTHING_RECORDED, Code.CATEGORY_BLANK]


def test_rights_nobody_looked_at_are_told_together() -> None:
    rights = [row(Kind.RIGHT, f"right-{n}", has_risks=False) for n in range(40)]
    [finding] = check(facts(risk(), rights=rights), on=TODAY)
    assert len(finding.about) == 40


def test_whoever_enabled_a_harm_slides_towards_a_contribution() -> None:
    told = codes(facts(risk(involvement="not_connected", enabled="yes")))
    assert told == [Code.LINK_SLIDES]


def test_every_code_has_one_level() -> None:
    assert not ERRORS & HINTS
    assert set(Code) > ERRORS | HINTS


grade = st.none() | st.integers(1, 5)
severities = st.builds(Severity, grade, grade, grade, likelihood=grade)
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
risks = st.builds(
    RiskFacts,
    subject=st.integers(1, 99).map(lambda n: Subject(Kind.RISK, str(n), f"R-{n}")),
    inherent=severities,
    residual=st.none() | severities,
    missing_reasons=st.sampled_from([(), ("scale",), ("scope", "irremediability")]),
    has_primary_right=st.booleans(),
    confidence=st.sampled_from(["", "low", "medium", "high"]),
    involvement=st.sampled_from(["", "caused", "contributed", "directly_linked", "not_connected"]),
    foreseeable=st.sampled_from(["", "yes", "partly", "no"]),
    mitigation=st.sampled_from(["", "none", "weak", "fair", "strong"]),
    judged_on=days,
    stale_because=st.sampled_from(["", "A new source"]),
    decision_waits=st.booleans(),
    deferred_until=st.none() | days,
    open_measures=st.integers(0, 3),
    overdue_measures=st.integers(0, 3),
    reviewers_differ=st.booleans(),
    comment_unanswered=st.booleans(),
)
subjects = st.builds(
    SubjectFacts,
    subject=st.just(Subject(Kind.CATEGORY, "PRI", "Privacy")),
    has_risks=st.booleans(),
    is_closed=st.booleans(),
)
anything = st.builds(
    Facts,
    categories=st.lists(subjects, min_size=1, max_size=3),
    rights=st.lists(subjects, max_size=3),
    risks=st.lists(risks, max_size=2),
    names_system_version=st.booleans(),
)


@given(anything, days)
def test_a_blank_category_always_stops_a_submission(found: Facts, on: date) -> None:
    stopped = errors(check(found, on=on))
    blank = sum(category.is_blank for category in found.categories)
    assert sum(finding.code is Code.CATEGORY_BLANK for finding in stopped) == blank


@given(anything, days)
def test_errors_come_first_and_the_order_is_always_the_same(found: Facts, on: date) -> None:
    told = check(found, on=on)
    levels = [list(Level).index(finding.level) for finding in told]
    assert levels == sorted(levels)
    assert told == check(found, on=on)


@given(anything, days, risks)
def test_one_more_risk_never_hides_what_was_found_of_the_others(
    found: Facts, on: date, more: RiskFacts
) -> None:
    before = set(check(found, on=on)) - {f for f in check(found, on=on) if f.code is Code.NOTHING_RECORDED}
    after = set(check(replace(found, risks=[*found.risks, more]), on=on))
    assert before <= after


@given(risks, days)
def test_a_grave_risk_is_never_passed_over_in_silence(one: RiskFacts, on: date) -> None:
    told = {finding.code for finding in check(facts(one), on=on)}
    assert (Code.NOT_CONSULTED in told) == (one.inherent.band >= 4)
