"""What happens to assessments by itself."""

from celery import shared_task
from django.utils import timezone

from assessments import actions, import_attempts
from assessments.actions._sending import send
from assessments.models import AssessmentOrganisationGrant, AssessmentPersonGrant, Draft, RiskImport
from hrdd.sharing.actions import end_expired


@shared_task  # type: ignore[untyped-decorator]
def end_expired_grants() -> None:
    """Deletes grants past their end and writes it down; they open nothing from that moment anyway."""
    for table in (AssessmentOrganisationGrant, AssessmentPersonGrant):
        end_expired(table=table, at=timezone.now())


@shared_task  # type: ignore[untyped-decorator]
def look_after_imports() -> int:
    """Returns how many tables were sent to the workers again: those whose worker died, or that got lost.

    Those that nobody went on with for a week are let go.
    """
    now, sent = timezone.now(), 0
    for stuck in RiskImport.objects.stuck(on=now).defer("table"):
        if import_attempts.requeue_import(risk_import=stuck, at=now):
            send(stuck.pk)
            sent += 1
    for forgotten in RiskImport.objects.forgotten(on=now).defer("table"):
        import_attempts.let_go(risk_import=forgotten, at=now)
    return sent


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def drop_old_drafts() -> int:
    """Returns how many drafts went that nobody has written on for thirty days."""
    return actions.drop_old_drafts(table=Draft, at=timezone.now())
