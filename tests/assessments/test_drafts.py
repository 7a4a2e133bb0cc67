"""Nothing typed is lost: drafts are kept while people type, and nobody but their author ever sees one."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.clock import drop_old_drafts
from assessments.models import Assessment, Draft, Risk
from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from tests import factories
from tests.assessments.typed import risk_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def keep(client: Client, assessment: Assessment, risk: Risk | None = None, **said: Any) -> Any:
    """Returns the answer to what the page sends by itself while somebody types."""
    address = (
        reverse("assessments:risk_drafts", args=[assessment.pk, risk.pk])
        if risk
        else reverse("assessments:drafts", args=[assessment.pk])
    )
    return client.post(address, said, headers={"X-Autosave": "1"})


def new_form(assessment: Assessment) -> str:
    return reverse("assessments:risk_new", args=[assessment.pk])


def edit_form(risk: Risk) -> str:
    return reverse("assessments:risk_edit", args=[risk.assessment_id, risk.pk])


def test_what_she_types_is_kept_and_offered_when_she_comes_back(
    analyst: Client, assessment: Assessment
) -> None:
    told = keep(analyst, assessment, draft=str(uuid4()), title="Letters of the dead", groups=["children"])
    assert told.status_code == 200
    assert set(told.json()) == {"saved_at", "draft"}
    draft = Draft.objects.get()
    assert str(draft.key) == told.json()["draft"]
    page = analyst.get(new_form(assessment))
    assert "that was not saved" in page.text
    assert "Letters of the dead" in page.text
    continued = analyst.get(new_form(assessment), {"draft": draft.pk})
    assert continued.context["form"]["title"].value() == "Letters of the dead"
    assert continued.context["form"]["groups"].value() == ["children"]
    assert continued.context["draft_key"] != draft.key, "a second window gets a key of its own"


def test_it_says_of_when_the_text_is(analyst: Client, assessment: Assessment) -> None:
    told = keep(analyst, assessment, title="x").json()
    assert timezone.localtime(Draft.objects.get().saved_at).strftime("%H:%M") == told["saved_at"]


def test_two_windows_of_one_person_keep_two_texts(analyst: Client, assessment: Assessment) -> None:
    one, two = str(uuid4()), str(uuid4())
    for key, title in ((one, "First"), (two, "Second"), (one, "First, longer")):
        keep(analyst, assessment, draft=key, title=title)
    assert sorted(draft.title for draft in Draft.objects.all()) == ["First, longer", "Second"]


def test_a_window_that_goes_on_with_a_text_takes_its_place(analyst: Client, assessment: Assessment) -> None:
    first = keep(analyst, assessment, draft=str(uuid4()), title="Half").json()["draft"]
    keep(analyst, assessment, draft=str(uuid4()), continues=first, title="Half, and more")
    assert Draft.objects.get().title == "Half, and more"


def test_the_key_of_one_form_never_holds_another_forms_text(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    key = str(uuid4())
    keep(analyst, assessment, draft=key, title="New one")
    assert keep(analyst, assessment, risk, draft=key, title="Old one").status_code == 422
    assert Draft.objects.get().title == "New one"


def test_saving_the_risk_lets_the_draft_go_and_only_that(analyst: Client, assessment: Assessment) -> None:
    mine, other = str(uuid4()), str(uuid4())
    keep(analyst, assessment, draft=mine, title="Mine")
    keep(analyst, assessment, draft=other, title="Another window")
    sent = risk_input(draft=str(uuid4()), continues=mine)
    assert analyst.post(new_form(assessment), sent).status_code == 302
    assert Draft.objects.get().title == "Another window"


def test_a_refused_form_keeps_its_draft_and_its_key(analyst: Client, assessment: Assessment) -> None:
    key = keep(analyst, assessment, draft=str(uuid4()), title="Kept").json()["draft"]
    page = analyst.post(new_form(assessment), risk_input(draft=key, title=""))
    assert page.status_code == 422
    assert str(page.context["draft_key"]) == key
    assert Draft.objects.count() == 1


def test_text_typed_over_an_older_state_leads_to_both_texts(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    key = keep(analyst, assessment, risk, draft=str(uuid4()), **risk_input(version="1", title="Mine")).json()
    analyst.post(edit_form(risk), risk_input(version="1", title="Theirs"))
    draft = Draft.objects.get()
    page = analyst.get(edit_form(risk), {"draft": draft.pk})
    typed = page.context["form"]
    assert typed["title"].value() == "Mine"
    assert typed["version"].value() == 1
    answer = analyst.post(edit_form(risk), risk_input(version="1", title="Mine", continues=key["draft"]))
    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert "Mine" in answer.text
    assert Draft.objects.exists(), "kept until it is saved"


def test_the_page_hears_at_once_that_someone_else_saved(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    analyst.post(edit_form(risk), risk_input(version="1", title="Theirs"))
    told = keep(analyst, assessment, risk, draft=str(uuid4()), version="1", title="Mine")
    assert told.status_code == 409
    assert risk.reference in told.json()["message"]
    assert told.json()["url"] == risk.get_absolute_url()
    assert Draft.objects.get().title == "Mine", "and the text is kept all the same"


def test_a_box_she_emptied_stays_empty(analyst: Client, assessment: Assessment, risk: Risk) -> None:
    keep(analyst, assessment, risk, version="1", title="Shorter", description="")
    page = analyst.get(edit_form(risk), {"draft": Draft.objects.get().pk})
    assert not page.context["form"]["description"].value()
    assert not page.context["form"]["delay_makes_irremediable"].value()


@pytest.mark.parametrize("name", ["colleague", "ada", "tomas", "victor", "leila", "nina"])
def test_nobody_else_ever_sees_it_administrators_included(
    client: Client, assessment: Assessment, ines: User, company: Organisation, reviewer_grant: Any,
    name: str, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    key = uuid4()
    draft = actions.keep_draft(
        assessment=assessment, risk=None, key=key, data={"title": ["marigold"]}, based_on_version=None,
        by=ines, at=timezone.now(),
    )  # fmt: skip
    other = (
        factories.member(company, "analyst", name="Bea", email="bea@torvane.example")
        if name == "colleague"
        else request.getfixturevalue(name)
    )
    client.force_login(other)
    here = [assessment.pk, draft.pk]
    assert client.get(reverse("assessments:draft", args=here)).status_code == 404
    assert client.post(reverse("assessments:draft_removal", args=here)).status_code == 404
    assert client.get(new_form(assessment), {"draft": draft.pk}).status_code in (403, 404)
    assert "marigold" not in client.get(new_form(assessment)).text
    keep(client, assessment, draft=str(key), title="Over it")
    draft.refresh_from_db()
    assert draft.title == "marigold"


@pytest.mark.parametrize(("name", "status"), [("victor", 403), ("leila", 403), ("nina", 404)])
def test_only_who_may_write_risks_keeps_drafts(
    client: Client, assessment: Assessment, reviewer_grant: Any, name: str, status: int,
    request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(name))
    assert keep(client, assessment, title="x").status_code == status
    assert not Draft.objects.exists()


def test_she_can_read_and_throw_away_her_text_while_an_approver_reads(
    analyst: Client, assessment: Assessment
) -> None:
    keep(analyst, assessment, title="Too late", scale="4", groups=["children", "older_persons"])
    Assessment.objects.filter(pk=assessment.pk).update(status=Assessment.Status.IN_REVIEW)
    here = [assessment.pk, Draft.objects.get().pk]
    register = analyst.get(reverse("assessments:register", args=[assessment.pk]))
    assert reverse("assessments:draft", args=here) in register.text
    page = analyst.get(reverse("assessments:draft", args=here))
    assert "Too late" in page.text
    assert "Children, Older persons" in page.text
    assert keep(analyst, assessment, title="More").status_code == 403
    assert analyst.post(reverse("assessments:draft_removal", args=here)).status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_changes_nothing_and_leaves_no_line(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    before = (Event.objects.count(), risk.version)
    keep(analyst, assessment, risk, version="1", title="Hm")
    risk.refresh_from_db()
    assert (Event.objects.count(), risk.version) == before


def test_without_javascript_a_button_keeps_the_text(analyst: Client, assessment: Assessment) -> None:
    address = reverse("assessments:drafts", args=[assessment.pk])
    page = analyst.post(address, {"title": "By hand", "draft": str(uuid4())}, follow=True)
    assert "Your text is kept" in page.text
    assert Draft.objects.get().title == "By hand"


def test_the_token_of_the_form_and_unknown_fields_are_not_kept(
    analyst: Client, assessment: Assessment
) -> None:
    keep(analyst, assessment, title="x", csrfmiddlewaretoken="secret", stranger="y", keep_title="mine")
    assert set(Draft.objects.get().data) == {"title"}


@pytest.mark.parametrize(
    "said",
    [
        {"title": "a\x00b"}, {"draft": "no-key", "title": "x"}, {"version": "²"}, {"version": "9" * 5000},
        {"continues": "{}", "title": "x"}, {"example": "\x00", "title": "x"}, {"title": "x" * 45_000},
    ],
)  # fmt: skip
def test_odd_text_is_kept_or_refused_and_never_breaks_the_form(
    analyst: Client, assessment: Assessment, risk: Risk, said: dict[str, str]
) -> None:
    assert keep(analyst, assessment, risk, **said).status_code in (200, 409, 422)
    assert keep(analyst, assessment, **said).status_code in (200, 422)
    for draft in Draft.objects.all():
        form = edit_form(risk) if draft.risk_id else new_form(assessment)
        assert analyst.get(form, {"draft": draft.pk}).status_code == 200
        assert analyst.get(reverse("assessments:draft", args=[assessment.pk, draft.pk])).status_code == 200


def test_more_than_any_form_takes_is_refused_in_words(analyst: Client, assessment: Assessment) -> None:
    told = keep(analyst, assessment, **dict.fromkeys(("title", "description", "source"), "x" * 90000))
    assert told.status_code == 200
    big = {f"{name}_reason": "x" * 100_000 for name in ("scale", "scope", "irremediability", "likelihood")}
    told = keep(analyst, assessment, **big)
    assert told.status_code == 422
    assert "more text than the form can take" in json.loads(told.content)["message"]


def test_fifty_unsaved_texts_are_enough(analyst: Client, assessment: Assessment) -> None:
    for _ in range(50):
        assert keep(analyst, assessment, draft=str(uuid4()), title="x").status_code == 200
    assert keep(analyst, assessment, draft=str(uuid4()), title="x").status_code == 422
    last = str(Draft.objects.latest("saved_at").key)
    assert keep(analyst, assessment, draft=last, title="goes on").status_code == 200


def test_the_clock_drops_what_nobody_wrote_on_for_thirty_days(
    analyst: Client, assessment: Assessment
) -> None:
    keep(analyst, assessment, draft=str(uuid4()), title="Old")
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=30, seconds=1))
    keep(analyst, assessment, draft=str(uuid4()), title="New")
    assert drop_old_drafts() == 1
    assert Draft.objects.get().title == "New"


def test_a_draft_that_is_gone_or_of_another_form_is_not_found(
    analyst: Client, assessment: Assessment, risk: Risk
) -> None:
    keep(analyst, assessment, title="Of a new risk")
    assert analyst.get(edit_form(risk), {"draft": Draft.objects.get().pk}).status_code == 404
    assert analyst.get(edit_form(risk), {"draft": uuid4()}).status_code == 404
    assert analyst.get(edit_form(risk), {"draft": "junk"}).status_code == 200
