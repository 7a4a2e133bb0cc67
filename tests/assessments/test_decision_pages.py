"""Closing, deferring and reopening on pages, in the API, on Home and in reports."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import Assessment, Measure, Risk, RiskDecision
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json
from hrdd.reports.builder import build
from hrdd.reports.document import read
from hrdd.reports.html import render_html
from tests import factories

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = timezone.localdate(AT)
LATER = TODAY + timedelta(days=90)
Api = Callable[[User | None], Any]


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def minor(assessment: Assessment) -> Risk:
    risk: Risk = factories.RiskFactory.create(
        assessment=assessment, title="A minor one", scale=2, scope=2, irremediability=2
    )
    return risk


@pytest.fixture
def closed(minor: Risk, ines: User) -> Risk:
    """Returns a risk that Ines closed."""
    actions.decide_standing(
        risk=minor, standing="closed", ground="mistaken", reason="Written down twice.", by=ines, at=AT
    )
    return Risk.objects.get(pk=minor.pk)


def decisions(risk: Risk) -> str:
    return reverse("assessments:decisions", args=[risk.assessment_id, risk.pk])


def typed(**changes: Any) -> dict[str, str]:
    return {"standing": "closed", "ground": "gone", "reason": "The feature is off.", **changes}


def test_the_page_says_why_likelihood_closes_nothing(analyst: Client, minor: Risk) -> None:
    refused = analyst.post(decisions(minor), typed(ground="unlikely"))
    assert refused.status_code == 422
    assert "never closes a risk to people" in refused.text
    assert "The feature is off." in refused.text
    assert analyst.post(decisions(minor), typed()).status_code == 302
    assert Risk.objects.get().standing == "closed"
    assert "Take the risk up again" in analyst.get(decisions(minor)).text
    assert analyst.post(decisions(minor), {"standing": "open", "reason": "It is back."}).status_code == 302
    assert Risk.objects.get().standing == "open"


def test_a_grave_risk_goes_by_way_of_the_approver(analyst: Client, risk: Risk, tomas: User) -> None:
    assert "somebody else has to approve" in analyst.get(decisions(risk)).text
    assert analyst.post(decisions(risk), typed()).status_code == 422
    assert analyst.post(decisions(risk), typed(approver=str(tomas.pk))).status_code == 302
    decision = RiskDecision.objects.get()
    approval = reverse("assessments:decision_approval", args=[risk.assessment_id, risk.pk, decision.pk])
    assert analyst.get(approval).status_code == 403
    assert "It waits for Tomas Brandt." in analyst.get(risk.get_absolute_url()).text
    approver = Client()
    approver.force_login(tomas)
    home = approver.get("/").text
    assert f"Approve closing {risk.reference}" in home
    assert approver.post(approval, {"reason": "", "version": "1"}).status_code == 422
    assert approver.post(approval, {"reason": "I saw it.", "version": "7"}).status_code == 409
    assert approver.post(approval, {"reason": "I saw it.", "version": "1"}).status_code == 302
    assert Risk.objects.get().standing == "closed"
    assert "Approve closing" not in approver.get("/").text
    page = approver.get(risk.get_absolute_url()).text
    assert "I saw it." in page
    assert "None: it is closed" in page


def test_a_decision_is_declined_or_taken_back(analyst: Client, risk: Risk, tomas: User) -> None:
    analyst.post(decisions(risk), typed(approver=str(tomas.pk)))
    decision = RiskDecision.objects.get()
    args = [risk.assessment_id, risk.pk, decision.pk]
    approver = Client()
    approver.force_login(tomas)
    refusal = reverse("assessments:decision_refusal", args=args)
    assert approver.post(refusal, {"reason": "Not yet.", "version": "1"}).status_code == 302
    withdrawal = reverse("assessments:decision_withdrawal", args=args)
    assert analyst.post(withdrawal, {"version": "2"}).status_code == 302
    decision.refresh_from_db()
    assert decision.state == "declined", "what was answered is not taken back"
    assert Risk.objects.get().standing == "open"


def test_closed_risks_count_nowhere_and_are_listed_apart(
    analyst: Client, assessment: Assessment, risk: Risk, closed: Risk
) -> None:
    register = reverse("assessments:register", args=[assessment.pk])
    shown = analyst.get(register)
    assert closed.title not in shown.text
    assert shown.context["total"] == 1
    apart = analyst.get(register, {"standing": "closed"}).text
    assert closed.title in apart
    assert "It was recorded by mistake" in apart
    assert "Written down twice." in apart
    assert "Ines Duarte" in apart
    overview = analyst.get(assessment.get_absolute_url())
    assert closed.title not in overview.text
    assert overview.context["total"] == 1
    assert closed.title not in analyst.get(reverse("assessments:order", args=[assessment.pk])).text
    counted = Assessment.objects.with_risk_counts().get(pk=assessment.pk)
    assert (counted.risk_count, counted.severe_count, counted.highest_band) == (1, 1, 4)
    assert closed.title not in analyst.get("/").text


def test_with_everything_closed_the_register_still_leads_to_it(analyst: Client, closed: Risk) -> None:
    shown = analyst.get(reverse("assessments:register", args=[closed.assessment_id])).text
    assert "Closed (1)" in shown
    counted = Assessment.objects.with_risk_counts().get()
    assert (counted.risk_count, counted.highest_band) == (0, None)


def test_a_closed_risk_can_be_changed_without_breaking_a_rank(analyst: Client, closed: Risk) -> None:
    address = reverse("assessments:risk_edit", args=[closed.assessment_id, closed.pk])
    assert analyst.get(address).status_code == 200


def test_a_deferred_one_keeps_its_rank_and_says_until_when(
    analyst: Client, assessment: Assessment, risk: Risk, minor: Risk, ines: User
) -> None:
    given = typed(standing="deferred", ground="order", until=LATER.isoformat())
    assert analyst.post(decisions(minor), given).status_code == 302
    words = f"Deferred until {LATER.day} {LATER:%B %Y}"
    register = analyst.get(reverse("assessments:register", args=[assessment.pk]))
    assert words in register.text
    assert [row.rank for row in register.context["rows"]] == [1, 2]
    assert words in analyst.get(minor.get_absolute_url()).text
    assert "Take up" not in analyst.get("/").text
    RiskDecision.objects.filter(risk=minor).update(until=TODAY)
    assert f"Take up {minor.reference}" in analyst.get("/").text
    assert "Decide again." in analyst.get(minor.get_absolute_url()).text


def test_what_its_rating_reopened_says_so_on_its_page(analyst: Client, closed: Risk) -> None:
    Risk.objects.filter(pk=closed.pk).update(scale=5)
    assert "It was set aside, and is open again" in analyst.get(closed.get_absolute_url()).text


def test_my_overdue_measures_are_on_home_and_nobody_elses(
    analyst: Client, risk: Risk, closed: Risk, ines: User, tomas: User
) -> None:
    yesterday = TODAY - timedelta(days=1)
    for title, owner, on in (
        ("Mine", ines, risk),
        ("Theirs", tomas, risk),
        ("Of a closed one", ines, closed),
    ):
        factories.MeasureFactory.create(risk=on, title=title, owner=owner, due_on=yesterday)
    home = analyst.get("/").text
    assert "Do: Mine" in home
    assert "Do: Theirs" not in home
    assert "Do: Of a closed one" not in home
    Measure.objects.update(status="done")
    assert "Do: Mine" not in analyst.get("/").text


def test_the_api_decides_by_the_same_rules(
    api: Api, ines: User, tomas: User, risk: Risk, minor: Risk
) -> None:
    program, base = api(ines), f"/api/v1/assessments/{risk.assessment_id}/risks/"
    dropped = program.post(f"{base}{minor.pk}/decisions/", typed(ground="cost"))
    assert dropped.status_code == 422
    assert "never closes" in str(dropped.data["errors"]["ground"])
    made = program.post(f"{base}{minor.pk}/decisions/", typed())
    assert (made.status_code, made.data["state"]) == (201, "in_force")
    got = program.get(f"{base}{minor.pk}/").data
    assert (got["standing"], got["rank"]) == ("closed", None)
    assert [row["reference"] for row in program.get(base).data["results"]] == [risk.reference]
    listed = program.get(base, {"standing": "closed"}).data["results"]
    assert [row["reference"] for row in listed] == [minor.reference]
    waits = program.post(f"{base}{risk.pk}/decisions/", typed(approver=str(tomas.pk))).data
    step = f"{base}{risk.pk}/decisions/{waits['id']}/approval/"
    assert program.post(step, {"reason": "Yes.", "version": 1}).status_code == 403
    assert api(tomas).post(step, {"reason": "Yes.", "version": 9}).status_code == 409
    assert api(tomas).post(step, {"reason": "Yes.", "version": 1}).data["state"] == "in_force"
    again = program.post(f"{base}{risk.pk}/decisions/", {"standing": "open", "reason": "It is back."})
    assert again.data["ground"] == "back"


def test_the_api_records_what_happened_and_confirms_a_rating(api: Api, ines: User, risk: Risk) -> None:
    program, base = api(ines), f"/api/v1/assessments/{risk.assessment_id}/risks/{risk.pk}/"
    sent = {
        "what": "Letters came back.", "happened_on": "2026-03-01", "precision": "month", "country": "NO",
        "source": "A newspaper", "claim_status": "reported",
    }  # fmt: skip
    made = program.post(f"{base}occurrences/", sent)
    assert made.status_code == 201, made.data
    assert {name: made.data[name] for name in sent} == sent
    assert program.post(f"{base}occurrences/", made.data).status_code == 201, "what GET returns, POST accepts"
    assert program.patch(made["Location"], {"people": "Two", "version": 1}).data["people"] == "Two"
    assert program.patch(made["Location"], {"people": "Six", "version": 1}).status_code == 409
    assert program.post(f"{made['Location']}removal/", {"reason": "Twice."}).status_code == 204
    assert program.post(f"{base}occurrences/", sent | {"country": "XX"}).data["errors"].keys() == {"country"}
    stale = program.get(base).data
    assert stale["stale_because"].startswith("a time when it happened")
    assert program.post(f"{base}confirmation/", {"version": 1}).status_code == 409
    fresh = program.post(f"{base}confirmation/", {"version": stale["version"]})
    assert fresh.data["stale_because"] == ""
    measure = program.post(f"{base}measures/", {"title": "Filter", "owner": str(ines.pk)})
    assert measure.data["owner"] == str(ines.pk)
    assert (measure.status_code, measure.data["status"]) == (201, "planned")
    assert program.patch(measure["Location"], {"status": "done"}).data["owner"] == str(ines.pk)
    assert program.patch(measure["Location"], {"status": "late"}).status_code == 422


def test_a_report_lists_closed_risks_apart_for_good(
    assessment: Assessment, risk: Risk, closed: Risk, ines: User
) -> None:
    document = build(assessment=assessment, language="en", by=ines, at=AT)
    assert [told["reference"] for told in document["risks"]] == [risk.reference]
    [told] = document["closed"]
    assert (told["reference"], told["ground"], told["reason"], told["by"]) == (
        closed.reference, "It was recorded by mistake", "Written down twice.", "Ines Duarte",
    )  # fmt: skip
    actions.decide_standing(risk=closed, standing="open", ground="back", reason="Back.", by=ines, at=AT)
    page = render_html(document)
    assert "Risks that were closed" in page
    assert "Closed by Ines Duarte on" in page
    assert document["counts"]["risks"] == 1


def test_a_document_from_before_there_were_closed_risks_stays_readable(
    assessment: Assessment, risk: Risk, ines: User
) -> None:
    document = build(assessment=assessment, language="en", by=ines, at=AT)
    del document["closed"]
    old = read(canonical_json(document))
    assert "Risks that were closed" not in render_html(old)


def test_a_report_says_what_is_deferred_and_what_is_stale(
    assessment: Assessment, minor: Risk, ines: User
) -> None:
    given = {"standing": "deferred", "ground": "order", "reason": "Later.", "until": LATER}
    actions.decide_standing(risk=minor, **given, by=ines, at=AT)
    actions.mark_stale(risk=minor, because="people were heard", by=ines, at=AT)
    page = render_html(build(assessment=assessment, language="en", by=ines, at=AT))
    assert f"Deferred until {LATER.day} {LATER:%B %Y}." in page
    assert "Rating to be looked at again: because people were heard." in page
