"""The state of a risk against the version before: new, changed, unchanged, closed."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments import document
from assessments.document.years import COMPARED, Since, marks, year_on_year
from assessments.models import Assessment, GroupRating, Risk, Snapshot
from assessments.since import Before, remembered, states, states_of, version_before
from hrdd.accounts.models import User
from hrdd.reports.builder import build as build_report
from tests import factories
from tests.factories.documents import snapshot

pytestmark = pytest.mark.django_db


def as_before(frozen: Snapshot) -> Before:
    root = frozen.assessment
    return Before(str(frozen.pk), frozen.number, str(root.pk), root.number)


def now(frozen: Snapshot, assessment: Assessment) -> dict[str, str]:
    found = states(as_before(frozen), assessment.risks.all())
    assert states_of(as_before(frozen), assessment.risks.select_related("worst_group", "category")) == found
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
    found = states(as_before(frozen), rich.risks.all())
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
    assert year_on_year(remembered(str(frozen.pk)), marks(after))[after["risks"][0]["lineage"]] in Since


def test_a_group_that_is_hit_harder_is_a_change(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    GroupRating.objects.filter(risk__number=1, risk__assessment=rich, group__code="children").update(scope=4)
    assert now(frozen, rich)["R-1"] == "changed"


def test_new_closed_and_reopened_risks_are_told_apart(rich: Assessment, tomas: User) -> None:
    frozen = snapshot(rich, by=tomas)
    factories.RiskFactory.create(assessment=rich)
    Risk.objects.filter(assessment=rich, number=4).update(standing="closed")
    Risk.objects.filter(assessment=rich, number=3).update(standing="open")
    assert now(frozen, rich) == {
        "R-1": "unchanged", "R-2": "unchanged", "R-3": "changed", "R-4": "closed", "R-5": "new",
    }  # fmt: skip


def test_last_years_assessment_counts_until_this_one_is_approved(rich: Assessment, tomas: User) -> None:
    assert version_before(rich) is None
    last_year = snapshot(rich.based_on, by=tomas, number=3)
    assert version_before(rich) == as_before(last_year)
    own = snapshot(rich, by=tomas, number=1)
    assert version_before(rich) == as_before(own)


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
    assert before == as_before(frozen)


def test_what_is_compared_is_in_the_document(rich: Assessment) -> None:
    [risk, *_] = document.build(rich.pk)["risks"]
    assert {name for name in COMPARED if not name.startswith("group_")} <= set(risk)
    other = deepcopy(risk) | {"source": "elsewhere", "measures": []}
    assert marks({"risks": [risk]}) == marks({"risks": [other]})


# On the pages, in the API, in the report


@pytest.fixture
def worked_on(rich: Assessment, tomas: User) -> Assessment:
    """Returns an assessment in its second version: one risk is new, one changed, one as it was."""
    snapshot(rich, by=tomas, number=1)
    factories.RiskFactory.create(assessment=rich, title="Forged letters")
    Risk.objects.filter(assessment=rich, number=2).update(scope=3)
    rich.refresh_from_db()
    return rich


def test_the_register_says_it_in_a_word_and_filters_by_it(
    client: Client, worked_on: Assessment, ines: User
) -> None:
    client.force_login(ines)
    shown = client.get(f"/assessments/{worked_on.pk}/risks/").content.decode()
    assert f"Since version 1 of {worked_on.reference}" in shown
    assert (shown.count(" New."), shown.count(" Changed."), shown.count(" Unchanged.")) == (1, 1, 2)
    for state, titles in (("new", {"Forged letters"}), ("changed", {"A wrong arrest"})):
        page = client.get(f"/assessments/{worked_on.pk}/risks/?since={state}")
        assert {row.risk.title for row in page.context["rows"]} == titles
    assert len(client.get(f"/assessments/{worked_on.pk}/risks/?since=odd").context["rows"]) == 4


def test_a_risk_says_it_and_leads_to_what_has_changed(
    client: Client, worked_on: Assessment, ines: User
) -> None:
    client.force_login(ines)
    shown = client.get(worked_on.risks.get(number=2).get_absolute_url()).content.decode()
    assert "<dd>Changed" in shown
    assert "versions/compare/?from=1&amp;to=draft" in shown


def test_without_an_approved_version_nothing_is_said(
    client: Client, assessment: Assessment, risk: Risk, ines: User, api: Callable[[User | None], Any]
) -> None:
    client.force_login(ines)
    for address in (f"/assessments/{assessment.pk}/risks/", risk.get_absolute_url()):
        assert "Since version" not in client.get(address).content.decode()
    [row] = api(ines).get(f"/api/v1/assessments/{assessment.pk}/risks/").json()["results"]
    assert row["since_approved"] is None


def test_the_api_and_the_report_say_it(
    worked_on: Assessment, ines: User, api: Callable[[User | None], Any]
) -> None:
    address = f"/api/v1/assessments/{worked_on.pk}/risks/"
    rows = api(ines).get(address).json()["results"]
    assert {row["reference"]: row["since_approved"] for row in rows} == {
        "R-1": "unchanged", "R-2": "changed", "R-4": "unchanged", "R-5": "new",
    }  # fmt: skip
    [new] = api(ines).get(address, {"since": "new"}).json()["results"]
    assert new["title"] == "Forged letters"
    report = build_report(assessment=worked_on, language="en", by=ines, at=timezone.now())
    said = {risk["reference"]: risk["since_approved"] for risk in report["risks"]}
    assert said["R-5"] == f"New since version 1 of {worked_on.reference}."


def test_the_register_takes_no_more_queries_with_a_version_before(
    client: Client, assessment: Assessment, ines: User, tomas: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/assessments/{assessment.pk}/risks/")
        return len(captured)

    factories.RiskFactory.create_batch(3, assessment=assessment)
    client.force_login(ines)
    queries()  # the first visit writes into the session
    without = queries()
    snapshot(assessment, by=tomas)
    Assessment.objects.filter(pk=assessment.pk).update(working_number=2)
    queries()  # the first one unpacks the version
    assert queries() == without
