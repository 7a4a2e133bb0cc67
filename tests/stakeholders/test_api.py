"""The engagement log over the API: the same names, the same policy, the same refusals as on screen."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from stakeholders.models import Engagement, Input, Request, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db


def at(name: str, *args: Any) -> str:
    return reverse(f"api_{name}", args=args)


def test_an_engagement_is_opened_changed_and_put_on_record(
    api: Any, elsa: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    client = api(elsa)
    facts = {
        "title": "Evening with parents", "assessment": str(assessment.pk), "stage": "deploy",
        "method": "in_person", "level": "internal",
    }  # fmt: skip
    made = client.post(at("engagements"), facts)
    assert made.status_code == 201, made.json()
    one = at("engagement", made.json()["id"])
    missing = client.post(f"{one}recording/")
    assert missing.status_code == 422
    assert set(missing.json()["errors"]) == {"held_on", "reprisal", "people"}
    new = {"held_on": timezone.localdate().isoformat(), "reprisal": "low", "languages": ["Kiswahili", "Luo"]}
    changed = client.patch(one, new)
    assert changed.status_code == 200, changed.json()
    assert changed.json()["languages"] == ["Kiswahili", "Luo"]
    assert changed.json()["title"] == "Evening with parents", "what was not sent stays"
    counted = client.post(f"{one}participants/", {"group": str(families.pk), "people": 12})
    assert counted.status_code == 200, counted.json()
    assert client.post(f"{one}recording/").json()["status"] == "recorded"
    silent = client.patch(one, {"place": "Town hall"})
    assert silent.json()["errors"]["reason"]
    assert client.patch(one, {"place": "Town hall", "reason": "It was there."}).status_code == 200


def test_an_older_version_is_told_both_states(api: Any, elsa: User, engagement: Engagement) -> None:
    client, one = api(elsa), at("engagement", engagement.pk)
    client.patch(one, {"place": "Town hall", "version": 1})
    late = client.patch(one, {"place": "School", "version": 1})
    assert late.status_code == 409
    assert (late.json()["current"]["place"], late.json()["yours"]["place"]) == ("Town hall", "School")


def test_what_was_said_is_linked_and_the_risk_tells_it_was_heard(
    api: Any, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    client = api(elsa)
    grave: Risk = factories.RiskFactory.create(assessment=engagement.assessment, scale=5, scope=5)
    risk = at("risk", engagement.assessment_id, grave.pk)
    assert client.get(risk).json()["not_consulted"] is True
    said = client.post(
        at("inputs", engagement.pk),
        {"group": str(families.pk), "kind": "concern", "told": "Calls at night.", "level": "internal"},
    )
    assert said.status_code == 201, said.json()
    links = at("input_links", engagement.pk, said.json()["id"])
    made = client.post(links, {"risk": str(grave.pk)})
    assert made.status_code == 201, made.json()
    assert client.get(risk).json()["not_consulted"] is False
    gone = client.post(f"{links}{made.json()['id']}/removal/", {"reason": "Another risk."})
    assert gone.status_code == 204
    assert client.get(risk).json()["not_consulted"] is True


def test_words_are_corrected_with_a_reason(api: Any, elsa: User, engagement: Engagement) -> None:
    said: Input = factories.InputFactory.create(engagement=engagement)
    one = at("input", engagement.pk, said.pk)
    assert "reason" in api(elsa).patch(one, {"words": "They called my father."}).json()["errors"]
    fixed = api(elsa).patch(one, {"words": "They called my father.", "reason": "Heard it again."})
    assert fixed.json()["words"] == "They called my father."


def test_a_request_is_answered_told_and_replied_to(api: Any, elsa: User, engagement: Engagement) -> None:
    client = api(elsa)
    asked = client.post(at("requests", engagement.pk), {"text": "Tell us first."}).json()
    one, today = at("request", engagement.pk, asked["id"]), timezone.localdate().isoformat()
    assert client.post(f"{one}telling/", {"told_on": today, "told_how": "By message"}).status_code == 422
    assert "reason" in client.post(f"{one}answer/", {"answer": "declined"}).json()["errors"]
    assert client.post(f"{one}answer/", {"answer": "accepted"}).json()["answer"] == "accepted"
    assert client.post(f"{one}telling/", {"told_on": today, "told_how": "By message"}).status_code == 200
    kept = client.post(f"{one}reply/", {"reply": "At last.", "replied_on": today})
    assert kept.json()["reply"] == "At last."
    assert Request.objects.get().told_how == "By message"


@pytest.mark.parametrize(
    ("name", "status"), [("elsa", 200), ("ines", 200), ("omar", 200), ("leila", 404), ("nina", 404)]
)
def test_an_internal_record_is_read_by_the_company_and_its_auditors(
    api: Any, engagement: Engagement, request: pytest.FixtureRequest, reviewer_grant: Any, auditor_grant: Any,
    name: str, status: int,
) -> None:  # fmt: skip
    client = api(request.getfixturevalue(name))
    assert client.get(at("engagement", engagement.pk)).status_code == status
    assert len(client.get(at("engagements")).json()["results"]) == (status == 200)
    written = client.post(at("inputs", engagement.pk), {})
    assert written.status_code == (422 if name == "elsa" else 403 if status == 200 else 404)


def test_a_sealed_record_is_not_read_alone(api: Any, elsa: User, assessment: Assessment) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, level="sealed", summary="Marigold")
    assert api(elsa).get(at("engagement", record.pk)).status_code == 403
    assert "Marigold" not in str(api(elsa).get(at("engagements")).json())


def test_lists_take_as_many_queries_for_many_rows_as_for_few(
    api: Any, elsa: User, engagement: Engagement, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        said = factories.InputFactory.create(engagement=engagement)
        factories.InputLinkFactory.create(input=said)
        factories.RequestFactory.create(engagement=engagement)
        factories.EngagementFactory.create(assessment=engagement.assessment)
    client = api(elsa)
    for name, args in (
        ("engagements", []),
        ("inputs", [engagement.pk]),
        ("requests", [engagement.pk]),
        ("participants", [engagement.pk]),
    ):
        with django_assert_max_num_queries(15):
            assert client.get(at(name, *args)).status_code == 200
