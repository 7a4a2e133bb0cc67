"""The state of a risk against the version before: new, changed, unchanged, closed."""

from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from assessments import document
from assessments.document.years import COMPARED, Since, marks, year_on_year
from assessments.models import Assessment, GroupRating, Risk, Snapshot
from assessments.since import remembered, states, version_before
from hrdd.accounts.models import User
from tests import factories
from tests.factories.documents import snapshot

pytestmark = pytest.mark.django_db


def now(before: Snapshot | None, assessment: Assessment) -> dict[str, str]:
    found = states(before, assessment.risks.all())
    return {risk.reference: found[risk.pk].value for risk in assessment.risks.all() if risk.pk in found}


@given(
    before=st.none() | st.dictionaries(st.text(max_size=3), st.sampled_from(["", "a", "b"])),
    after=st.dictionaries(st.text(max_size=3), st.sampled_from(["", "a", "b"])),
)
def test_every_risk_has_one_state_and_none_without_a_version_before(before: Any, after: Any) -> None:
    found = year_on_year(before, after)
    if before is None:
        assert found == {}
        return
    assert set(found) == set(after) | {key for key, was in before.items() if was}
    for key, state in found.items():
        assert (state == Since.NEW) == (key not in before and bool(after.get(key)))
        assert (state == Since.CLOSED) == (not after.get(key))


def test_the_database_and_the_document_are_compared_alike(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    found = states(frozen, rich.risks.all())
    assert set(found.values()) == {Since.UNCHANGED, Since.CLOSED}
    assert len(found) == 4


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("title", "Another sentence"), ("scale", 1), ("scope", None), ("likelihood", None),
        ("delay_makes_irremediable", False), ("involvement", "caused"), ("enabled", "no"),
    ],
)  # fmt: skip
def test_a_change_of_what_is_compared_shows(rich: Assessment, tomas: User, column: str, value: Any) -> None:
    frozen = snapshot(rich, by=tomas, number=1)
    Risk.objects.filter(assessment=rich, number=1).update(**{column: value})
    assert now(frozen, rich)["R-1"] == "changed"
    after = document.build(rich.pk)
    assert year_on_year(remembered(frozen), marks(after))[after["risks"][0]["lineage"]] in Since


def test_a_group_that_is_hit_harder_is_a_change(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    GroupRating.objects.filter(risk__number=1, risk__assessment=rich, group__code="children").update(scope=4)
    assert now(frozen, rich)["R-1"] == "changed"


def test_new_closed_and_reopened_risks_are_told_apart(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    factories.RiskFactory.create(assessment=rich)
    Risk.objects.filter(assessment=rich, number=2).update(standing="closed")
    Risk.objects.filter(assessment=rich, number=3).update(standing="open")
    assert now(frozen, rich) == {
        "R-1": "unchanged", "R-2": "closed", "R-3": "changed", "R-4": "unchanged", "R-5": "new",
    }  # fmt: skip


def test_last_years_assessment_counts_until_this_one_is_approved(rich: Assessment, tomas: User) -> None:
    assert version_before(rich) is None
    last_year = snapshot(rich.based_on, by=tomas, number=3)
    assert version_before(rich) == last_year
    own = snapshot(rich, by=tomas, number=1)
    assert version_before(rich) == own


def test_an_approved_version_is_compared_with_the_one_before_it(rich: Assessment, tomas: User) -> None:
    Assessment.objects.filter(pk=rich.pk).update(working_number=1)
    rich.refresh_from_db()
    snapshot(rich, by=tomas, number=1)
    assert version_before(rich) is None


def test_a_snapshot_is_unpacked_once(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    cache.clear()
    before = version_before(rich)
    with CaptureQueriesContext(connection) as first:
        states(before, rich.risks.all())
    before = version_before(rich)
    with CaptureQueriesContext(connection) as second:
        states(before, rich.risks.all())
    assert (len(first), len(second)) == (2, 1)
    assert frozen.pk == before.pk  # type: ignore[union-attr]


def test_what_is_compared_is_in_the_document(rich: Assessment) -> None:
    [risk, *_] = document.build(rich.pk)["risks"]
    assert {name for name in COMPARED if not name.startswith("group_")} <= set(risk)
    other = deepcopy(risk) | {"source": "elsewhere", "measures": []}
    assert marks({"risks": [risk]}) == marks({"risks": [other]})
