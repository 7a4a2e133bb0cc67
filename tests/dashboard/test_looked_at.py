"""Risks to look at: each kind chooses its own few, and one risk may be of both."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.dashboard.looked_at import OVER_AT_MOST, UNKNOWN_AT_MOST, risks_to_look_at
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def put_off(assessment: Assessment, *, days_ago: int, scope: int | None) -> Risk:
    risk = factories.RiskFactory.create(assessment=assessment, scale=3, scope=scope, irremediability=3)
    factories.RiskDecisionFactory.create(
        risk=risk,
        standing="deferred",
        state="in_force",
        until=TODAY - timedelta(days=days_ago),
        answered_at=timezone.now(),
    )
    # Only now: the database lets nobody put off a grave risk before an approver decided it.
    risk.standing = "deferred"
    risk.save()
    return risk


def test_a_risk_put_off_too_long_that_nobody_knows_enough_of_is_of_both_kinds(
    assessment: Assessment, ines: User
) -> None:
    both = put_off(assessment, days_ago=9, scope=None)
    known = put_off(assessment, days_ago=1, scope=2)
    put_off(assessment, days_ago=-9, scope=2)
    found = risks_to_look_at(ines, today=TODAY)
    assert [risk.pk for risk in found.unknown] == [both.pk]
    assert [risk.pk for risk in found.over] == [both.pk, known.pk]


def test_neither_kind_crowds_out_the_other(assessment: Assessment, ines: User) -> None:
    for day in range(OVER_AT_MOST + 2):
        put_off(assessment, days_ago=day, scope=2)
    for _ in range(UNKNOWN_AT_MOST + 2):
        factories.RiskFactory.create(assessment=assessment, scale=5, scope=None)
    found = risks_to_look_at(ines, today=TODAY)
    assert (len(found.unknown), len(found.over)) == (UNKNOWN_AT_MOST, OVER_AT_MOST)
    assert (TODAY - found.over[0].past).days == OVER_AT_MOST + 1, "the longest first"
