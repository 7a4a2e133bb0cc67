"""How long a record is kept: a hold stops every deletion, and what is left of a deleted one holds no word."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused
from hrdd.reports.models import ReportedInput, Run
from stakeholders import actions
from stakeholders.entries import ConsentEntry
from stakeholders.models import Contact, Engagement, StakeholderGroup, Tombstone
from stakeholders.retention import is_over, kept_until
from tests import factories
from tests.dump import database_dump
from tests.factories.reports import ready_run

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
NOW, TODAY = timezone.now(), timezone.localdate()
WORD = "quillwater"


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture
def kept(
    engagement: Engagement, risk: Risk, families: StakeholderGroup, elsa: User, settings: Any, tmp_path: Path
) -> SimpleNamespace:
    """Returns a record whose time was over yesterday, with a word of its own wherever people can write."""
    settings.MEDIA_ROOT = tmp_path
    Engagement.objects.filter(pk=engagement.pk).update(
        title=f"Evening {WORD}", summary=WORD, retain_until=TODAY - timedelta(days=1), status="recorded",
        held_on=TODAY, recorded_at=NOW,
    )  # fmt: skip
    engagement.refresh_from_db()
    inside = {"engagement": engagement, "group": families}
    by = {"by": elsa, "at": NOW}
    entry = ConsentEntry(f"Participant {WORD}", TODAY, "English")
    consent = actions.record_consent(engagement=engagement, entry=entry, **by)
    said = factories.InputFactory.create(**inside, words=WORD, told=WORD, consent=consent)
    actions.link_input(said=said, risk=risk, **by)
    factories.ConsentOverrideFactory.create(input=said, reason=WORD)
    factories.ParticipationFactory.create(**inside, note=WORD)
    factories.CollectiveConsentFactory.create(**inside, how_decided=WORD)
    factories.RequestFactory.create(engagement=engagement, input=said, text=WORD)
    factories.FollowUpFactory.create(engagement=engagement, note=WORD)
    factories.PlannedEngagementFactory.create(
        assessment=engagement.assessment, group=families, engagement=engagement
    )
    revised = actions.revise_engagement(
        engagement=engagement, new={"summary": f"{WORD} again"}, expected_version=engagement.version,
        reason=f"Because {WORD}.", **by,
    )  # fmt: skip
    file = factories.AttachmentFactory.create(engagement=engagement, title=WORD, file_name=f"{WORD}.txt")
    default_storage.save(str(file.file), ContentFile(WORD.encode()))
    return SimpleNamespace(record=revised, said=said, risk=risk, by=by, folder=tmp_path, consent=consent)


def deleted(kept: SimpleNamespace, rule: str = "time_over") -> Tombstone:
    return actions.delete_record(
        engagement=kept.record, rule=rule, expected_version=kept.record.version, **kept.by
    )


def test_what_is_left_of_a_deleted_record_holds_no_word(
    kept: SimpleNamespace, django_capture_on_commit_callbacks: Any
) -> None:
    assert WORD in database_dump()
    with django_capture_on_commit_callbacks(execute=True):
        stone = deleted(kept)
    assert WORD not in database_dump(), "nor in the log"
    assert not Engagement.objects.filter(pk=kept.record.pk).exists()
    assert [path for path in kept.folder.rglob("*") if path.is_file()] == [], "its files are gone"
    assert (stone.kind, stone.rule, stone.reference, stone.deleted_by) == (
        "record", "time_over", kept.record.reference, kept.by["by"],
    )  # fmt: skip
    assert stone.spoke_to == [f"{kept.risk.assessment.reference} {kept.risk.reference}"]
    assert WORD not in str(vars(stone))


def test_that_people_were_heard_stays_true_when_what_they_said_is_deleted(kept: SimpleNamespace) -> None:
    heard = Risk.objects.get(pk=kept.risk.pk).heard
    assert heard == 1
    deleted(kept)
    found = Risk.objects.get(pk=kept.risk.pk)
    assert (found.heard, found.is_not_consulted) == (1, False)


def test_reports_and_pages_stand_after_a_deletion(
    kept: SimpleNamespace, as_person: As, elsa: User, ines: User, tomas: User
) -> None:
    assessment = kept.record.assessment
    run = ready_run(assessment, by=ines)
    ReportedInput.objects.create(run=run, input=kept.said, under=kept.risk.reference, with_words=True)
    deleted(kept)
    assert Run.objects.filter(pk=run.pk).exists()
    client = as_person(tomas)
    for address in (
        reverse("reports:run", args=[run.pk]), reverse("reports:html", args=[run.pk]), "/history/", "/",
        reverse("assessments:register", args=[assessment.pk]), kept.risk.get_absolute_url(),
        at("for_assessment", assessment.pk),
    ):  # fmt: skip
        assert client.get(address).status_code == 200, address
    assert as_person(elsa).get(kept.record.get_absolute_url()).status_code == 404


def test_a_legal_hold_stops_deletion_at_the_database(kept: SimpleNamespace) -> None:
    actions.place_hold(engagement=kept.record, reason="A court asked for it.", **kept.by)
    with pytest.raises(Refused):
        deleted(kept)
    with pytest.raises(Refused):
        deleted(kept, "on_request")
    record = kept.record
    for rows in (
        record.inputs, record.requests, record.participations, record.follow_ups, record.versions,
        record.collective_consents, record.consents, record.attachments, record.holds,
        Engagement.objects.filter(pk=record.pk),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.all()._raw_delete("default")
    hold = record.holds.get()
    with pytest.raises(Refused):
        actions.end_hold(hold=hold, reason=" ", **kept.by)
    actions.end_hold(hold=hold, reason="The case is over.", **kept.by)
    with pytest.raises(DatabaseError), transaction.atomic():
        record.holds.update(ended_at=None, ended_by=None, end_reason="")
    assert deleted(kept).pk


def test_a_legal_hold_keeps_who_a_contact_is(families: StakeholderGroup, elsa: User) -> None:
    contact = factories.ContactFactory.create(group=families, retain_until=TODAY - timedelta(days=1))
    by = {"by": elsa, "at": NOW}
    hold = actions.place_hold(contact=contact, reason="A court asked for it.", **by)
    with pytest.raises(Refused):
        actions.erase_identity(contact=contact, reason="Over.", expected_version=1, **by)
    rows = Contact.objects.filter(pk=contact.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(identity=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete("default")
    actions.end_hold(hold=hold, reason="The case is over.", **by)
    actions.erase_identity(contact=contact, reason="Over.", expected_version=1, **by)
    stone = Tombstone.objects.get()
    assert (stone.kind, stone.rule, stone.reference) == ("identity", "time_over", "")


def test_what_is_kept_is_not_deleted_before_its_time_except_on_request(kept: SimpleNamespace) -> None:
    actions.keep_until(engagement=kept.record, day=TODAY, expected_version=kept.record.version, **kept.by)
    kept.record.refresh_from_db()
    with pytest.raises(Refused):
        deleted(kept)
    assert deleted(kept, "on_request").kept_until == TODAY


def test_a_tombstone_is_for_good(kept: SimpleNamespace) -> None:
    stone = Tombstone.objects.filter(pk=deleted(kept).pk)
    for change in (lambda: stone.update(reference="E-1"), lambda: stone._raw_delete("default")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_tombstones_are_listed_for_the_company_and_its_auditors(
    kept: SimpleNamespace, as_person: As, ada: User, tomas: User, omar: User, victor: User, elsa: User,
    nina: User, auditor_grant: Any, api: Any,
) -> None:  # fmt: skip
    reference = deleted(kept).reference
    for person in (ada, tomas, omar, victor, elsa):
        page = as_person(person).get(at("tombstones"))
        assert reference in page.text, person
        assert WORD not in page.text
        assert (
            api(person).get("/api/v1/engagements/tombstones/").json()["results"][0]["reference"] == reference
        )
    assert reference not in as_person(nina).get(at("tombstones")).text


def test_an_auditor_learns_of_no_restricted_record_by_its_deletion(
    kept: SimpleNamespace, as_person: As, omar: User, auditor_grant: Any
) -> None:
    Engagement.objects.filter(pk=kept.record.pk).update(level="restricted")
    reference = deleted(kept).reference
    assert reference not in as_person(omar).get(at("tombstones")).text


def test_the_log_stays_and_names_no_content(kept: SimpleNamespace) -> None:
    before = Event.objects.filter(root_id=kept.record.pk).count()
    deleted(kept)
    assert Event.objects.filter(root_id=kept.record.pk).count() == before
    line = Event.objects.get(action="record deleted")
    assert line.target_label == f"Engagement record {kept.record.reference}"
    assert not Event.objects.filter(changes__icontains=WORD).exists()


def test_home_warns_thirty_days_before_and_when_it_is_over(
    as_person: As, elsa: User, victor: User, assessment: Assessment, families: StakeholderGroup
) -> None:
    late = factories.EngagementFactory.create(assessment=assessment, retain_until=TODAY - timedelta(days=1))
    soon = factories.EngagementFactory.create(assessment=assessment, retain_until=TODAY + timedelta(days=30))
    later = factories.EngagementFactory.create(assessment=assessment, retain_until=TODAY + timedelta(days=31))
    held = factories.EngagementFactory.create(assessment=assessment, retain_until=TODAY)
    factories.LegalHoldFactory.create(engagement=held)
    contact = factories.ContactFactory.create(group=families, retain_until=TODAY)
    page = as_person(elsa).get("/").text
    for shown in (late, soon):
        assert at("retention", shown.pk) in page
    for hidden in (later, held):
        assert at("retention", hidden.pk) not in page
    assert at("contact", families.pk, contact.pk) in page
    assert "The day until which it is kept is over" in page
    assert at("retention", late.pk) not in as_person(victor).get("/").text


def test_a_record_has_its_day_from_the_beginning(company: Any, elsa: User) -> None:
    facts = {"title": "Evening", "stage": "deploy", "method": "survey", "level": "internal"}
    record = actions.open_engagement(company=company, facts=facts, by=elsa, at=NOW)
    assert record.retain_until == kept_until(TODAY)
    saved = actions.revise_engagement(
        engagement=record, new={"retain_until": None}, expected_version=1, by=elsa, at=NOW
    )
    assert saved.retain_until == kept_until(TODAY)


def test_the_last_day_still_counts() -> None:
    assert not is_over(date(2026, 3, 1), on=date(2026, 3, 1))
    assert is_over(date(2026, 3, 1), on=date(2026, 3, 2))
    assert kept_until(date(2028, 2, 29)) == date(2033, 2, 28)


def test_a_lead_keeps_holds_and_deletes_on_pages(kept: SimpleNamespace, as_person: As, elsa: User) -> None:
    client, pk = as_person(elsa), kept.record.pk
    page = client.get(at("retention", pk))
    assert "Its time is over" in page.text
    day = {"retain_until": "2033-01-01", "version": str(kept.record.version)}
    assert client.post(at("retention", pk), day).status_code == 302
    assert client.post(at("retention", pk), day | {"retain_until": "2034-01-01"}).status_code == 409
    assert client.post(at("hold", pk), {"reason": ""}).status_code == 422
    assert client.get(at("hold_end", pk)).status_code == 404
    assert client.post(at("hold", pk), {"reason": "A court."}).status_code == 302
    version = str(kept.record.version + 1)
    gone = {"rule": "on_request", "sure": "on", "version": version}
    assert client.post(at("deletion", pk), gone).status_code == 422
    assert client.post(at("hold_end", pk), {"reason": "Over."}).status_code == 302
    assert client.post(at("deletion", pk), gone | {"sure": ""}).status_code == 422
    assert client.post(at("deletion", pk), gone | {"version": "1"}).status_code == 409
    assert client.post(at("deletion", pk), gone).status_code == 302
    assert Tombstone.objects.get().rule == "on_request"


def test_a_sealed_record_is_kept_held_and_deleted_without_being_opened(
    assessment: Assessment, as_person: As, elsa: User
) -> None:
    record = factories.EngagementFactory.create(assessment=assessment, level="sealed", title="Marigold")
    client = as_person(elsa)
    for name in ("retention", "hold", "deletion"):
        page = client.get(at(name, record.pk))
        assert page.status_code == 200
        assert "Marigold" not in page.text
    gone = {"rule": "on_request", "sure": "on", "version": str(record.version)}
    assert client.post(at("deletion", record.pk), gone).status_code == 302


def test_a_lead_holds_who_a_contact_is_on_pages(
    as_person: As, elsa: User, families: StakeholderGroup
) -> None:
    contact = factories.ContactFactory.create(group=families)
    client, ids = as_person(elsa), (families.pk, contact.pk)
    assert client.get(at("contact_hold_end", *ids)).status_code == 404
    assert client.post(at("contact_hold", *ids), {"reason": ""}).status_code == 422
    assert client.post(at("contact_hold", *ids), {"reason": "A court."}).status_code == 302
    assert "A legal hold runs" in client.get(at("contact", *ids)).text
    erasure = {"reason": "She asked.", "version": "1"}
    assert client.post(at("contact_erasure", *ids), erasure).status_code == 422
    assert client.post(at("contact_hold_end", *ids), {"reason": "Over."}).status_code == 302
    assert client.post(at("contact_erasure", *ids), erasure).status_code == 302
