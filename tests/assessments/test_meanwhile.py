"""Somebody else was faster than a removal or a decision: both states in sight, nothing typed lost."""

import html
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments import actions
from assessments.models import (
    GroupRating,
    Involvement,
    Occurrence,
    Party,
    ResidualRating,
    Risk,
    RiskDecision,
    RiskEvidence,
    SystemParty,
)
from hrdd.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
AT = timezone.now()
REASON = "It is the same as for everyone."


@pytest.fixture
def analyst(client: Client, ines: User) -> Client:
    client.force_login(ines)
    return client


def at(name: str, risk: Risk, *more: Any) -> str:
    return reverse(f"assessments:{name}", args=[risk.assessment_id, risk.pk, *more])


# For each noun: where it is removed, and how a colleague changes it meanwhile, from "Before." to "After."


def group_rating(risk: Risk) -> tuple[str, Callable[[], Any]]:
    row = factories.GroupRatingFactory.create(risk=risk, scale_reason="Before.")
    return at("group_rating_removal", risk, row.pk), lambda: change(GroupRating, scale_reason="After.")


def residual(risk: Risk) -> tuple[str, Callable[[], Any]]:
    factories.ResidualRatingFactory.create(risk=risk, scale_reason="Before.")
    return at("residual_removal", risk), lambda: change(ResidualRating, scale_reason="After.")


def involvement(risk: Risk) -> tuple[str, Callable[[], Any]]:
    party = factories.PartyFactory.create(company=risk.company)
    factories.InvolvementFactory.create(risk=risk, party=party, reason="Before.")
    return at("involvement_removal", risk, party.pk), lambda: change(Involvement, reason="After.")


def evidence(risk: Risk) -> tuple[str, Callable[[], Any]]:
    row = factories.EvidenceFactory.create(company=risk.company, root_id=risk.assessment_id)
    factories.RiskEvidenceFactory.create(risk=risk, evidence=row, says="Before.")
    return at("evidence_removal", risk, row.pk), lambda: change(RiskEvidence, says="After.")


def occurrence(risk: Risk) -> tuple[str, Callable[[], Any]]:
    row = factories.OccurrenceFactory.create(risk=risk, what="Before.")
    return at("occurrence_removal", risk, row.pk), lambda: change(Occurrence, what="After.")


def change(model: Any, **new: Any) -> None:
    model.objects.update(**new, version=2)


REMOVALS = [group_rating, residual, involvement, evidence, occurrence]


@pytest.mark.parametrize("noun", REMOVALS)
def test_who_removes_what_was_changed_sees_both_states(analyst: Client, risk: Risk, noun: Any) -> None:
    address, changed = noun(risk)
    sent = hidden(analyst.get(address))
    changed()
    late = analyst.post(address, {**sent, "reason": REASON})
    assert late.status_code == 409
    [difference] = late.context["meanwhile"]
    assert (difference.yours, difference.theirs) == ("Before.", "After.")
    for words in ("What you saw", "Before.", "How it is now", "After.", REASON):
        assert words in late.text
    assert analyst.post(address, {**hidden(late), "reason": REASON}).status_code == 302
    assert analyst.get(address).status_code == 404


@pytest.mark.parametrize("noun", REMOVALS)
@pytest.mark.parametrize("seen", ["", "{", "[1]", '{"says": 3}', "[" * 9_999])
def test_what_a_browser_says_it_saw_is_only_told_and_never_breaks(
    analyst: Client, risk: Risk, noun: Any, seen: str
) -> None:
    address, _changed = noun(risk)
    late = analyst.post(address, {"version": "7", "seen": seen, "reason": REASON})
    assert late.status_code == 409
    assert "not known any more" in late.text
    assert "Before." in late.text


def test_a_change_the_page_does_not_show_is_said_plainly(analyst: Client, risk: Risk) -> None:
    address, _changed = group_rating(risk)
    sent = hidden(analyst.get(address))
    change(GroupRating)
    late = analyst.post(address, {**sent, "reason": REASON})
    assert late.status_code == 409
    assert "Everything this page shows of it is as you saw it." in late.text


