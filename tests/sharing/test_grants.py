"""Letting outsiders in, until a date, and closing the door."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from assessments.clock import end_expired_grants
from assessments.models import Assessment, AssessmentOrganisationGrant, AssessmentPersonGrant
from hrdd.accounts.models import Invitation, Organisation, User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused
from hrdd.sharing.actions import give_grant, let_in, withdraw_grant
from tests.factories import OrganisationGrantFactory, UserFactory


def later(days: int = 30) -> datetime:
    return timezone.now() + timedelta(days=days)


def give(assessment: Assessment, by: User, **terms):
    terms = {"role": "reviewer", "until": later(), "at": timezone.now()} | terms
    return give_grant(root=assessment, by=by, **terms)


def test_a_grant_says_who_until_when_and_leaves_one_event(
    assessment: Assessment, ines: User, lantern: Organisation
) -> None:
    until = later()
    grant = give(assessment, ines, organisation=lantern, until=until)
    assert (grant.role, grant.recipient, grant.until, grant.given_by) == (
        "reviewer", "Lantern Rights Collective", until, ines,
    )  # fmt: skip
    event = Event.objects.get(action="access given")
    assert (event.root_id, event.company_id) == (assessment.pk, assessment.company_id)
    assert event.target_label == "Lantern Rights Collective as reviewer"
    assert event.changes == {"role": "reviewer", "until": until.isoformat()}


def test_given_again_it_is_the_same_grant_with_another_date(
    assessment: Assessment, ines: User, lantern: Organisation
) -> None:
    first = give(assessment, ines, organisation=lantern, until=later(10))
    again = give(assessment, ines, organisation=lantern, until=later(20))
    assert first.pk == again.pk
    assert AssessmentOrganisationGrant.objects.get().until == again.until
    event = Event.objects.get(action="access extended")
    assert event.changes["until"] == [first.until.isoformat(), again.until.isoformat()]


@pytest.mark.parametrize("days", [0, -1, 367])
def test_the_end_lies_ahead_and_within_a_year(
    assessment: Assessment, ines: User, lantern: Organisation, days: int
) -> None:
    with pytest.raises(Refused) as refused:
        give(assessment, ines, organisation=lantern, until=later(days))
    assert set(refused.value.fields) == {"until"}


def test_each_role_is_for_its_kind_of_organisation(
    assessment: Assessment, ines: User, lantern: Organisation, ferro: Organisation,
    other_company: Organisation,
) -> None:  # fmt: skip
    give(assessment, ines, organisation=ferro, role="auditor")
    wrong = [
        (lantern, "auditor"), (ferro, "reviewer"), (other_company, "reviewer"), (other_company, "auditor"),
        (assessment.company, "reviewer"), (lantern, "analyst"), (lantern, "administrator"),
    ]  # fmt: skip
    for organisation, role in wrong:
        with pytest.raises(Refused):
            give(assessment, ines, organisation=organisation, role=role)
    assert AssessmentOrganisationGrant.objects.count() == 1


def test_people_of_the_company_get_no_grant(assessment: Assessment, ines: User, tomas: User) -> None:
    with pytest.raises(Refused):
        give(assessment, ines, person=tomas)


def test_somebody_must_be_named(assessment: Assessment, ines: User) -> None:
    with pytest.raises(Refused):
        give(assessment, ines)


def test_somebody_who_is_not_here_yet_is_invited_and_finds_the_work_when_she_comes_in(
    assessment: Assessment, ines: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        let_in(
            root=assessment, email="Sam@river.example", role="reviewer", until=later(), by=ines,
            at=timezone.now(),
        )  # fmt: skip
    [letter] = mail.outbox
    assert letter.to == ["sam@river.example"]
    assert "Ines Duarte of Torvane AI" in letter.body
    assert "/invitations/" in letter.body
    assert assessment.title not in letter.body
    sam = User.objects.get(email="sam@river.example")
    assert not sam.has_usable_password()
    assert assessment in Assessment.objects.visible_to(sam)
    assert Invitation.objects.get().organisation is None


def test_somebody_who_is_here_gets_a_letter_without_a_title(
    assessment: Assessment, ines: User, leila: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        let_in(root=assessment, email=leila.email, role="reviewer", until=later(), by=ines, at=timezone.now())
    [letter] = mail.outbox
    assert "/invitations/" not in letter.body
    assert assessment.title not in letter.body + letter.subject
    assert not Invitation.objects.exists()


def test_a_refused_person_is_not_written_to(
    assessment: Assessment, ines: User, tomas: User, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Refused):
        let_in(root=assessment, email=tomas.email, role="reviewer", until=later(), by=ines, at=timezone.now())
    assert mail.outbox == []


def test_a_withdrawn_grant_is_gone_and_the_log_keeps_it(
    assessment: Assessment, reviewer_grant: AssessmentOrganisationGrant, ines: User, leila: User
) -> None:
    withdraw_grant(grant=reviewer_grant, by=ines, at=timezone.now())
    assert not AssessmentOrganisationGrant.objects.exists()
    assert assessment not in Assessment.objects.visible_to(leila)
    event = Event.objects.get(action="access withdrawn")
    assert event.target_label == "Lantern Rights Collective as reviewer"
    assert event.root_id == assessment.pk


def test_the_clock_ends_what_is_over_and_nothing_else(assessment: Assessment, lantern: Organisation) -> None:
    gone = OrganisationGrantFactory.create(
        content_object=assessment, until=timezone.now() - timedelta(seconds=1)
    )
    stays = OrganisationGrantFactory.create(content_object=assessment, organisation=lantern)
    alone = AssessmentPersonGrant.objects.create(
        content_object=assessment, user=UserFactory.create(), permission=gone.permission,
        until=timezone.now() - timedelta(days=1), given_by=gone.given_by, given_at=gone.given_at,
    )  # fmt: skip
    end_expired_grants()
    end_expired_grants()
    assert list(AssessmentOrganisationGrant.objects.all()) == [stays]
    assert not AssessmentPersonGrant.objects.exists()
    ended = Event.objects.filter(action="access ended")
    assert {event.target_id for event in ended} == {str(gone.pk), str(alone.pk)}
    assert {event.actor_label for event in ended} == {"the workbench"}
