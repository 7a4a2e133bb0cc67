"""Two people, one form: both versions in sight, a choice for each field, nothing typed lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.forms import typed as typed_of
from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from tests.assessments.typed import risk_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


@pytest.fixture
def edit(analyst: Client, assessment: Assessment) -> str:
    """Returns the address at which a risk, already changed once by a colleague, is edited."""
    analyst.post(reverse("assessments:risk_new", args=[assessment.pk]), risk_input())
    address = reverse("assessments:risk_edit", args=[assessment.pk, Risk.objects.get().pk])
    theirs = risk_input(
        version="1", scale="4", scale_reason="A house was lost.", groups=["children"],
        delay_makes_irremediable="on",
    )  # fmt: skip
    assert analyst.post(address, theirs).status_code == 302
    return address


def differences(answer: Any) -> dict[str, tuple[str, str]]:
    return {found.name: (found.yours, found.theirs) for found in answer.context["conflict"]}


def test_every_field_that_differs_is_shown_in_words(analyst: Client, edit: str) -> None:
    shown = differences(analyst.post(edit, risk_input(version="1", scale="unknown")))
    assert set(shown) == {"scale", "scale_reason", "groups", "delay_makes_irremediable"}
    assert shown["delay_makes_irremediable"] == ("no", "yes")
    assert shown["scale"][0] == "We do not know yet"
    assert shown["groups"] == ("Older persons", "Children")


def test_each_choice_stands_where_it_was_made(analyst: Client, edit: str) -> None:
    mine = risk_input(version="1", scale="5", scale_reason="Mine.")
    page = analyst.post(edit, mine)
    assert page.status_code == 409
    version = page.context["form"].data["version"]
    choice = {"keep_groups": "theirs", "keep_delay_makes_irremediable": "theirs", "keep_scale": "mine"}
    assert analyst.post(edit, {**mine, "version": version, **choice}).status_code == 302
    risk = Risk.objects.get()
    assert (risk.scale, risk.scale_reason, risk.delay_makes_irremediable) == (5, "Mine.", True)
    assert [group.code for group in risk.groups.all()] == ["children"]


def test_a_third_person_saving_meanwhile_is_noticed_again(analyst: Client, edit: str) -> None:
    mine = risk_input(version="1", title="My own words")
    version = analyst.post(edit, mine).context["form"].data["version"]
    analyst.post(edit, risk_input(version=version, title="A third title"))
    again = analyst.post(edit, {**mine, "version": version})
    assert again.status_code == 409
    assert differences(again)["title"] == ("My own words", "A third title")


def test_a_forged_or_missing_version_never_saves(analyst: Client, edit: str) -> None:
    assert analyst.post(edit, risk_input(title="No version")).status_code == 409
    assert analyst.post(edit, risk_input(version="nonsense")).status_code == 422
    assert Risk.objects.get().version == 2


DEEP = {
    "confidence": ("high", "High: several sources agree", "Medium: some evidence"),
    "tension_note": ("Mine.", "Mine.", "A filter on voices silences parody, too."),
    "rights_in_tension": (["life"], "Life", "Freedom of expression"),
    "involvement": ("caused", "We caused it", "We contributed to it"),
    "enabled": ("yes", "Yes", "Partly"),
    "foreseeable": ("", "nothing", "Yes"),
    "mitigation": ("none", "Nothing was done", "Something, and it does not work well"),
}


@pytest.mark.parametrize("name", DEEP)
def test_what_is_judged_in_depth_is_compared_and_chosen_like_the_rest(
    analyst: Client, edit: str, name: str
) -> None:
    typed, yours, theirs = DEEP[name]
    mine = risk_input(version="1", **{name: typed})
    page = analyst.post(edit, mine)
    assert page.status_code == 409
    shown = differences(page)[name]
    assert shown == (yours, theirs)
    version = page.context["form"].data["version"]
    kept = typed_of(Risk.objects.in_full().get())[name]
    analyst.post(edit, {**mine, "version": version, f"keep_{name}": "theirs"})
    assert typed_of(Risk.objects.in_full().get())[name] == kept


@pytest.mark.parametrize(("title", "shown"), [("Mine", True), ("Theirs", False)])
def test_details_of_an_assessment_are_held_the_same_way(
    analyst: Client, assessment: Assessment, title: str, shown: bool
) -> None:
    address = reverse("assessments:details", args=[assessment.pk])
    theirs = {"title": "Theirs", "moment": "", "version": assessment.version}
    analyst.post(address, theirs)
    page = analyst.post(address, {**theirs, "title": title})
    assert page.status_code == 409
    assert ("“Mine”" in page.text) is shown
    again = {**theirs, "title": title, "version": page.context["form"].data["version"]}
    assert analyst.post(address, again).status_code == 302
    assessment.refresh_from_db()
    assert assessment.title == title
