"""The rule `severity-first/1`: what it promises. The traps are in test_traps.py."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.severity import DIMENSIONS, Nature, Severity, band, first_difference

grade = st.none() | st.integers(1, 5)
known = st.integers(1, 5)


@st.composite
def severities(draw: st.DrawFn) -> Severity:
    nature = draw(st.sampled_from(Nature))
    likelihood = draw(grade) if nature is Nature.POTENTIAL else None
    return Severity(draw(grade), draw(grade), draw(grade), nature, likelihood, draw(st.booleans()))


@pytest.mark.parametrize(
    ("scale", "scope", "irremediability", "expected"),
    [
        (5, 1, 1, 5), (3, 5, 1, 5), (3, 1, 5, 5),  # any 5, with a scale of at least 3
        (2, 5, 5, 4), (2, 4, 1, 4), (4, 1, 1, 4), (3, 4, 3, 4),  # any 4, with a scale of at least 2
        (1, 5, 5, 2), (1, 4, 1, 2), (1, 1, 1, 1),  # a nuisance to millions stays a nuisance
        (2, 3, 1, 3), (2, 2, 2, 2), (3, 3, 3, 3), (3, 1, 1, 3), (1, 2, 1, 2), (1, 3, 3, 2),
    ],
)  # fmt: skip
def test_the_band_of_known_ratings(scale: int, scope: int, irremediability: int, expected: int) -> None:
    assert band(scale=scale, scope=scope, irremediability=irremediability) == expected


def test_the_worked_check() -> None:
    a = Severity(5, 1, 5, likelihood=2)
    b = Severity(3, 4, 2, likelihood=5)
    c = Severity(4, 4, 3, likelihood=3)
    named = {"A": a, "B": b, "C": c}
    assert sorted(named, key=lambda name: named[name].order, reverse=True) == ["A", "C", "B"]
    assert sorted(named, key=lambda name: named[name].naive_score, reverse=True) == ["B", "C", "A"]


def test_the_inversion_a_grave_and_unlikely_harm_stands_above_a_likely_lesser_one() -> None:
    weapons = Severity(5, 4, 5, likelihood=1)
    disinformation = Severity(3, 5, 3, likelihood=5)
    assert weapons.order > disinformation.order
    assert weapons.naive_score < disinformation.naive_score


@given(severities(), st.sampled_from((*DIMENSIONS, "likelihood")))
def test_raising_any_measure_never_lowers_a_rank(severity: Severity, name: str) -> None:
    value = getattr(severity, name)
    if value is None or value == 5:
        return
    raised = replace(severity, **{name: value + 1})
    assert raised.order >= severity.order
    assert raised.band >= severity.band


@given(severities())
def test_waiting_that_makes_it_worse_never_lowers_a_rank(severity: Severity) -> None:
    assert replace(severity, delay_makes_irremediable=True).order >= severity.order


@given(severities(), severities())
def test_any_two_ratings_can_be_compared_and_the_first_difference_says_why(
    one: Severity, other: Severity
) -> None:
    upper, lower = sorted((one, other), key=lambda severity: severity.order, reverse=True)
    difference = first_difference(upper, lower)
    if upper.order == lower.order:
        assert difference.measure == "earlier"
    else:
        assert difference.upper > difference.lower


@given(severities(), severities())
def test_the_key_of_the_index_orders_as_the_rule_does(one: Severity, other: Severity) -> None:
    assert (one.order_key > other.order_key) == (one.order > other.order)
    assert (one.order_key == other.order_key) == (one.order == other.order)


@given(severities(), st.sampled_from(DIMENSIONS))
def test_unknown_is_never_low(severity: Severity, name: str) -> None:
    unknown = replace(severity, **{name: None})
    assert unknown.order == replace(severity, **{name: 5}).order
    assert name in unknown.needs_evidence


def test_what_has_happened_counts_as_certain_and_likelihood_is_not_asked() -> None:
    happened = Severity(3, 3, 3, Nature.ACTUAL)
    assert happened.order == Severity(3, 3, 3, likelihood=5).order
    assert "likelihood" not in happened.needs_evidence
    with pytest.raises(ValueError, match="not asked"):
        Severity(3, 3, 3, Nature.ACTUAL, likelihood=2)


def test_numbers_nobody_can_mean_are_refused() -> None:
    for name, value in product((*DIMENSIONS, "likelihood"), (0, 6, -1)):
        with pytest.raises(ValueError, match=name):
            replace(Severity(3, 3, 3), **{name: value})
