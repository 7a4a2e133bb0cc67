"""Who was heard, in the report: empty cells are printed, and nothing is told that readers may not know."""

from pathlib import Path
from typing import Any

import page
import pytest
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json
from hrdd.reports.builder import build
from hrdd.reports.document import read
from hrdd.reports.html import render_html
from hrdd.reports.models import Run
from hrdd.reports.pdf import render_pdf
from tests import factories
from tests.reports import sample
from tests.reports.test_pdf import text_of

pytestmark = pytest.mark.django_db
FAMILIES = "Families called at night"


def built(assessment: Assessment, by: User) -> Any:
    return build(assessment=assessment, language="en", by=by, at=timezone.now())


def chapter(document: Any) -> str:
    whole = render_html(document)
    return whole[whole.index('id="heard-title"') : whole.index('id="coverage-title"')]


@pytest.fixture
def families(assessment: Assessment) -> Any:
    group = factories.StakeholderGroupFactory.create(company=assessment.company, name=FAMILIES)
    group.systems.add(assessment.system)
    return group


def heard(assessment: Assessment, group: Any, level: str) -> None:
    record = factories.EngagementFactory.create(
        assessment=assessment, on_record=True, level=level, number=41, stage="deploy"
    )
    factories.ParticipationFactory.create(engagement=record, group=group)


def test_empty_cells_are_printed(assessment: Assessment, ines: User, families: Any, tmp_path: Path) -> None:
    found = built(assessment, ines)
    assert chapter(found).count("heard__cell--missing") == len(found["heard"]["stages"]) == 7
    content = render_pdf(found)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert report.is_compliant, [failure.message for failure in report.failures]
    said = " ".join(text_of(content, tmp_path).split())
    assert "Who was heard" in said
    assert said.count("Missing") == 7
    assert "Families called" in said


def test_reasons_and_days_are_printed(assessment: Assessment, ines: User, families: Any) -> None:
    day = timezone.localdate().replace(year=2031, month=5, day=3)
    factories.PlannedEngagementFactory.create(
        assessment=assessment, group=families, stage="deploy", planned_on=day, budget=98_765, currency="EUR"
    )
    factories.NotSoughtFactory.create(assessment=assessment, group=families, reason="It ends before.")
    document = built(assessment, ines)
    said = chapter(document)
    assert "3 May 2031" in said
    assert f"{FAMILIES}, Retiring it:" in said
    assert "It ends before." in said
    assert said.count("heard__cell--missing") == 5
    assert b"98765" not in canonical_json(document), "what it costs is the company's"


@pytest.mark.parametrize("level", ["public", "internal", "restricted", "sealed"])
def test_only_what_every_reader_may_know_counts_as_done(
    assessment: Assessment, ines: User, families: Any, level: str
) -> None:
    heard(assessment, families, level)
    document = built(assessment, ines)
    assert ("E-41" in chapter(document)) is (level == "public")
    assert (b"E-41" in canonical_json(document)) is (level == "public")


def test_a_group_known_from_a_closed_record_alone_is_not_named(assessment: Assessment, ines: User) -> None:
    hidden = factories.StakeholderGroupFactory.create(company=assessment.company, name="Marigold circle")
    heard(assessment, hidden, "internal")
    assert b"Marigold" not in canonical_json(built(assessment, ines))


def test_grave_risks_below_the_minimum_are_named(assessment: Assessment, ines: User, families: Any) -> None:
    risk = factories.RiskFactory.create(assessment=assessment, scale=5, scope=5, irremediability=5)
    assert f"was, on {risk.reference}." in chapter(built(assessment, ines))
    factories.PlannedEngagementFactory.create(assessment=assessment, group=families)
    assert built(assessment, ines)["heard"]["lacking"] == [], "a risk that names nobody is met by any of them"


def test_a_document_from_before_the_plan_was_kept_still_prints(tmp_path: Path) -> None:
    old = read(canonical_json(sample.document(3)))
    assert "heard" not in old
    assert "scorecard" not in old
    assert 'id="heard-title"' not in render_html(old)
    assert "Who was heard" not in text_of(render_pdf(old), tmp_path)


def figures(document: Any) -> dict[str, str]:
    return {row["figure"]: row["said"] for row in document["scorecard"]}


def test_how_well_people_were_heard_is_printed(
    assessment: Assessment, ines: User, families: Any, tmp_path: Path
) -> None:
    document = built(assessment, ines)
    said = " ".join(chapter(document).split())
    assert "How well people were heard" in said
    assert "Of all open risks of band 4 and 5" in said
    content = render_pdf(document)
    assert page.validate_pdf_bytes(content, profile="ua1").is_compliant
    assert "Nothing to count yet" in " ".join(text_of(content, tmp_path).split())


@pytest.mark.parametrize(
    ("level", "readers", "counted"),
    [("public", Run.Readers.EVERYONE, True), ("internal", Run.Readers.EVERYONE, False),
     ("internal", Run.Readers.INSIDE, True), ("restricted", Run.Readers.INSIDE, False),
     ("sealed", Run.Readers.INSIDE, False)],
)  # fmt: skip
def test_figures_count_what_the_readers_of_the_report_may_know(
    assessment: Assessment, ines: User, families: Any, level: str, readers: Run.Readers, counted: bool
) -> None:
    heard(assessment, families, level)
    document = build(assessment=assessment, language="en", by=ines, at=timezone.now(), readers=readers)
    assert figures(document)["costs"] == ("0 of 1 (0 %)" if counted else "Nothing to count yet")
    of_participants = {"consents", "follow-ups"} & set(figures(document))
    assert bool(of_participants) is (readers == Run.Readers.INSIDE)


def test_a_document_from_before_the_figures_were_kept_still_prints(
    assessment: Assessment, ines: User, tmp_path: Path
) -> None:
    document = built(assessment, ines)
    del document["scorecard"]
    old = read(canonical_json(document))
    assert "How well people were heard" not in chapter(old)
    assert "Who was heard" in text_of(render_pdf(old), tmp_path)
