"""What happens to assessments by itself."""

from celery import shared_task
from django.utils import timezone

from assessments.models import AssessmentOrganisationGrant, AssessmentPersonGrant
from hrdd.sharing.actions import end_expired


@shared_task  # type: ignore[untyped-decorator]
def end_expired_grants() -> None:
    """Deletes grants past their end and writes it down; they open nothing from that moment anyway."""
    for table in (AssessmentOrganisationGrant, AssessmentPersonGrant):
        end_expired(table=table, at=timezone.now())
