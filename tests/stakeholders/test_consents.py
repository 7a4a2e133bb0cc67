"""What people agreed to: use by use, nothing by default, taken back at once, and never in the log's words."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders.consent import IN_REPORT, PASSED_ON
from stakeholders.models import CollectiveConsent, Consent, Engagement, Input, RecordVersion, StakeholderGroup
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()
ASKED = {"called": "Participant 4", "given_on": TODAY.isoformat(), "language": "Kiswahili"}


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


def uses(consent: Consent) -> dict[str, str]:
    return dict(consent.uses.values_list("use", "answer"))


def test_only_what_was_answered_is_written_down_and_the_rest_is_not_allowed(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    client = as_person(elsa)
    page = client.get(at("consents", engagement.pk)).text
    assert "checked" not in page.split('id="add-title"')[1], "nothing is chosen beforehand"
    data = {**ASKED, "attend": "given", "quote": "withheld", "record": "given", "record_scope": "notes only"}
    answer = client.post(at("consents", engagement.pk), data)
    consent = Consent.objects.get()
    assert answer.headers["Location"] == at("consent", engagement.pk, consent.pk)
    assert uses(consent) == {"attend": "given", "quote": "withheld", "record": "given"}
    page = client.get(at("consent", engagement.pk, consent.pk)).text
    assert "No answer: not allowed" in page
    assert "notes only" in page


def test_the_log_names_the_uses_and_never_the_participant(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    client = as_person(elsa)
    client.post(at("consents", engagement.pk), {**ASKED, "called": "Marigold", "quote": "given"})
    consent = Consent.objects.get()
    client.post(at("consent_form", engagement.pk, consent.pk))
    client.post(at("consent_withdrawal", engagement.pk, consent.pk), {"uses": ["quote"], "how": "told_us"})
    written = str(list(Event.objects.filter(root_id=engagement.pk).values()))
    for action in ("consent recorded", "consent code made", "consent withdrawn"):
        assert action in written
    assert "quote" in written
    assert "Marigold" not in written


def test_two_people_at_one_consent_see_both_texts(as_person: As, elsa: User, engagement: Engagement) -> None:
    consent = factories.ConsentFactory.create(engagement=engagement, called="Participant 4")
    client, address = as_person(elsa), at("consent", engagement.pk, consent.pk)
    client.post(address, {**ASKED, "language": "Luo", "version": "1"})
    late = client.post(address, {**ASKED, "language": "English", "quote": "given", "version": "1"})
    assert late.status_code == 409
    assert "Luo" in late.text
    assert "English" in late.text
    assert uses(consent) == {}


def test_on_record_a_change_has_a_reason_and_what_it_said_is_kept(
    as_person: As, elsa: User, assessment: Assessment
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, on_record=True)
    consent = factories.ConsentFactory.create(
        engagement=record, called="Participant 4", uses={"quote": "withheld"}
    )
    client, address = as_person(elsa), at("consent", record.pk, consent.pk)
    data = {**ASKED, "quote": "given", "version": "1"}
    assert client.post(address, data).status_code == 422
    assert client.post(address, {**data, "reason": "Asked again by phone."}).status_code == 302
    assert uses(consent) == {"quote": "given"}
    assert RecordVersion.objects.get().content["quote"] == "withheld"


def test_what_was_taken_back_is_a_yes_again_only_when_she_was_asked_anew(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    consent = factories.ConsentFactory.create(
        engagement=engagement, called="Participant 4", uses={"quote": "withdrawn", "attend": "given"}
    )
    client, address = as_person(elsa), at("consent", engagement.pk, consent.pk)
    before = (TODAY - timedelta(days=3)).isoformat()
    data = {**ASKED, "attend": "given", "quote": "given", "version": "1"}
    refused = client.post(address, {**data, "given_on": before})
    assert refused.status_code == 422
    assert "Ask her again" in refused.text
    assert client.post(address, {**data, "given_on": TODAY.isoformat()}).status_code == 302
    assert uses(consent)["quote"] == "given"


def test_saving_something_else_leaves_what_was_taken_back_alone(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    consent = factories.ConsentFactory.create(
        engagement=engagement, called="Participant 4", uses={"quote": "withdrawn"}
    )
    data = {**ASKED, "attend": "given", "version": "1"}
    as_person(elsa).post(at("consent", engagement.pk, consent.pk), data)
    assert uses(consent) == {"quote": "withdrawn", "attend": "given"}


def test_one_use_or_all_are_taken_back_with_day_and_by_whom(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    consent = factories.ConsentFactory.create(
        engagement=engagement, uses={"attend": "given", "quote": "given", "share": "withheld"}
    )
    client, address = as_person(elsa), at("consent_withdrawal", engagement.pk, consent.pk)
    assert client.post(address, {"how": "guardian"}).status_code == 422
    told = client.post(address, {"uses": ["quote"], "how": "guardian"})
    assert told.headers["Location"] == reverse("reports:with_words", args=[engagement.pk, consent.pk])
    assert uses(consent) == {"attend": "given", "quote": "withdrawn", "share": "withheld"}
    row = consent.uses.get(use="quote")
    assert (row.withdrawn_how, timezone.localdate(row.withdrawn_at)) == ("guardian", TODAY)


def test_the_code_is_shown_once_and_only_its_hash_is_kept(
    as_person: As, elsa: User, engagement: Engagement
) -> None:
    consent = factories.ConsentFactory.create(engagement=engagement)
    client, address = as_person(elsa), at("consent_form", engagement.pk, consent.pk)
    blank = client.get(address).text
    for words in ("Do you want to take part?", "Who will read it", "How to take it back", "____"):
        assert words in blank
    made = client.post(address)
    code = made.text.split('paper__code">')[1].split("<")[0]
    assert len(code.replace("-", "")) == 16
    assert "no-store" in made.headers["Cache-Control"]
    consent.refresh_from_db()
    assert code.replace("-", "") not in consent.code_hash + consent.code_digest
    assert code not in client.get(address).text


def test_only_engagement_leads_write_consents_and_outsiders_read_none(
    as_person: As, ines: User, leila: User, engagement: Engagement, reviewer_grant: Any
) -> None:
    consent = factories.ConsentFactory.create(engagement=engagement)
    assert as_person(ines).get(at("consents", engagement.pk)).status_code == 200
    assert as_person(ines).post(at("consents", engagement.pk), ASKED).status_code == 403
    assert as_person(ines).get(at("consent_form", engagement.pk, consent.pk)).status_code == 403
    assert as_person(leila).get(at("consents", engagement.pk)).status_code == 404


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"state": "conditional", "how_decided": "By its council."}, "conditions"),
        ({"state": "not_sought"}, "reason"),
        ({"state": "given"}, "how_decided"),
    ],
)
def test_a_people_s_answer_says_what_it_needs(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup, data: Any, field: str
) -> None:
    StakeholderGroup.objects.update(is_indigenous=True)
    refused = as_person(elsa).post(at("collective", engagement.pk), {"group": str(families.pk), **data})
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.text


def test_withheld_collective_consent_changes_no_severity(
    as_person: As, elsa: User, engagement: Engagement, families: StakeholderGroup, risk: Risk
) -> None:
    client, address = as_person(elsa), at("collective", engagement.pk)
    data = {"group": str(families.pk), "state": "withheld", "how_decided": "By its council."}
    assert client.post(address, data).status_code == 422, "only of an indigenous people"
    StakeholderGroup.objects.update(is_indigenous=True)
    before = Risk.objects.values().get(pk=risk.pk)
    assert client.post(address, data).status_code == 302
    assert Risk.objects.values().get(pk=risk.pk) == before
    assert CollectiveConsent.objects.get().state == "withheld"
    assert client.post(address, {**data, "state": "given"}).status_code == 409, "based on no version"
    assert client.post(address, {**data, "state": "given", "version": "1"}).status_code == 302


def test_an_approver_may_override_a_missing_answer_and_never_a_no(
    as_person: As, elsa: User, tomas: User, engagement: Engagement
) -> None:
    nobody = factories.InputFactory.create(engagement=engagement)
    no = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "withheld"})
    refused = factories.InputFactory.create(engagement=engagement, consent=no)
    client = as_person(tomas)
    why = {"reason": "The people fled; their words protect those who stayed."}
    assert as_person(elsa).get(at("consent_override", engagement.pk, nobody.pk)).status_code == 403
    assert client.post(at("consent_override", engagement.pk, nobody.pk), {"reason": " "}).status_code == 422
    assert client.post(at("consent_override", engagement.pk, nobody.pk), why).status_code == 302
    assert client.post(at("consent_override", engagement.pk, refused.pk), why).status_code == 422
    assert [one.pk for one in Input.objects.quotable(on=TODAY)] == [nobody.pk]
    assert client.post(at("consent_override_removal", engagement.pk, nobody.pk)).status_code == 302
    assert not Input.objects.quotable(on=TODAY).exists()


@pytest.mark.parametrize("needed", [IN_REPORT, PASSED_ON])
def test_the_database_and_the_rule_select_the_same_words(
    engagement: Engagement, tomas: User, needed: Any
) -> None:
    answers = (None, "given", "withheld", "withdrawn")
    for quote, share, overridden in product(answers, answers, (False, True)):
        said = {use: answer for use, answer in (("quote", quote), ("share", share)) if answer}
        consent = factories.ConsentFactory.create(engagement=engagement, uses=said)
        one = factories.InputFactory.create(engagement=engagement, consent=consent)
        if overridden:
            factories.ConsentOverrideFactory.create(input=one, made_by=tomas)
    for child, guardian, both in product((True,), (None, True, False), (None, True, False)):
        consent = factories.ConsentFactory.create(
            engagement=engagement, is_child=child, guardian_agreed=guardian, child_agreed=both,
            uses={"quote": "given", "share": "given"},
        )  # fmt: skip
        one = factories.InputFactory.create(engagement=engagement, consent=consent)
        factories.ConsentOverrideFactory.create(input=one, made_by=tomas)
    over = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given", "share": "given"})
    over.uses.update(expires_on=TODAY - timedelta(days=1))
    factories.InputFactory.create(engagement=engagement, consent=over)
    factories.InputFactory.create(engagement=engagement, words="", consent=None)
    chosen = set(Input.objects.quotable(on=TODAY, needed=needed).values_list("pk", flat=True))
    ruled = {one.pk for one in Input.objects.in_full() if one.words_may_go(needed, on=TODAY)}
    assert chosen == ruled
    assert 0 < len(chosen) < Input.objects.count()


def test_words_are_read_by_those_who_hold_the_talks_and_by_others_with_consent_only(
    as_person: As, elsa: User, ines: User, engagement: Engagement
) -> None:
    said = factories.InputFactory.create(engagement=engagement, words="Marigold rang at night.")
    for address in (at("inputs", engagement.pk), at("input", engagement.pk, said.pk)):
        assert "Marigold" in as_person(elsa).get(address).text
        assert "Marigold" not in as_person(ines).get(address).text
    said.consent = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given"})
    said.save()
    assert "Marigold" in as_person(ines).get(at("inputs", engagement.pk)).text


def test_other_organisations_read_words_with_a_yes_to_passing_them_on(
    as_person: As, leila: User, assessment: Assessment, reviewer_grant: Any
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, level="public")
    consent = factories.ConsentFactory.create(engagement=record, uses={"quote": "given"})
    factories.InputFactory.create(
        engagement=record, consent=consent, level="public", words="Marigold rang.", told="It rang."
    )
    page = as_person(leila).get(at("inputs", record.pk)).text
    assert "It rang." in page
    assert "Marigold" not in page
    consent.uses.create(use="share", answer="given")
    assert "Marigold" in as_person(leila).get(at("inputs", record.pk)).text


def test_the_lists_ask_the_database_as_often_however_long_they_are(
    as_person: As, elsa: User, engagement: Engagement, django_assert_max_num_queries: Any
) -> None:
    client = as_person(elsa)
    for _ in range(2):
        for _ in range(6):
            consent = factories.ConsentFactory.create(
                engagement=engagement, uses={"quote": "given", "attend": "given"}
            )
            factories.InputFactory.create(engagement=engagement, consent=consent)
            factories.CollectiveConsentFactory.create(engagement=engagement)
        for name in ("consents", "inputs", "collective"):
            with django_assert_max_num_queries(16):
                client.get(at(name, engagement.pk))
