"""What a reader asks about a residual rating: whether something rose, and whether gravity really fell."""

from dataclasses import replace

from hypothesis import given

from assessments.residual import Doubt, doubts
from assessments.severity import Severity, worst_if_unknown
from tests.assessments.test_severity import severities

INHERENT = Severity(4, 3, 4, likelihood=4)


def test_a_harm_that_only_became_less_likely_or_hits_fewer_raises_no_doubt() -> None:
    assert doubts(inherent=INHERENT, residual=replace(INHERENT, likelihood=1, scope=1)) == ()


def test_what_rose_is_doubted_likelihood_included() -> None:
    for name in ("scale", "scope", "irremediability", "likelihood"):
        residual = replace(INHERENT, **{name: 5})
        assert doubts(inherent=INHERENT, residual=residual) == (Doubt.ABOVE,)


def test_gravity_that_fell_is_doubted() -> None:
    for name in ("scale", "irremediability"):
        assert doubts(inherent=INHERENT, residual=replace(INHERENT, **{name: 2})) == (Doubt.GRAVITY_FELL,)


def test_unknown_counts_as_the_worst_on_both_sides() -> None:
    assert doubts(inherent=INHERENT, residual=replace(INHERENT, scope=None)) == (Doubt.ABOVE,)
    assert doubts(inherent=replace(INHERENT, scope=None), residual=INHERENT) == ()


@given(severities())
def test_the_same_rating_again_raises_no_doubt(severity: Severity) -> None:
    assert doubts(inherent=severity, residual=severity) == ()


@given(severities(), severities())
def test_the_hint_about_gravity_looks_at_scale_and_irremediability_alone(
    one: Severity, two: Severity
) -> None:
    fell = any(
        worst_if_unknown(getattr(two, name)) < worst_if_unknown(getattr(one, name))
        for name in ("scale", "irremediability")
    )
    assert (Doubt.GRAVITY_FELL in doubts(inherent=one, residual=two)) == fell
