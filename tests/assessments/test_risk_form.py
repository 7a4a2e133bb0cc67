"""Recording and revising a risk: anchors in sight, the rank beforehand, nothing lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Rating, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from tests import factories
from tests.assessments.typed import risk_input

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, User], Client]


@pytest.fixture
def analyst(client: Client, sign_in: SignIn, ines: User) -> Client:
    return sign_in(client, ines)


def new(assessment: Assessment) -> str:
    return reverse("assessments:risk_new", args=[assessment.pk])


def test_the_anchors_stand_where_she_rates(analyst: Client, assessment: Assessment) -> None:
    page = analyst.get(new(assessment)).text
    assert "1,000 to 99,999 people, or 1 to 10% of a group." in page
    assert "No. Death, or images that stay public for good." in page
    assert "We do not know yet" in page


def test_a_saved_risk_stands_in_the_register_with_the_reason_for_its_place(
    analyst: Client, assessment: Assessment, risk: Risk, ines: User
) -> None:
    answer = analyst.post(new(assessment), risk_input(), follow=True)
    saved = Risk.objects.get(number=risk.number + 1)
    assert "It stands at rank 2." in answer.text
    assert f"Above {saved.reference}: band 4 above band 3." in answer.text
    assert [link.right.code for link in saved.risk_rights.order_by("-primary")] == ["property", "privacy"]
    assert saved.groups.get().code == "older_persons"
    assert Rating.objects.get(risk=saved).author == ines, "a rating has an author"
    assert Event.objects.filter(action="risk recorded", target_id=str(saved.pk)).exists()


@pytest.mark.parametrize("name", ["scale", "scope", "irremediability"])
def test_a_rating_without_a_reason_is_refused_beside_the_reason_and_nothing_is_lost(
    analyst: Client, assessment: Assessment, name: str
) -> None:
    answer = analyst.post(new(assessment), risk_input(**{f"{name}_reason": " "}))
    assert answer.status_code == 422
    assert f'href="#id_{name}_reason"' in answer.text, "the summary leads to the field"
    assert "Cloned voices frighten families" in answer.text
    assert not Risk.objects.exists()


def test_choosing_nothing_is_not_the_same_as_unknown(analyst: Client, assessment: Assessment) -> None:
    refused = analyst.post(new(assessment), risk_input(scale=""))
    assert refused.status_code == 422
    analyst.post(new(assessment), risk_input(scale="unknown"))
    saved = Risk.objects.get()
    assert saved.scale is None
    assert saved.band == 5
    assert saved.needs_evidence == ("scale",)


def test_likelihood_is_asked_of_potential_risks_and_dropped_from_actual_ones(
    analyst: Client, assessment: Assessment
) -> None:
    assert analyst.post(new(assessment), risk_input(likelihood="")).status_code == 422
    analyst.post(new(assessment), risk_input(nature="actual", likelihood="2"))
    assert Risk.objects.get().likelihood is None


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"scale": "5"},
        {"scale": "1", "scope": "5"},
        {"scope": "unknown"},
        {"nature": "actual"},
        {"delay_makes_irremediable": "on"},
        {"scale": "4", "scope": "3", "irremediability": "4", "likelihood": "3"},
    ],
)
def test_the_rank_seen_beforehand_is_the_rank_after_saving(
    analyst: Client, assessment: Assessment, risk: Risk, changes: dict[str, str]
) -> None:
    factories.RiskFactory.create(assessment=assessment, scale=2, scope=2, irremediability=2)
    typed = risk_input(**changes)
    before = analyst.post(reverse("assessments:risk_preview", args=[assessment.pk]), typed)
    analyst.post(new(assessment), typed)
    saved = Risk.objects.latest("number")
    rank = assessment.risks.all().places([saved.pk])[saved.pk].rank
    assert before.context["preview"].rank == rank
    assert before.context["preview"].total == 3
    assert "<html" not in before.text, "a fragment, not a page"


def test_without_script_the_same_button_row_shows_the_rank_and_saves_nothing(
    analyst: Client, assessment: Assessment
) -> None:
    answer = analyst.post(new(assessment), risk_input(preview="1", title=""))
    assert answer.status_code == 200
    assert answer.context["preview"].rank == 1
    assert not Risk.objects.exists()


def test_two_people_revise_one_risk_and_both_texts_are_shown(
    analyst: Client, assessment: Assessment, ines: User
) -> None:
    analyst.post(new(assessment), risk_input())
    risk = Risk.objects.get()
    edit = reverse("assessments:risk_edit", args=[assessment.pk, risk.pk])
    analyst.post(edit, risk_input(version="1", source="A report by the police."))
    stale = analyst.post(edit, risk_input(version="1", source="A call with a bank.", title="My own words"))
    assert stale.status_code == 409
    assert "A report by the police." in stale.text
    assert "A call with a bank." in stale.text
    assert "My own words" in stale.text
    chosen = risk_input(version="2", source="A call with a bank.", title="My own words", keep_source="theirs")
    analyst.post(edit, chosen)
    risk.refresh_from_db()
    assert (risk.source, risk.title, risk.version) == ("A report by the police.", "My own words", 3)
    history = Event.objects.filter(action="risk changed", target_id=str(risk.pk)).order_by("at")
    assert history.count() == 2
    assert history[0].changes["source"] == ["", "A report by the police."]


def test_a_category_of_another_edition_is_refused(analyst: Client, assessment: Assessment) -> None:
    assert analyst.post(new(assessment), risk_input(category="PUB")).status_code == 422
