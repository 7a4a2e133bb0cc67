"""Letters about the way of a version. They name the reference and the way in: no title, no content."""

from django.conf import settings
from django.urls import reverse

from assessments.models import Approval
from hrdd.accounts.models import User
from hrdd.lib import mail
from hrdd.sharing.policy import Action, roles_that_may
from hrdd.sharing.visibility import OUTSIDE


def send_submitted(*, approval: Approval, by: User) -> None:
    """Tells those who may approve, but not the submitter, that something waits for them."""
    able = User.objects.filter(
        is_active=True,
        memberships__organisation=approval.company_id,
        memberships__role__in=roles_that_may(Action.APPROVE) - OUTSIDE,
        memberships__ended_at=None,
    )
    for person in able.exclude(pk=by.pk).distinct():
        _send(person, "submitted", approval, "assessments:approval", approval.assessment_id, approval.pk)


def send_decided(*, approval: Approval) -> None:
    """Tells the submitter that it was approved or returned."""
    returned = approval.state == Approval.State.RETURNED
    template = "returned" if returned else "approved"
    _send(approval.submitted_by, template, approval, "assessments:approvals", approval.assessment_id)


def _send(person: User, template: str, approval: Approval, page: str, *ids: object) -> None:
    mail.post(
        to=person.email,
        template=template,
        context={
            "reference": approval.assessment.reference,
            "link": settings.BASE_URL + reverse(page, args=ids),
        },
        language=person.language,
    )
