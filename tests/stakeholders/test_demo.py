"""The demo's engagement log: six ways to hear people, in four languages, with what can go wrong."""

from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from assessments import demo as assessments_demo
from assessments.models import Assessment, Risk
from hrdd.reports.builder import build
from hrdd.reports.models import Run
from stakeholders import demo
from stakeholders.consent import Collective
from stakeholders.models import CollectiveConsent, Contact, Engagement, FollowUp, Input, Request

FOLDER = Path(__file__).parents[2] / "fixtures" / "demo"
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
WITHDRAWN = "Each time somebody looks at it, it happens again."


@pytest.fixture
def loaded() -> int:
    assessments_demo.load(folder=FOLDER, password="six evenings and a demo", at=timezone.now())
    return demo.load(folder=FOLDER, at=timezone.now())


def test_six_engagements_of_six_methods_in_four_languages_are_on_record(loaded: int) -> None:
    held = list(Engagement.objects.all())
    assert loaded == len(held) == len({engagement.method for engagement in held}) == 6
    assert all(engagement.is_on_record for engagement in held)
    assert {"Kiswahili", "Español", "العربية", "English"} <= {
        language for engagement in held for language in engagement.languages
    }


def test_one_people_withheld_its_consent_and_its_risk_ranks_no_lower(loaded: int) -> None:
    assert CollectiveConsent.objects.get().state == Collective.WITHHELD
    risk = Risk.objects.get(title__startswith="Children’s photographs taken")
    assert (risk.scale, risk.scope, risk.irremediability, risk.heard) == (4, 5, 5, 1)


def test_a_quote_that_was_taken_back_is_in_no_report(loaded: int) -> None:
    said = Input.objects.get(translation=WITHDRAWN)
    assert said not in Input.objects.quotable(on=TODAY)
    assessment = Assessment.objects.get(number=1, company__name="Torvane AI")
    by = assessment.created_by
    for readers in Run.Readers:
        document = build(assessment=assessment, language="en", by=by, at=timezone.now(), readers=readers)
        assert WITHDRAWN not in str(document)
        assert "our neighbours believe it" in str(document), "what may be quoted is"


def test_a_check_for_reprisals_is_overdue_and_others_were_made(loaded: int) -> None:
    assert FollowUp.objects.escalated(on=TODAY).get().engagement.title == "Evening call with data workers"
    assert FollowUp.objects.exclude(done_on=None).count() == 2


def test_who_was_heard_is_not_called_not_consulted_and_the_rest_is(loaded: int) -> None:
    grave = Risk.objects.filter(company__name="Torvane AI", assessment__number=1, band__gte=4)
    assert {risk.reference for risk in grave if not risk.is_not_consulted} >= {"R-4", "R-6", "R-7", "R-9"}
    assert any(risk.is_not_consulted for risk in grave)
    assert [risk.reference for risk in grave if risk.is_stale] == ["R-9"], "the youth council spoke last"


def test_requests_are_answered_declined_and_open(loaded: int) -> None:
    answers = set(Request.objects.values_list("answer", flat=True))
    assert answers == {"accepted", "partly", "declined", ""}
    assert Request.objects.exclude(reply="").count() == 2


def test_no_row_of_the_demo_names_a_contact(loaded: int) -> None:
    assert Contact.objects.count() == 4
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(c::text, ' ') FROM stakeholders_contact AS c")
        told = cursor.fetchone()[0]
    assert "Illari" not in told and "Community leader" in told


def test_loading_it_again_adds_nothing(loaded: int) -> None:
    assert demo.load(folder=FOLDER, at=timezone.now()) == 0
    assert Engagement.objects.count() == 6
