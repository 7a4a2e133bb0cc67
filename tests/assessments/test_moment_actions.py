"""What may become of a moment, and what may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import actions
from assessments.models import Assessment, Moment, Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def by(ines: User) -> dict[str, Any]:
    return {"by": ines, "at": NOW}


@pytest.fixture
def moment(assessment: Assessment, ines: User) -> Moment:
    return factories.MomentFactory.create(system=assessment.system, created_by=ines)


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_waiver_without_a_reason_is_refused(moment: Moment, by: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.waive_moment(moment=moment, reason=reason, **by)
    assert refused.value.fields.keys() == {"reason"}
    moment.refresh_from_db()
    assert moment.waived_at is None


def test_a_waiver_keeps_who_when_and_why(moment: Moment, by: dict[str, Any], ines: User) -> None:
    waived = actions.waive_moment(moment=moment, reason=" The model is the same. ", **by)
    assert (waived.waived_by, waived.waived_at, waived.waived_reason) == (ines, NOW, "The model is the same.")


def test_a_moment_is_never_both_answered_and_waived(
    moment: Moment, assessment: Assessment, by: dict[str, Any]
) -> None:
    actions.waive_moment(moment=moment, reason="Nothing is new.", **by)
    with pytest.raises(Refused):
        actions.answer_moment(moment=moment, assessment=assessment, **by)
    other = factories.MomentFactory.create(system=assessment.system)
    actions.answer_moment(moment=other, assessment=assessment, **by)
    with pytest.raises(Refused):
        actions.waive_moment(moment=other, reason="Nothing is new.", **by)
    with pytest.raises(IntegrityError), transaction.atomic():
        Moment.objects.filter(pk=moment.pk).update(assessment=assessment, answered_at=NOW)


def test_an_assessment_of_another_system_answers_nothing(moment: Moment, by: dict[str, Any]) -> None:
    other = factories.AssessmentFactory.create(system__company=moment.company)
    with pytest.raises(Refused) as refused:
        actions.answer_moment(moment=moment, assessment=other, **by)
    assert "assessment" in refused.value.fields


def test_the_wrong_assessment_can_be_put_right(
    moment: Moment, assessment: Assessment, by: dict[str, Any]
) -> None:
    right = factories.AssessmentFactory.create(system=assessment.system, number=13)
    actions.answer_moment(moment=moment, assessment=assessment, **by)
    assert actions.answer_moment(moment=moment, assessment=right, **by).assessment == right


def test_a_proposal_becomes_planned_on_another_day_and_only_once(
    assessment: Assessment, by: dict[str, Any]
) -> None:
    proposal = factories.MomentFactory.create(system=assessment.system, proposed_because="A new version.")
    later = TODAY + timedelta(days=60)
    accepted = actions.accept_moment(moment=proposal, expected_by=later, **by)
    assert (accepted.expected_by, accepted.accepted_at, accepted.is_proposed) == (later, NOW, False)
    with pytest.raises(Refused):
        actions.accept_moment(moment=proposal, **by)


def test_what_a_person_planned_needs_no_acceptance(moment: Moment, by: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        actions.accept_moment(moment=moment, **by)


def test_the_second_to_change_a_moment_is_told(moment: Moment, by: dict[str, Any]) -> None:
    said = {"moment": moment, "kind": "review", "expected_by": TODAY, "expected_version": 1, **by}
    actions.revise_moment(what="First", **said)
    with pytest.raises(Stale) as stale:
        actions.revise_moment(what="Second", **said)
    assert stale.value.current.what == "First"


def test_what_is_over_is_not_changed_any_more(
    moment: Moment, assessment: Assessment, by: dict[str, Any]
) -> None:
    actions.answer_moment(moment=moment, assessment=assessment, **by)
    with pytest.raises(Refused):
        actions.revise_moment(
            moment=moment, kind="review", what="Later", expected_by=TODAY, expected_version=2, **by
        )


def test_what_was_waived_too_soon_is_open_again_as_it_was(
    moment: Moment, assessment: Assessment, by: dict[str, Any]
) -> None:
    proposal = factories.MomentFactory.create(system=assessment.system, proposed_because="A new version.")
    for found, proposed in ((moment, False), (proposal, True)):
        actions.waive_moment(moment=found, reason="Nothing is new.", **by)
        again = actions.reopen_moment(moment=found, reason=" The voice is new. ", **by)
        assert (again.waived_at, again.waived_by, again.waived_reason) == (None, None, "")
        assert (again.is_over, again.is_proposed, again.version) == (False, proposed, 3)
    assert actions.answer_moment(moment=moment, assessment=assessment, **by).is_over


def test_a_waiver_that_was_lifted_stays_in_the_history(
    moment: Moment, by: dict[str, Any], tomas: User
) -> None:
    actions.waive_moment(moment=moment, reason="Nothing is new.", by=tomas, at=NOW)
    actions.reopen_moment(moment=moment, reason="The voice is new.", **by)
    event = Event.objects.get(action="moment reopened")
    assert event.changes == {
        "reason": "The voice is new.",
        "waived_by": "Tomas Brandt",
        "waived_at": NOW.isoformat(),
        "waived_reason": "Nothing is new.",
    }
    assert Event.objects.get(action="moment waived").changes == {"reason": "Nothing is new."}


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_waiver_is_not_lifted_without_a_reason(moment: Moment, by: dict[str, Any], reason: str) -> None:
    actions.waive_moment(moment=moment, reason="Nothing is new.", **by)
    with pytest.raises(Refused) as refused:
        actions.reopen_moment(moment=moment, reason=reason, **by)
    assert refused.value.fields.keys() == {"reason"}
    moment.refresh_from_db()
    assert moment.waived_at == NOW


def test_only_what_is_waived_is_reopened(moment: Moment, assessment: Assessment, by: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        actions.reopen_moment(moment=moment, reason="It was never looked at.", **by)
    actions.answer_moment(moment=moment, assessment=assessment, **by)
    with pytest.raises(Refused):
        actions.reopen_moment(moment=moment, reason="It was looked at badly.", **by)


def test_an_incident_with_another_open_moment_keeps_its_waiver(risk: Risk, by: dict[str, Any]) -> None:
    first = actions.propose_after_incident(risk=risk, **by)
    actions.waive_moment(moment=first, reason="Looked at in A-11.", **by)
    second = actions.propose_after_incident(risk=risk, **by)
    assert second != first
    with pytest.raises(Refused):
        actions.reopen_moment(moment=first, reason="It goes on.", **by)
    first.refresh_from_db()
    assert first.waived_at == NOW