def test_a_party_that_was_renamed_is_not_taken_off_unseen(analyst: Client, risk: Risk) -> None:
    system = risk.assessment.system
    party = factories.PartyFactory.create(company=risk.company, name="Kestrl")
    link = SystemParty.objects.create(system=system, party=party, relation="supplier")
    page = analyst.get(reverse("assessments:system_parties", args=[system.pk]))
    removal = reverse("assessments:system_party_removal", args=[system.pk, link.pk])
    sent = hidden(page, after=removal)
    change(Party, name="Kestrel & Co")
    late = analyst.post(removal, sent)
    assert late.status_code == 409
    assert [(d.label, d.yours, d.theirs) for d in late.context["meanwhile"]] == [
        ("Name", "Kestrl", "Kestrel & Co")
    ]
    assert SystemParty.objects.exists()
    assert analyst.post(removal, hidden(late)).status_code == 302
    assert not SystemParty.objects.exists()


@pytest.fixture
def waiting(risk: Risk, ines: User, tomas: User) -> RiskDecision:
    return actions.decide_standing(
        risk=risk, standing="deferred", ground="order", reason="Others first.",
        until=timezone.localdate() + timedelta(30), approver=tomas, by=ines, at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("answer", ["decision_approval", "decision_refusal"])
def test_an_approver_sees_that_what_she_answers_was_withdrawn(
    waiting: RiskDecision, ines: User, tomas: User, answer: str
) -> None:
    approver = Client()
    approver.force_login(tomas)
    address = at(answer, waiting.risk, waiting.pk)
    sent = hidden(approver.get(address))
    actions.withdraw_decision(decision=waiting, expected_version=1, by=ines, at=AT)
    late = approver.post(address, {**sent, "reason": "I looked at all of it."})
    assert late.status_code == 409
    told = {
        difference.label: (difference.yours, difference.theirs) for difference in late.context["meanwhile"]
    }
    assert told == {"State": ("Waits for the approver", "Withdrawn")}
    assert "I looked at all of it." in late.text, "what she typed is still there"
    assert Risk.objects.get().standing == "open"


def test_who_withdraws_a_decision_sees_how_it_was_answered(
    analyst: Client, waiting: RiskDecision, tomas: User
) -> None:
    sent = hidden(analyst.get(waiting.risk.get_absolute_url()), after="/withdrawal/")
    actions.decline_decision(
        decision=waiting, reason="Too grave to wait.", expected_version=1, by=tomas, at=AT
    )
    late = analyst.post(at("decision_withdrawal", waiting.risk, waiting.pk), sent)
    assert late.status_code == 409
    assert "Declined by the approver" in late.text
    told = {difference.label: difference.theirs for difference in late.context["meanwhile"]}
    assert told == {"State": "Declined by the approver", "The approver’s reason": "Too grave to wait."}


def test_who_confirms_a_rating_sees_what_came_up(analyst: Client, risk: Risk, ines: User) -> None:
    address = at("confirmation", risk)
    sent = hidden(analyst.get(address))
    actions.mark_stale(risk=risk, because="people were heard", by=ines, at=AT)
    late = analyst.post(address, sent)
    assert late.status_code == 409
    [difference] = late.context["meanwhile"]
    assert (difference.yours, difference.theirs) == ("nothing", "people were heard")
    assert analyst.post(address, hidden(late)).status_code == 302


def test_the_api_shows_both_states_when_a_removal_comes_late(
    risk: Risk, api: Callable[[User], Any], ines: User
) -> None:
    program = api(ines)
    for noun, shown in ((occurrence, "what"), (evidence, "says")):
        address, changed = noun(risk)
        changed()
        late = program.post(f"/api/v1{address}", {"reason": REASON, "version": 1}, format="json")
        assert late.status_code == 409
        assert (late.json()["current"][shown], late.json()["yours"]["reason"]) == ("After.", REASON)
        gone = program.post(f"/api/v1{address}", {"reason": REASON, "version": 2}, format="json")
        assert gone.status_code == 204
    party = factories.PartyFactory.create(company=risk.company, version=2)
    link = SystemParty.objects.create(system=risk.assessment.system, party=party, relation="supplier")
    one = f"/api/v1/systems/{link.system_id}/parties/{link.pk}/"
    assert program.delete(f"{one}?version=1").status_code == 409
    assert program.delete(f"{one}?version=2").status_code == 204


def hidden(page: Any, *, after: str = "") -> dict[str, str]:
    """Returns version and state seen, as the form of the page (the one below `after`) would send them."""

    text = page.text.partition(after)[2] if after else page.text
    return {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text)[1])  # type: ignore[index]
        for name in ("version", "seen")
    }
