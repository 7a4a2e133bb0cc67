"""An engagement from its opening to its record, as an engagement lead fills it in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment
from hrdd.accounts.models import User
from stakeholders import actions
from stakeholders.models import Engagement, RecordVersion, StakeholderGroup
from stakeholders.parts import EVERY_FIELD
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


def test_a_lead_opens_an_engagement_for_an_assessment(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    data = {
        "title": "Evening with parents", "assessment": str(assessment.pk), "stage": "deploy",
        "method": "in_person", "level": "restricted",
    }  # fmt: skip
    answer = as_person(elsa).post(at("new"), data)
    made = Engagement.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.reference, made.system) == ("E-1", assessment.system)


def test_numbers_count_up_in_each_company(as_person: As, elsa: User, engagement: Engagement) -> None:
    data = {"title": "Second", "stage": "deploy", "method": "survey", "level": "internal"}
    as_person(elsa).post(at("new"), data)
    assert Engagement.objects.get(title="Second").number == engagement.number + 1


def test_only_engagement_leads_write_in_the_log(
    as_person: As, ines: User, leila: User, engagement: Engagement
) -> None:
    assert as_person(ines).get(at("new")).status_code == 403
    assert as_person(leila).get(at("new")).status_code == 404
    assert as_person(ines).get(at("step", engagement.pk, "before")).status_code == 403


def test_each_step_is_saved_as_far_as_it_is_known(as_person: As, elsa: User, engagement: Engagement) -> None:
    client = as_person(elsa)
    data = {"information_given": "What the voice can do.", "languages": "Kiswahili, English", "version": "1"}
    assert client.post(at("step", engagement.pk, "before"), data).status_code == 302
    engagement.refresh_from_db()
    assert engagement.languages == ["Kiswahili", "English"]
    page = client.get(engagement.get_absolute_url()).text
    assert "Kiswahili, English" in page
    assert "questions not answered yet" in page


def test_two_people_on_one_step_see_both_texts(as_person: As, elsa: User, engagement: Engagement) -> None:
    client, address = as_person(elsa), at("step", engagement.pk, "people")
    client.post(address, {"how_chosen": "By their union.", "version": "1"})
    late = client.post(address, {"how_chosen": "By lot.", "version": "1"})
    assert late.status_code == 409
    assert "By their union." in late.text
    assert "By lot." in late.text
    assert Engagement.objects.get().how_chosen == "By their union."


def test_it_goes_on_record_when_day_people_and_reprisal_are_known(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    client = as_person(elsa)
    refused = client.post(at("recording", engagement.pk))
    assert refused.status_code == 422
    for gap in ("when it took place", "how likely it is that somebody harms", "which groups took part"):
        assert gap in refused.text
    client.post(at("participants", engagement.pk), {"group": str(families.pk), "people": "12", "women": "7"})
    client.post(at("step", engagement.pk, "safety"), {"reprisal": "low", "version": "1"})
    Engagement.objects.update(held_on=TODAY)
    assert client.post(at("recording", engagement.pk)).status_code == 302
    engagement.refresh_from_db()
    assert engagement.is_on_record
    due = list(engagement.follow_ups.values_list("due_on", flat=True))
    assert due == [TODAY + timedelta(days=days) for days in (30, 90, 180)]


def test_what_is_on_record_is_corrected_with_a_reason_and_kept(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True, summary="Ten came.")
    client, address = as_person(elsa), at("step", record.pk, "after")
    silent = client.post(address, {"summary": "Twelve came.", "version": "1"})
    assert silent.status_code == 422
    assert "Say why it is corrected" in silent.text
    told = client.post(address, {"summary": "Twelve came.", "version": "1", "reason": "Counted again."})
    assert told.status_code == 302
    kept = RecordVersion.objects.get()
    assert (kept.content, kept.reason, kept.number) == ({"summary": "Ten came."}, "Counted again.", 1)


def test_parts_of_a_group_are_no_more_than_the_group(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    data = {"group": str(families.pk), "people": "3", "women": "4"}
    refused = as_person(elsa).post(at("participants", engagement.pk), data)
    assert refused.status_code == 422
    assert "more than took part" in refused.text


@pytest.mark.parametrize(
    ("level", "readers"),
    [
        ("public", {"elsa", "ines", "leila", "omar"}),
        ("internal", {"elsa", "ines", "omar"}),
        ("restricted", {"elsa"}),
    ],
)
def test_a_record_is_found_by_those_of_its_level_alone(
    as_person: As, assessment: Assessment, elsa: User, ines: User, leila: User, omar: User, nina: User,
    reviewer_grant: Any, auditor_grant: Any, level: str, readers: set[str],
) -> None:  # fmt: skip
    record = factories.EngagementFactory.create(assessment=assessment, level=level, title="Marigold evening")
    for name, person in {"elsa": elsa, "ines": ines, "leila": leila, "omar": omar, "nina": nina}.items():
        client = as_person(person)
        assert client.get(record.get_absolute_url()).status_code == (200 if name in readers else 404), name
        assert ("Marigold" in client.get(at("list")).text) is (name in readers), name


def test_nobody_reads_a_sealed_record_alone(as_person: As, elsa: User, assessment: Assessment) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, title="Marigold")
    said = factories.InputFactory.create(engagement=record, told="Petunia")
    actions.seal_record(engagement=record, expected_version=1, by=elsa, at=timezone.now())
    client = as_person(elsa)
    for address in (record.get_absolute_url(), at("inputs", record.pk)):
        page = client.get(address)
        assert "It opens only to two people together" in page.text
        assert "Marigold" not in page.text
        assert "Petunia" not in page.text
    assert client.get(at("input", record.pk, said.pk)).status_code == 404
    for shut in (at("step", record.pk, "after"), at("participants", record.pk)):
        assert client.get(shut).status_code == 403


def test_every_question_stands_in_exactly_one_step() -> None:
    assert len(EVERY_FIELD) == len(set(EVERY_FIELD))
