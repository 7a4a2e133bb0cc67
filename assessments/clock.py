"""What happens to assessments by itself."""

from celery import shared_task
from django.utils import timezone

from assessments import actions
from assessments.models import AssessmentOrganisationGrant, AssessmentPersonGrant, Draft
from hrdd.sharing.actions import end_expired


@shared_task  # type: ignore[untyped-decorator]
def end_expired_grants() -> None:
    """Deletes grants past their end and writes it down; they open nothing from that moment anyway."""
    for table in (AssessmentOrganisationGrant, AssessmentPersonGrant):
        end_expired(table=table, at=timezone.now())


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def drop_old_drafts() -> int:
    """Returns how many drafts went that nobody has written on for thirty days."""
    return actions.drop_old_drafts(table=Draft, at=timezone.now())
