"""The door to every row: who gets through, who is told nothing is there, who is told no."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from assessments.models import Assessment, AssessmentOrganisationGrant
from hrdd.accounts.models import Organisation, User
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from tests.factories import PersonGrantFactory, UserFactory


def sees(user: User, assessment: Assessment, action: Action = Action.VIEW) -> bool:
    fresh = User.objects.get(pk=user.pk)
    try:
        return access.get(Assessment, fresh, action, pk=assessment.pk) == assessment
    except Http404:
        return False


def test_people_of_the_company_see_its_assessments(
    assessment: Assessment, ines: User, tomas: User, ada: User, victor: User
) -> None:
    assert all(sees(person, assessment) for person in (ines, tomas, ada, victor))


def test_nobody_outside_sees_it_without_a_grant(
    assessment: Assessment, nina: User, leila: User, omar: User
) -> None:
    assert not any(sees(person, assessment) for person in (nina, leila, omar))


def test_a_grant_to_an_organisation_lets_its_people_in(
    assessment: Assessment, reviewer_grant: AssessmentOrganisationGrant, leila: User, omar: User
) -> None:
    assert sees(leila, assessment)
    assert not sees(omar, assessment)


def test_a_grant_to_a_person_lets_in_that_person_alone(assessment: Assessment, leila: User) -> None:
    friend = UserFactory.create()
    PersonGrantFactory.create(content_object=assessment, user=friend)
    assert sees(friend, assessment)
    assert not sees(leila, assessment)


def test_a_grant_that_is_over_opens_nothing(
    assessment: Assessment, reviewer_grant: AssessmentOrganisationGrant, leila: User
) -> None:
    reviewer_grant.until = timezone.now() - timedelta(seconds=1)
    reviewer_grant.save()
    assert not sees(leila, assessment)


def test_seeing_without_being_allowed_is_refused_with_the_reason(
    assessment: Assessment, victor: User
) -> None:
    with pytest.raises(PermissionDenied, match="none of your roles"):
        access.get(Assessment, victor, Action.EDIT, pk=assessment.pk)


def test_a_closed_assessment_is_read_but_not_changed(assessment: Assessment, ines: User) -> None:
    assessment.status = Assessment.Status.SUPERSEDED
    assessment.save()
    assert sees(ines, assessment)
    with pytest.raises(PermissionDenied, match="closed"):
        access.get(Assessment, ines, Action.EDIT, pk=assessment.pk)


def test_a_person_who_may_not_sign_in_any_more_sees_nothing(assessment: Assessment, ines: User) -> None:
    ines.is_active = False
    ines.save()
    assert not sees(ines, assessment)


def test_an_ended_membership_opens_nothing(assessment: Assessment, ines: User) -> None:
    ines.memberships.update(ended_at=timezone.now())
    assert not sees(ines, assessment)


def test_an_outside_role_inside_the_company_opens_nothing(
    assessment: Assessment, company: Organisation
) -> None:
    odd = UserFactory.create()
    odd.memberships.create(organisation=company, role="reviewer", started_at=timezone.now())
    assert not sees(odd, assessment)
