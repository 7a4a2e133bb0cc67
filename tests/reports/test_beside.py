"""How severe it is to the people, in reports: beside the company's rating, as far as its readers may read."""

from pathlib import Path

import pytest
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.reports import attempts
from hrdd.reports.document import read
from hrdd.reports.html import Sheets, render_html
from hrdd.reports.models import ReportedInput
from stakeholders.models import Consent, Engagement, Input
from tests import factories
from tests.reports import sample
from tests.reports.test_voices import asked, made, pdf_text, take_back

pytestmark = pytest.mark.django_db
REASON = "It took the marigold trust we had."


@pytest.fixture
def engagement(assessment: Assessment) -> Engagement:
    return factories.EngagementFactory.create(assessment=assessment, number=7, on_record=True)


@pytest.fixture
def consent(engagement: Engagement) -> Consent:
    return factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given"})


@pytest.fixture
def said(engagement: Engagement, consent: Consent, risk: Risk) -> Input:
    Risk.objects.filter(pk=risk.pk).update(scale=3, scope=2, irremediability=3)
    said = factories.InputFactory.create(
        engagement=engagement,
        consent=consent,
        words="Ours.",
        told="",
        scale=5,
        scope=4,
        severity_words=REASON,
    )
    factories.InputLinkFactory.create(input=said, risk=risk)
    return said


def test_theirs_stands_beside_the_companys_in_every_format(
    assessment: Assessment, said: Input, store: Path
) -> None:
    run = made(asked(assessment))
    document = read(run.content)
    [risk] = [one for one in document["risks"] if "voices" in one]
    [voice] = risk["voices"]
    assert (voice["scale"], voice["scope"], voice["irremediability"]) == (5, 4, None)
    for text in (render_html(document), pdf_text(run)):
        assert "How severe it is to the people" in text
        assert "scale 5, scope 4, irremediability not said" in text
        assert "People who may be harmed put scale higher by 2, scope higher by 2." in text
        assert "marigold" in text


@pytest.mark.parametrize("answer", ["withheld", "withdrawn"])
def test_numbers_are_no_quotation_and_the_reason_is(
    assessment: Assessment, said: Input, consent: Consent, answer: str
) -> None:
    taken = timezone.now() if answer == "withdrawn" else None
    consent.uses.update(answer=answer, withdrawn_at=taken)
    text = render_html(read(asked(assessment).content))
    assert "scale 5, scope 4" in text, "without consent the severity stands"
    assert "marigold" not in text
    assert "Ours." not in text


@pytest.mark.parametrize("level", ["restricted", "sealed"])
def test_the_rating_of_a_restricted_or_sealed_input_is_in_no_report(
    assessment: Assessment, said: Input, level: str
) -> None:
    factories.put_at(said, level)
    assert "not said" not in render_html(read(asked(assessment).content))
    if level == "sealed":
        return
    factories.put_at(said, "internal")
    assert "not said" not in render_html(read(asked(assessment, readers="everyone").content))


def test_a_reason_taken_back_leaves_the_report_and_the_numbers_stay(
    assessment: Assessment, said: Input, consent: Consent, elsa: User
) -> None:
    run = asked(assessment)
    assert ReportedInput.objects.get().with_words
    take_back(consent, elsa)
    left = attempts.recheck(run=run, at=timezone.now()).content
    assert b"marigold" not in left
    assert "scale 5, scope 4" in render_html(read(left))


def test_documents_frozen_before_it_was_kept_still_print() -> None:
    document = sample.document(3)
    document["risks"][0]["voices"] = [
        {
            "input": "0", "group": "Families", "kind": "A view", "on": "2026-03-01", "told": "It rings.",
            "words": "", "language": "", "translation": "", "override": "",
        }
    ]  # fmt: skip
    text = render_html(document)
    assert "It rings." in text
    assert "How severe it is to the people" not in text
    assert Sheets(document).closing()
