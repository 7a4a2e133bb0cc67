"""Taking an assessment away as it stands now: JSON, CSV, XLSX. Each time is recorded, with the digest."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import actions
from assessments.document.files import Taken, taken
from assessments.models import Assessment
from hrdd.accounts.actor import Asked, actor
from hrdd.lib.downloads import attachment
from hrdd.sharing import access
from hrdd.sharing.policy import Action


@require_safe
def export(request: HttpRequest, pk: str, kind: str) -> HttpResponse:
    """Returns the assessment as a file to be saved."""
    assessment = access.get(Assessment, request.user, Action.EXPORT, pk=pk)
    return hand_over(request, assessment, kind)


def hand_over(request: Asked, assessment: Assessment, kind: str) -> HttpResponse:
    """Returns the file, and records that she took it."""
    file = taken(assessment, kind)
    actions.record_export(
        assessment=assessment,
        kind=kind,
        sha256=file.sha256,
        risks=file.risks,
        by=actor(request),
        at=timezone.now(),
    )
    return as_attachment(file)


def as_attachment(file: Taken) -> HttpResponse:
    """Returns the file to be saved, its digest beside it."""
    return attachment(file.name, file.content, file.media_type)
