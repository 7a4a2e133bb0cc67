"""What a report says of coverage, and of the version that was approved."""

from typing import Any

import pytest
from django.utils import timezone

from assessments import actions
from assessments.approved import content
from assessments.models import Assessment, Snapshot
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json
from hrdd.reports.builder import build
from hrdd.reports.document import read
from hrdd.reports.html import render_html
from hrdd.reports.layout import arrange
from taxonomy.models import Right
from tests import factories
from tests.factories.depth import complete
from tests.reports.sample import document

pytestmark = pytest.mark.django_db
ROW: dict[str, Any] = {"risks": 0, "highest": None, "reason": "", "by": "", "on": ""}
COVERED = ROW | {"code": "PRI", "title": "Privacy", "state": "covered", "risks": 2, "highest": 5}
CLOSED = ROW | {
    "code": "PRO", "title": "Property", "state": "closed", "reason": "It handles no money.",
    "by": "Ines Duarte", "on": "2026-05-03",
}  # fmt: skip
BLANK = ROW | {"code": "CUL", "title": "Culture", "state": "blank"}
LOOKED_AT: Any = {"categories": [COVERED, CLOSED, BLANK], "rights": [BLANK | {"title": "Housing"}, COVERED]}


def built(assessment: Assessment, by: User) -> Any:
    return build(assessment=assessment, language="en", by=by, at=timezone.now())


def test_the_document_tells_covered_closed_and_blank_apart(assessment: Assessment, ines: User) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, rights=["privacy"])
    risk.rights_in_tension.add(Right.objects.get(code="life"))
    gone = factories.RiskFactory.create(
        assessment=assessment,
        code="CHI",
        standing="closed",
        scale=2,
        scope=2,
        irremediability=2,
        rights=["housing"],
    )
    assert gone.category.code == "CHI"
    property_ = assessment.edition.categories.get(code="PRO")
    factories.ClosureFactory.create(assessment=assessment, category=property_, reason="No money.")
    found = built(assessment, ines)["coverage"]
    states = {row["code"]: row["state"] for row in found["categories"]}
    assert (states["PRI"], states["PRO"], states["CHI"]) == ("covered", "closed", "blank")
    rights = {row["code"]: row["state"] for row in found["rights"]}
    assert (rights["privacy"], rights["life"], rights["housing"]) == ("covered", "covered", "blank")
    assert len(rights) >= 51
    [closed] = [row for row in found["categories"] if row["code"] == "PRO"]
    assert (closed["reason"], closed["by"]) == ("No money.", "Ines Duarte")


def test_what_is_blank_is_named_first_and_reasons_are_told() -> None:
    page = render_html(document(coverage=LOOKED_AT))
    chapter = page[page.index('id="coverage-title"') : page.index('id="verify-title"')]
    assert chapter.index("Culture.") < chapter.index("Privacy:")
    assert "Rights nobody has looked at:" in chapter and "Housing." in chapter
    assert "Considered, not relevant (Ines Duarte, 3 May 2026): It handles no money." in chapter
    assert "2 risks, at most 5 Extreme." in chapter
    assert "nobody has looked at this yet." in chapter


def test_the_heat_map_tells_considered_from_not_considered_with_its_key() -> None:
    page = render_html(document(coverage=LOOKED_AT))
    summary = page[page.index('id="summary-title"') : page.index('id="method-title"')]
    assert summary.count('class="is-closed"') == summary.count('<span aria-hidden="true">–</span>') == 1
    assert summary.count('class="is-blank"') == summary.count('<span aria-hidden="true">?</span>') == 1
    for key in ("– considered, not relevant", "? not considered yet"):
        assert f"<span>{key}</span>" in summary


def test_the_heat_map_of_what_is_built_agrees_with_its_chapter(assessment: Assessment, ines: User) -> None:
    factories.RiskFactory.create(assessment=assessment)
    property_ = assessment.edition.categories.get(code="PRO")
    factories.ClosureFactory.create(assessment=assessment, category=property_)
    columns = arrange(built(assessment, ines), digest="0" * 64).profile.columns
    states = {column.code: column.state for column in columns}
    assert (states["PRI"], states["PRO"], states["CHI"]) == ("", "closed", "blank")


def test_a_report_from_before_coverage_was_kept_is_still_read() -> None:
    kept = read(canonical_json(document()))
    assert "coverage" not in kept and "approved" not in kept
    page = render_html(kept)
    assert "coverage-title" not in page
    assert "heatmap__states" not in page, "what nobody asked then is not called blank now"
    assert "not considered yet" not in page


def test_the_digest_of_a_version_is_printed_only_while_it_is_what_is_printed(
    assessment: Assessment, ines: User, tomas: User
) -> None:
    assert built(assessment, ines)["approved"] is None
    told = {"by": ines, "at": timezone.now()}
    approval = actions.submit(assessment=complete(assessment), note="", **told)
    digest = content(assessment.pk).digest
    actions.approve(approval=approval, digest=digest, by=tomas, at=timezone.now())
    exact = built(assessment, ines)
    assert exact["assessment"]["status"].startswith("Approved, version 1, on")
    assert exact["approved"]["digest"] == digest == Snapshot.objects.get().sha256
    proof = dict(arrange(exact, digest="0" * 64).proof)
    assert proof["Approved content, SHA-256"].replace(" ", "") == digest
    assert proof["Version"].startswith("This is version 1, approved by Tomas Brandt on")
    closure = assessment.closures.exclude(category=None).first()
    assert closure is not None
    actions.reopen_closure(closure=closure, **told)
    later = built(assessment, ines)
    assert later["assessment"]["status"].startswith("Draft of version 2")
    assert later["approved"]["digest"] == ""
    proof = dict(arrange(later, digest="0" * 64).proof)
    assert "Approved content, SHA-256" not in proof
    assert "changed since" in proof["Version"]


def test_the_heat_map_names_its_columns_in_words_that_fit(assessment: Assessment, ines: User) -> None:
    new = built(assessment, ines)
    above = [column.name for column in arrange(new, digest="0" * 64).profile.columns]
    assert above == list(assessment.edition.categories.values_list("heat_title", flat=True))
    for category in new["assessment"]["edition"]["categories"]:
        del category["heat_title"]
    before = [column.name for column in arrange(new, digest="0" * 64).profile.columns]
    assert before[0] == "Physical and psychological harm", "what was frozen before prints as it did"
