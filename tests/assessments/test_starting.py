"""Beginning quickly: from an example in two clicks, from the list for a kind of system, as a copy."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, Rating, Risk, System
from assessments.starting_lists import starting_lists
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from taxonomy.models import Edition, Example
from tests import factories
from tests.assessments.typed import risk_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def address(name: str, assessment: Assessment, *more: Any) -> str:
    return reverse(f"assessments:{name}", args=[assessment.pk, *more])


def typed_back(page: Any) -> dict[str, Any]:
    """Returns what a browser would send if she pressed save at once."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, "", False)}


# Examples


def test_two_clicks_lead_from_the_register_to_a_filled_form(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    register = analyst.get(address("register", assessment))
    assert address("examples", assessment) in register.text
    shelf = analyst.get(address("examples", assessment))
    filled = f"{address('risk_new', assessment)}?example=PRI-2"
    assert filled in shelf.text
    form = analyst.get(filled).context["form"]
    assert form["title"].value() == "Memorised personal data comes out again in answers"
    assert form["category"].value() == "PRI"
    assert form["primary_right"].value() == "privacy"
    assert not form["scale"].value(), "an example brings no rating"


def test_the_risk_remembers_the_example_it_began_with(analyst: Client, assessment: Assessment) -> None:
    page = analyst.get(address("risk_new", assessment), {"example": "PRO-1"})
    assert 'name="example" value="PRO-1"' in page.text
    analyst.post(address("risk_new", assessment), risk_input(example="PRO-1"))
    assert Risk.objects.get().example == Example.objects.get(code="PRO-1")
    shelf = analyst.get(address("examples", assessment))
    assert "Already here:" in shelf.text
    assert Risk.objects.get().get_absolute_url() in shelf.text


@pytest.mark.parametrize("code", ["", "NO-1", "'; --", "\x00", "x" * 5000, "²"])
def test_an_example_that_is_none_is_left_out(analyst: Client, assessment: Assessment, code: str) -> None:
    assert analyst.get(address("risk_new", assessment), {"example": code}).status_code == 200
    assert analyst.post(address("risk_new", assessment), risk_input(example=code)).status_code == 302
    assert Risk.objects.get().example is None
    assert analyst.get(reverse("assessments:example_start"), {"example": code}).status_code == 404


def test_categories_are_those_of_the_edition(analyst: Client, assessment: Assessment) -> None:
    nine = analyst.get(address("examples", assessment))
    assert "PUB" not in {shelf.category.code for shelf in nine.context["shelves"]}
    assessment.edition = Edition.objects.get(code="btech-2023-supplement")
    assessment.save()
    ten = analyst.get(address("examples", assessment))
    assert "PUB" in {shelf.category.code for shelf in ten.context["shelves"]}
    form = analyst.get(address("risk_new", assessment), {"example": "PUB-1"})
    assert form.context["form"]["category"].value() == "PUB"


def test_an_example_without_a_category_here_leaves_the_category_to_her(
    analyst: Client, assessment: Assessment
) -> None:
    form = analyst.get(address("risk_new", assessment), {"example": "PUB-1"}).context["form"]
    assert form["title"].value()
    assert not form["category"].value()


def test_from_the_taxonomy_a_member_chooses_the_assessment(
    analyst: Client, assessment: Assessment, nina: User, omar: User
) -> None:
    page = reverse("taxonomy:example", args=["PRI-2"])
    start = reverse("assessments:example_start")
    assert f"{start}?example=PRI-2" in analyst.get(page).text
    assert start not in Client().get(page).text
    chosen = analyst.get(start, {"example": "PRI-2"})
    assert f"{address('risk_new', assessment)}?example=PRI-2" in chosen.text
    for other in (nina, omar):
        stranger = Client()
        stranger.force_login(other)
        assert str(assessment.pk) not in stranger.get(start, {"example": "PRI-2"}).text


def test_the_shelf_takes_as_many_queries_for_many_risks_as_for_none(
    analyst: Client, assessment: Assessment
) -> None:
    analyst.get(address("examples", assessment))
    with CaptureQueriesContext(connection) as few:
        analyst.get(address("examples", assessment))
    example = Example.objects.get(code="PRI-2")
    for _ in range(20):
        factories.RiskFactory.create(assessment=assessment, example=example)
    with CaptureQueriesContext(connection) as many:
        analyst.get(address("examples", assessment))
    assert len(many) == len(few) <= 15


# Lists for a kind of system


@pytest.mark.parametrize("kind", System.Kind.values)
def test_every_kind_of_system_has_a_list_of_known_examples_with_reasons(kind: str) -> None:
    found = starting_lists()[kind]
    assert 10 <= len(found.codes) == len(set(found.codes)) <= 20
    assert set(found.codes) <= set(Example.objects.values_list("code", flat=True))
    assert all(len(entry.why) > 20 for entry in found.entries)
    assert found.provenance == "workbench"
    assert "never complete" in found.note


def test_an_empty_register_offers_the_list_for_its_kind_of_system(
    analyst: Client, assessment: Assessment
) -> None:
    page = analyst.get(address("register", assessment))
    assert "Start with the list for applications: 14 risks to look at" in page.text
    assert address("starting_list", assessment) in page.text


def test_the_ticked_ones_begin_as_unknown_and_never_as_low(analyst: Client, assessment: Assessment) -> None:
    page = analyst.get(address("starting_list", assessment))
    assert "Unknown is never low" in page.text
    assert page.text.count("checked") == 14
    before = set(Event.objects.values_list("pk", flat=True))
    answer = analyst.post(address("starting_list", assessment), {"example": ["PHY-5", "PRI-3", "CHI-4"]})
    assert answer.status_code == 302
    risks = Risk.objects.order_by("number")
    assert [risk.example.code for risk in risks if risk.example] == ["PHY-5", "PRI-3", "CHI-4"]
    for risk in risks:
        assert (risk.scale, risk.scope, risk.irremediability, risk.likelihood) == (None,) * 4
        assert risk.band == 5
        assert set(risk.needs_evidence) == {"scale", "scope", "irremediability", "likelihood"}
        assert risk.scale_reason == "Not looked at yet. Started from the list for applications."
        assert risk.category.edition_id == assessment.edition_id
        assert risk.risk_rights.filter(primary=True).count() == 1
    events = Event.objects.exclude(pk__in=before)
    assert sorted(events.values_list("action", flat=True)) == ["risk recorded"] * 3


def test_what_was_started_already_is_left_out(analyst: Client, assessment: Assessment) -> None:
    for _ in range(2):
        analyst.post(address("starting_list", assessment), {"example": ["PHY-5", "PRI-3"]})
    assert Risk.objects.count() == 2
    page = analyst.get(address("starting_list", assessment))
    assert page.text.count("Already here:") == 2
    again = analyst.post(address("starting_list", assessment), {"example": ["PHY-5"]})
    assert again.status_code == 422


@pytest.mark.parametrize("chosen", [[], ["NO-1"], ["\x00"], ["PHY-1"]])
def test_nothing_chosen_starts_nothing_and_says_so(
    analyst: Client, assessment: Assessment, chosen: list[str]
) -> None:
    answer = analyst.post(address("starting_list", assessment), {"example": chosen})
    assert answer.status_code == 422
    assert "choose at least one" in answer.text
    assert not Risk.objects.exists()
    assert not Rating.objects.exists()


def test_another_kinds_list_can_be_taken(analyst: Client, assessment: Assessment) -> None:
    there = f"{address('starting_list', assessment)}?kind=data_set"
    assert "The list for data sets" in analyst.get(there).text
    analyst.post(there, {"example": ["CUL-2"]})
    assert Risk.objects.get().scale_reason.endswith("Started from the list for data sets.")
    assert analyst.get(f"{address('starting_list', assessment)}?kind=\x00").status_code == 200


@pytest.mark.parametrize("name", ["risk_new", "examples", "starting_list"])
@pytest.mark.parametrize(("who", "status"), [("victor", 403), ("leila", 403), ("nina", 404)])
def test_only_who_may_write_begins_anything(
    client: Client, assessment: Assessment, reviewer_grant: Any, request: pytest.FixtureRequest,
    name: str, who: str, status: int,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(name, assessment)).status_code == status


# Copies


def test_a_copy_opens_with_everything_the_original_says(analyst: Client, assessment: Assessment) -> None:
    analyst.post(address("risk_new", assessment), risk_input(example="PRO-1", delay_makes_irremediable="on"))
    original = Risk.objects.get()
    page = analyst.get(address("risk_copy", assessment, original.pk))
    assert "Copied from R-1" in page.text
    sent = typed_back(page) | {"example": "PRO-1"}
    assert "version" not in sent
    assert analyst.post(address("risk_new", assessment), sent).status_code == 302
    copied = Risk.objects.exclude(pk=original.pk).get()
    own = {"id", "number", "lineage", "created_at", "updated_at", "judged_at", "_state"}
    for name, value in vars(original).items():
        if name not in own and not name.startswith("_"):
            assert getattr(copied, name) == value, name
    assert copied.lineage != original.lineage
    assert list(copied.groups.all()) == list(original.groups.all())
    assert [str(link.right) for link in copied.risk_rights.all()] == [
        str(link.right) for link in original.risk_rights.all()
    ]
    original.refresh_from_db()
    assert original.version == 1


def test_a_risk_of_another_assessment_is_not_copied(
    analyst: Client, assessment: Assessment, nina: User, other_company: Any
) -> None:
    theirs = factories.RiskFactory.create(
        assessment=factories.AssessmentFactory.create(system__company=other_company, created_by=nina)
    )
    assert analyst.get(address("risk_copy", assessment, theirs.pk)).status_code == 404
