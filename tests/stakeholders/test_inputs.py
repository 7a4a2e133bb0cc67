"""What people said: whose voice, who reads it, what it is about, and what that does to a rating."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from stakeholders.models import Engagement, Input, RecordVersion, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
NOT_CONSULTED = "not consulted"


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture
def grave(assessment: Assessment) -> Risk:
    return factories.RiskFactory.create(assessment=assessment, scale=5, scope=5, irremediability=5)


@pytest.fixture
def said(engagement: Engagement, families: StakeholderGroup) -> Input:
    return factories.InputFactory.create(engagement=engagement, group=families)


def link(client: Client, said: Input, risk: Risk) -> Any:
    return client.post(at("input_links", said.engagement_id, said.pk), {"risk": str(risk.pk)})


def test_what_was_said_is_written_down(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    data = {
        "group": str(families.pk), "kind": "concern", "told": "Calls at night.", "scale": "5",
        "level": "internal",
    }  # fmt: skip
    assert as_person(elsa).post(at("inputs", engagement.pk), data).status_code == 302
    made = Input.objects.get()
    assert (made.told, made.scale, made.scope) == ("Calls at night.", 5, None)


def test_an_input_is_never_wider_than_its_record(
    as_person: As, elsa: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, level="restricted")
    data = {"group": str(families.pk), "kind": "view", "told": "It rings.", "level": "public"}
    as_person(elsa).post(at("inputs", record.pk), data)
    assert Input.objects.get().level == "restricted"


def test_an_input_that_says_nothing_is_refused(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    data = {"group": str(families.pk), "kind": "view", "told": " ", "level": "internal"}
    refused = as_person(elsa).post(at("inputs", engagement.pk), data)
    assert refused.status_code == 422
    assert 'href="#id_told"' in refused.text


def test_rights_holders_who_were_heard_end_not_consulted_and_mark_the_rating(
    as_person: As, elsa: User, said: Input, grave: Risk
) -> None:
    register = reverse("assessments:register", args=[grave.assessment_id])
    assert NOT_CONSULTED in as_person(elsa).get(register).text
    assert link(as_person(elsa), said, grave).status_code == 302
    grave.refresh_from_db()
    assert grave.is_stale
    assert "E-7" in grave.stale_because
    assert not grave.is_not_consulted
    assert NOT_CONSULTED not in as_person(elsa).get(register).text


def test_others_who_speak_do_not_stand_for_rights_holders(
    as_person: As, elsa: User, engagement: Engagement, grave: Risk
) -> None:
    experts = factories.StakeholderGroupFactory.create(company=engagement.company, nearness="proxies")
    said = factories.InputFactory.create(engagement=engagement, group=experts)
    link(as_person(elsa), said, grave)
    grave.refresh_from_db()
    assert grave.is_stale, "what they said is weighed"
    assert grave.is_not_consulted, "but nobody who may be harmed was heard"


def test_a_link_taken_away_leaves_the_risk_not_consulted_again(
    as_person: As, elsa: User, said: Input, grave: Risk
) -> None:
    client = as_person(elsa)
    link(client, said, grave)
    address = at("input_link_removal", said.engagement_id, said.pk, said.links.get().pk)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "It was about another risk."}).status_code == 302
    grave.refresh_from_db()
    assert grave.is_not_consulted
    assert client.get(address).status_code == 404


def test_the_same_link_is_refused_twice_and_counted_once(
    as_person: As, elsa: User, said: Input, grave: Risk
) -> None:
    link(as_person(elsa), said, grave)
    again = link(as_person(elsa), said, grave)
    assert again.status_code == 422
    grave.refresh_from_db()
    assert grave.heard == 1


def test_a_risk_of_another_assessment_is_no_choice(as_person: As, elsa: User, said: Input) -> None:
    foreign = factories.RiskFactory.create()
    assert link(as_person(elsa), said, foreign).status_code == 422


def test_in_review_a_link_waits_and_says_why(as_person: As, elsa: User, said: Input, grave: Risk) -> None:
    Assessment.objects.update(status="in_review")
    refused = link(as_person(elsa), said, grave)
    assert refused.status_code == 422
    assert "in review" in refused.text


def test_words_are_corrected_never_overwritten(as_person: As, elsa: User, said: Input) -> None:
    client, address = as_person(elsa), at("input", said.engagement_id, said.pk)
    before = said.words
    data = {
        "group": str(said.group_id), "kind": said.kind, "told": said.told, "words": "They called my father.",
        "level": "internal", "version": "1",
    }  # fmt: skip
    assert client.post(address, data).status_code == 422
    assert client.post(address, {**data, "reason": "Heard the recording again."}).status_code == 302
    assert RecordVersion.objects.get().content == {"words": before}
    assert before in client.get(address).text, "the version before stays readable"


@pytest.mark.parametrize(("level", "shown"), [("internal", True), ("restricted", False), ("sealed", False)])
def test_an_input_is_read_by_those_of_its_level_alone(
    as_person: As, ines: User, engagement: Engagement, families: StakeholderGroup, level: str, shown: bool
) -> None:
    said = factories.InputFactory.create(engagement=engagement, group=families, level=level, told="Marigold")
    client = as_person(ines)
    assert ("Marigold" in client.get(at("inputs", engagement.pk)).text) is shown
    assert client.get(at("input", engagement.pk, said.pk)).status_code == (200 if shown else 404)
