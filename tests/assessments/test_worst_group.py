"""The rank follows the worst-affected group, and nothing a majority says can lower it."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Assessment, GroupRating, Risk
from assessments.severity import Severity, worst_affected
from tests import factories

pytestmark = pytest.mark.django_db


def stored(risk: Risk) -> Risk:
    return Risk.objects.get(pk=risk.pk)


def test_a_group_that_is_hit_harder_lifts_band_and_rank(assessment: Assessment) -> None:
    above = factories.RiskFactory.create(assessment=assessment, scale=4, scope=4, irremediability=4)
    risk = factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    factories.GroupRatingFactory.create(risk=risk, scale=5, scope=2, irremediability=5)
    assert stored(risk).band == 5
    assert stored(risk).follows_group
    assert list(assessment.risks.ranked()) == [risk, above]
    assert assessment.risks.all().places([above.pk])[above.pk].rank == 2


def test_groups_that_are_hardly_touched_never_lower_a_rank(assessment: Assessment) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, scale=4, scope=4, irremediability=4)
    before = stored(risk)
    for code in ("children", "women_girls", "older_persons"):
        factories.GroupRatingFactory.create(risk=risk, code=code, scale=1, scope=1, irremediability=1)
        assert (stored(risk).band, stored(risk).order_key) == (before.band, before.order_key)
    assert not stored(risk).follows_group


def test_what_is_unknown_for_a_group_ranks_as_five_and_needs_evidence(risk: Risk) -> None:
    factories.GroupRatingFactory.create(risk=risk, scale=None, scope=1, irremediability=1)
    assert (stored(risk).band, stored(risk).severity.scale) == (5, None)
    assert "scale" in stored(risk).needs_evidence


def test_without_its_rating_the_group_decides_nothing_any_more(risk: Risk) -> None:
    rating = factories.GroupRatingFactory.create(risk=risk)
    milder = factories.GroupRatingFactory.create(risk=risk, code="older_persons", scale=1, scope=1)
    assert stored(risk).worst_group == rating.group
    rating.delete()
    assert stored(risk).worst_group == milder.group
    GroupRating.objects.filter(pk=milder.pk).update(scale=5, scope=5)
    assert stored(risk).group_scale == 5
    milder.delete()
    assert (stored(risk).worst_group, stored(risk).band) == (None, 4)


def test_the_database_and_the_rule_agree_whatever_own_and_group_say(assessment: Assessment) -> None:
    grades = (None, 1, 3, 5)
    risk = factories.RiskFactory.create(assessment=assessment)
    rating = factories.GroupRatingFactory.create(risk=risk)
    for own in itertools.product(grades, grades, (1, 4)):
        names = ("scale", "scope", "irremediability")
        Risk.objects.filter(pk=risk.pk).update(**dict(zip(names, own, strict=True)))
        for group in itertools.product(grades, (2, 5), (None, 4)):
            GroupRating.objects.filter(pk=rating.pk).update(**dict(zip(names, group, strict=True)))
            now = stored(risk)
            common = {"nature": now.own_severity.nature, "likelihood": now.likelihood}
            pure = worst_affected(Severity(*own, **common), [Severity(*group, **common)])
            assert (now.band, now.order_key, now.severity) == (pure.band, pure.order_key, pure), (own, group)


def test_a_group_is_rated_once_per_risk(risk: Risk) -> None:
    factories.GroupRatingFactory.create(risk=risk)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.GroupRatingFactory.create(risk=risk)
