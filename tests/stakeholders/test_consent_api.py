"""Consent, decisions of peoples and checks over the API: the same policy and refusals as on screen."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import User
from stakeholders.models import Consent, Engagement, FollowUp, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate().isoformat()
ASKED = {"called": "Participant 4", "given_on": TODAY, "language": "Kiswahili"}


def at(name: str, *args: Any) -> str:
    return reverse(f"api_{name}", args=args)


@pytest.fixture
def consent(engagement: Engagement) -> Consent:
    return factories.ConsentFactory.create(
        engagement=engagement, called="Participant 4", uses={"quote": "given", "attend": "given"}
    )


def test_a_participant_is_written_down_and_changed(api: Any, elsa: User, engagement: Engagement) -> None:
    client = api(elsa)
    uses = [{"use": "attend", "answer": "given", "expires_on": "2099-01-01"}]
    made = client.post(at("consents", engagement.pk), {**ASKED, "uses": uses})
    assert made.status_code == 201, made.json()
    one = at("consent", engagement.pk, made.json()["id"])
    assert made["Location"].endswith(one)
    [use] = client.get(one).json()["uses"]
    assert (use["use"], use["answer"], use["expires_on"]) == ("attend", "given", "2099-01-01")
    kept = client.patch(one, {"language": "Luo", "version": 1})
    assert kept.status_code == 200, kept.json()
    assert len(kept.json()["uses"]) == 1, "what was not sent stays"
    late = client.patch(one, {"language": "English", "version": 1})
    assert late.status_code == 409
    assert late.json()["current"]["language"] == "Luo"
    odd = client.patch(one, {"uses": [{"use": "quote", "answer": "withdrawn"}]})
    assert odd.status_code == 422


def test_consent_is_taken_back(api: Any, elsa: User, consent: Consent) -> None:
    address = at("consent_withdrawal", consent.engagement_id, consent.pk)
    assert api(elsa).post(address, {"uses": [], "how": "told_us"}).status_code == 422
    told = api(elsa).post(address, {"uses": ["quote"], "how": "told_us"})
    assert told.status_code == 200, told.json()
    assert {use["use"]: use["answer"] for use in told.json()["uses"]} == {
        "quote": "withdrawn", "attend": "given",
    }  # fmt: skip


def test_a_code_comes_once_opens_her_door_and_its_hash_never_leaves(
    api: Any, elsa: User, consent: Consent
) -> None:
    made = api(elsa).post(at("consent_code", consent.engagement_id, consent.pk))
    assert made.status_code == 201, made.json()
    assert made["Cache-Control"] == "no-store"
    assert Client().post(reverse("stakeholders:my_consent"), {"code": made.json()["code"]}).status_code == 200
    consent.refresh_from_db()
    rows = [api(elsa).get(at("consents", consent.engagement_id)), api(elsa).get(
        at("consent", consent.engagement_id, consent.pk)
    )]  # fmt: skip
    for row in rows:
        assert consent.code_hash not in row.text
        assert consent.code_digest not in row.text
        assert made.json()["code"] not in row.text


def test_what_a_people_decided_and_a_change_of_it(
    api: Any, elsa: User, engagement: Engagement, families: StakeholderGroup
) -> None:
    StakeholderGroup.objects.update(is_indigenous=True)
    client, address = api(elsa), at("collective_consents", engagement.pk)
    assert client.post(address, {"group": str(families.pk), "state": "not_sought"}).status_code == 422
    said = {"group": str(families.pk), "state": "withheld", "how_decided": "By its council."}
    assert client.post(address, said).status_code == 200
    late = client.post(address, {**said, "state": "given"})
    assert late.status_code == 409
    assert late.json()["current"]["state"] == "withheld"
    assert client.post(address, {**said, "state": "given", "version": 1}).json()["state"] == "given"
    assert client.get(address).json()["results"][0]["state"] == "given"


def test_a_check_is_recorded(api: Any, elsa: User, engagement: Engagement) -> None:
    check = factories.FollowUpFactory.create(engagement=engagement, due_on=date(2020, 1, 1))
    one = at("follow_up", engagement.pk, check.pk)
    assert api(elsa).patch(one, {"outcome": "safe"}).status_code == 422
    told = api(elsa).patch(one, {"done_on": "2020-01-02", "outcome": "safe", "version": 1})
    assert told.status_code == 200, told.json()
    late = api(elsa).patch(one, {"outcome": "not_reached", "version": 1, "reason": "x"})
    assert late.status_code == 409
    assert api(elsa).get(at("follow_ups", engagement.pk)).json()["results"][0]["outcome"] == "safe"
    assert FollowUp.objects.get().done_by == elsa


def test_others_read_and_only_leads_write(
    api: Any, ines: User, leila: User, consent: Consent, reviewer_grant: Any
) -> None:
    address = at("consents", consent.engagement_id)
    assert api(ines).get(address).status_code == 200
    assert api(ines).post(address, ASKED).status_code == 403
    assert api(ines).post(at("consent_code", consent.engagement_id, consent.pk)).status_code == 403
    assert api(leila).get(address).status_code == 404


def test_words_leave_the_api_with_consent_only(
    api: Any, ines: User, elsa: User, engagement: Engagement, consent: Consent
) -> None:
    factories.InputFactory.create(engagement=engagement, words="Marigold rang.")
    quoted = factories.InputFactory.create(engagement=engagement, words="Petunia rang.", consent=consent)
    address = at("inputs", engagement.pk)
    seen = api(ines).get(address)
    assert "Marigold" not in seen.text
    assert "Petunia" in seen.text
    assert [row["words_kept_back"] for row in seen.json()["results"]].count(True) == 1
    assert "Marigold" in api(elsa).get(address).text
    consent.uses.all().delete()
    assert "Petunia" not in api(ines).get(at("input", engagement.pk, quoted.pk)).text


def test_lists_ask_the_database_as_often_however_long_they_are(
    api: Any, elsa: User, engagement: Engagement, django_assert_max_num_queries: Any
) -> None:
    client = api(elsa)
    for _ in range(8):
        consent = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given"})
        factories.InputFactory.create(engagement=engagement, consent=consent)
        factories.CollectiveConsentFactory.create(engagement=engagement)
    for name in ("consents", "collective_consents", "follow_ups", "inputs"):
        with django_assert_max_num_queries(15):
            assert client.get(at(name, engagement.pk)).status_code == 200
