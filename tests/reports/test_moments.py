"""What a report says of the moments to assess."""

from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json
from hrdd.reports.builder import build
from hrdd.reports.document import read
from hrdd.reports.html import render_html
from hrdd.reports.layout import arrange
from tests import factories
from tests.reports.sample import document

pytestmark = pytest.mark.django_db
LATE: Any = {
    "state": "overdue", "kind": "Periodic review", "what": "A look every year.", "expected_by": "2026-05-01",
    "assessment": "", "reason": "", "by": "", "on": "",
}  # fmt: skip


def test_the_document_holds_every_moment_late_ones_first(assessment: Assessment, ines: User) -> None:
    now = timezone.now()
    made = factories.MomentFactory.create
    made(system=assessment.system, what="Seen", assessment=assessment, answered_at=now)
    made(system=assessment.system, what="Skipped", waived_at=now, waived_by=ines, waived_reason="No change.")
    made(system=assessment.system, what="Coming", days=3)
    made(system=assessment.system, what="Late", days=-3)
    made(what="Of another system", days=-3)
    found = build(assessment=assessment, language="en", by=ines, at=now)["moments"]
    assert [(moment["state"], moment["what"]) for moment in found] == [
        ("overdue", "Late"), ("planned", "Coming"), ("waived", "Skipped"), ("answered", "Seen"),
    ]  # fmt: skip
    waived = found[2]
    assert (waived["by"], waived["reason"]) == ("Ines Duarte", "No change.")
    assert waived["on"] == timezone.localdate(now).isoformat()
    assert found[3]["assessment"] == "A-12"


def test_an_incident_of_another_assessment_is_named_without_its_words(
    assessment: Assessment, ines: User
) -> None:
    other = factories.AssessmentFactory.create(system=assessment.system, number=13)
    risk = factories.RiskFactory.create(assessment=other, title="What only we know", nature="actual",
                                        likelihood=None)  # fmt: skip
    actions.propose_after_incident(risk=risk, by=ines, at=timezone.now())
    told = build(assessment=assessment, language="en", by=ines, at=timezone.now())
    assert "R-1 of A-13" in str(told["moments"])
    assert "What only we know" not in str(told)


def test_a_waiver_is_told_with_its_reason_and_by_whom() -> None:
    waived = {**LATE, "state": "waived", "reason": "No change.", "by": "Ines Duarte", "on": "2026-05-03"}
    laid = arrange(document(moments=[waived, LATE]), digest="0" * 64)
    assert [title for title, _entries in laid.moments] == ["Overdue: nobody has looked yet", "Waived"]
    [entry] = laid.moments[1][1]
    assert entry.label == "1 May 2026:"
    assert entry.run_on.endswith("Waived by Ines Duarte on 3 May 2026: No change.")
    page = render_html(document(moments=[waived, LATE]))
    assert '<h2 class="chapter__title" id="moments-title">Moments to assess</h2>' in page
    assert "Waived by Ines Duarte on 3 May 2026: No change." in page


def test_a_report_from_before_moments_were_kept_is_still_read() -> None:
    old = document()
    del old["moments"]
    kept = read(canonical_json(old))
    assert "moments-title" not in render_html(kept)
