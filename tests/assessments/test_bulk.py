"""One change to many risks: each row stands or falls for itself, and no rating is ever among it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Measure, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from taxonomy.models import Group
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def risks(assessment: Assessment) -> list[Risk]:
    return [
        factories.RiskFactory.create(assessment=assessment, title=f"Harm {n}", rights=["privacy"])
        for n in range(3)
    ]


def address(assessment: Assessment) -> str:
    return reverse("assessments:bulk", args=[assessment.pk])


def rows(risks: list[Risk]) -> list[str]:
    return [f"{risk.pk}.{risk.version}" for risk in risks]


def change(client: Client, assessment: Assessment, chosen: list[str], **said: Any) -> Any:
    return client.post(address(assessment), {"risk": chosen, "apply": "1", **said})


def became(answer: Any) -> list[str]:
    assert answer.status_code == 200
    return [outcome.became.value for outcome in answer.context["outcomes"]]


def fresh(risks: list[Risk]) -> list[Risk]:
    for risk in risks:
        risk.refresh_from_db()
    return risks


def test_the_register_gives_analysts_a_box_per_row_named_after_the_risk(
    analyst: Client, assessment: Assessment, risks: list[Risk], victor: User
) -> None:
    page = analyst.get(reverse("assessments:register", args=[assessment.pk]))
    for risk in risks:
        assert f'aria-label="Choose {risk}"' in page.text
        assert f'value="{risk.pk}.1"' in page.text
    reader = Client()
    reader.force_login(victor)
    assert "data-bulk" not in reader.get(page.request["PATH_INFO"]).text


def test_the_page_names_the_chosen_ones_and_says_that_ratings_are_not_among_it(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    page = analyst.post(address(assessment), {"risk": rows(risks[:2])})
    assert page.status_code == 200
    assert "Change 2 risks" in page.text
    assert "each risk needs its own reason for its own rating" in page.text
    assert not set(page.context["form"].fields) & {
        "scale",
        "scope",
        "irremediability",
        "likelihood",
        "nature",
    }


def test_everything_that_can_be_said_is_said_to_each_with_one_line_in_the_history(
    analyst: Client, assessment: Assessment, risks: list[Risk], tomas: User, ines: User
) -> None:
    risks[0].groups.add(Group.objects.get(code="older_persons"))
    due = (timezone.localdate() + timedelta(days=30)).isoformat()
    before = set(Event.objects.values_list("pk", flat=True))
    answer = change(
        analyst, assessment, rows(risks), category="EQU", confidence="low", involvement="contributed",
        involvement_reason="Our model writes it.", add_groups=["children"], remove_groups=["older_persons"],
        add_rights=["privacy", "non-discrimination"], delay_makes_irremediable="yes",
        measure_title="Ask those who are hit", measure_owner=str(tomas.pk), measure_due_on=due,
    )  # fmt: skip
    assert became(answer) == ["changed"] * 3
    for risk in fresh(risks):
        assert (risk.category.code, risk.confidence, risk.version) == ("EQU", "low", 2)
        assert (risk.involvement, risk.involvement_reason) == ("contributed", "Our model writes it.")
        assert risk.involvements.get(replaced_at=None).involvement == "contributed"
        assert risk.delay_makes_irremediable
        assert [group.code for group in risk.groups.all()] == ["children"]
        links = risk.risk_rights.order_by("-primary")
        assert [(link.right.code, link.primary) for link in links] == [
            ("privacy", True), ("non-discrimination", False),
        ]  # fmt: skip
        measure = risk.measures.get()
        assert (measure.title, measure.owner, measure.due_on.isoformat()) == (
            "Ask those who are hit", tomas, due,
        )  # fmt: skip
        assert (risk.scale, risk.scope, risk.irremediability) == (4, 3, 4)
        assert risk.updated_by == ines
    events = Event.objects.exclude(pk__in=before)
    assert sorted(events.values_list("action", "target_id")) == sorted(
        ("risk changed", str(risk.pk)) for risk in risks
    )


def test_what_is_so_already_is_not_touched(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    Risk.objects.filter(pk=risks[0].pk).update(confidence="high")
    events = Event.objects.count()
    assert became(change(analyst, assessment, rows(risks), confidence="high")) == [
        "unchanged", "changed", "changed",
    ]  # fmt: skip
    assert [risk.version for risk in fresh(risks)] == [1, 2, 2]
    assert Event.objects.count() == events + 2
    again = change(analyst, assessment, rows(risks), measure_title="Call them")
    assert became(again) == ["changed"] * 3
    assert (
        became(change(analyst, assessment, rows(fresh(risks)), measure_title="Call them"))
        == ["unchanged"] * 3
    )
    assert Measure.objects.count() == 3


def test_who_saved_first_wins_and_the_others_are_changed(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    seen = rows(risks)
    Risk.objects.filter(pk=risks[1].pk).update(version=2)
    answer = change(analyst, assessment, seen, confidence="low")
    assert became(answer) == ["changed", "refused", "changed"]
    assert "Someone else saved it first" in answer.text
    assert [risk.confidence for risk in fresh(risks)] == ["low", "", "low"]


def test_a_closed_risk_is_refused_with_the_reason(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    mild = Risk.objects.filter(pk=risks[2].pk)
    mild.update(scale=2, scope=2, irremediability=2)
    mild.update(standing="closed")
    answer = change(analyst, assessment, rows(risks), measure_title="Do it")
    assert became(answer) == ["changed", "changed", "refused"]
    assert "It is closed. Reopen it first." in answer.text
    assert not risks[2].measures.exists()


def test_a_group_with_a_rating_of_its_own_is_not_taken_away(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    children = Group.objects.get(code="children")
    for risk in risks:
        risk.groups.add(children)
    factories.GroupRatingFactory.create(risk=risks[0], group=children)
    risks[0].refresh_from_db()
    answer = change(analyst, assessment, rows(risks), remove_groups=["children"], confidence="low")
    assert became(answer) == ["refused", "changed", "changed"]
    assert fresh(risks)[0].confidence == "", "a refused row is refused whole"


def test_a_row_of_another_assessment_is_answered_like_one_that_never_was(
    analyst: Client, assessment: Assessment, risks: list[Risk], nina: User, other_company: Any
) -> None:
    theirs = factories.RiskFactory.create(
        assessment=factories.AssessmentFactory.create(system__company=other_company, created_by=nina),
        title="marigold",
    )
    ghost = "01890000-0000-7000-8000-000000000000.1"
    answer = change(analyst, assessment, [*rows([theirs]), ghost, *rows(risks[:1])], confidence="low")
    assert became(answer) == ["refused", "refused", "changed"]
    told = [(outcome.why, outcome.risk) for outcome in answer.context["outcomes"][:2]]
    assert told[0] == told[1]
    asked = analyst.post(address(assessment), {"risk": rows([theirs])})
    for page in (answer, asked):
        assert "marigold" not in page.text
    theirs.refresh_from_db()
    assert theirs.confidence == ""


def test_a_hundred_go_and_a_hundred_and_one_do_not(analyst: Client, assessment: Assessment) -> None:
    many = factories.RiskFactory.create_batch(101, assessment=assessment)
    refused = change(analyst, assessment, rows(many), confidence="low")
    assert refused.status_code == 422
    assert "at most 100" in refused.text
    assert not Risk.objects.exclude(confidence="").exists()
    assert became(change(analyst, assessment, rows(many[:100]), confidence="low")) == ["changed"] * 100


def test_all_that_match_the_filters_can_be_chosen_at_once(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    factories.RiskFactory.create_batch(30, assessment=assessment, code="EQU")
    page = analyst.get(reverse("assessments:register", args=[assessment.pk]), {"category": "EQU"})
    assert "Change all 30" in page.text
    asked = analyst.post(address(assessment), {"all": "1", "category": "EQU"})
    assert "Change 30 risks" in asked.text
    assert not any(str(risk.pk) in asked.text for risk in risks)
    factories.RiskFactory.create_batch(71, assessment=assessment, code="EQU")
    assert analyst.post(address(assessment), {"all": "1", "category": "EQU"}).status_code == 422


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Say what to change."),
        ({"involvement": "caused"}, "Say how we are involved"),
        ({"involvement_reason": "Because."}, "Choose the involvement"),
        ({"measure_due_on": "2030-01-01"}, "Say what is to be done."),
        ({"add_groups": "children", "remove_groups": "children"}, "You add and take away the same group."),
        ({"category": "NO"}, "valid choice"),
        ({"confidence": "a\x00b"}, "valid choice"),
        ({"scale": "5", "scale_reason": "All the same."}, "Say what to change."),
    ],
)
def test_what_makes_no_change_is_refused_and_the_choice_is_kept(
    analyst: Client, assessment: Assessment, risks: list[Risk], said: dict[str, str], why: str
) -> None:
    answer = change(analyst, assessment, rows(risks), **said)
    assert answer.status_code == 422
    assert why in answer.text
    assert all(row in answer.text for row in rows(risks))
    assert [risk.version for risk in fresh(risks)] == [1, 1, 1]


@pytest.mark.parametrize(
    "chosen", [[], ["x"], ["²"], ["\x00"], ["-" * 36 + ".1"], ["9" * 36 + ".1" * 9], ["'; --"]]
)
def test_junk_in_the_boxes_is_no_choice(analyst: Client, assessment: Assessment, chosen: list[str]) -> None:
    answer = change(analyst, assessment, chosen, confidence="low")
    assert answer.status_code == 422
    assert "No risk was chosen" in answer.text


def test_only_people_of_the_company_can_be_given_a_measure(
    analyst: Client, assessment: Assessment, risks: list[Risk], nina: User
) -> None:
    answer = change(analyst, assessment, rows(risks), measure_title="x", measure_owner=str(nina.pk))
    assert answer.status_code == 422
    assert not Measure.objects.exists()


def test_sure_or_not_a_stale_rating_stays_stale(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    Risk.objects.filter(pk=risks[0].pk).update(stale_since=timezone.now(), stale_because="An incident")
    change(analyst, assessment, rows(risks), confidence="high", delay_makes_irremediable="yes")
    assert fresh(risks)[0].is_stale, "nobody has looked at this one risk again"


def test_an_approval_is_outdated_only_when_something_changed(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(status=Assessment.Status.APPROVED)
    seen = rows(risks)
    Risk.objects.update(confidence="low")
    assert became(change(analyst, assessment, seen, confidence="low")) == ["unchanged"] * 3
    assessment.refresh_from_db()
    assert assessment.status == Assessment.Status.APPROVED
    change(analyst, assessment, seen, confidence="high")
    assessment.refresh_from_db()
    assert (assessment.status, assessment.working_number) == (Assessment.Status.DRAFT, 2)


@pytest.mark.parametrize(("who", "status"), [("victor", 403), ("leila", 403), ("ada", 403), ("nina", 404)])
def test_only_analysts_change_many(
    client: Client, assessment: Assessment, risks: list[Risk], reviewer_grant: Any, who: str, status: int,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    assert change(client, assessment, rows(risks), confidence="low").status_code == status
    assert {risk.confidence for risk in fresh(risks)} == {""}


def test_the_page_that_asks_takes_as_many_queries_for_many_as_for_few(
    analyst: Client, assessment: Assessment, risks: list[Risk]
) -> None:
    many = [*risks, *factories.RiskFactory.create_batch(60, assessment=assessment)]
    counts = []
    for chosen in (risks, many):
        with CaptureQueriesContext(connection) as captured:
            analyst.post(address(assessment), {"risk": rows(chosen)})
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15
