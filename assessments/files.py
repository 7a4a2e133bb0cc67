"""Files of evidence leave the store here, and each leaving is written down."""

from django.db import transaction
from django.http import FileResponse, HttpRequest
from django.utils import timezone
from rest_framework.request import Request

from assessments import actions
from assessments.models import RiskEvidence
from hrdd.accounts.actor import actor
from hrdd.evidence.serving import as_attachment


@transaction.atomic
def hand_over(request: HttpRequest | Request, link: RiskEvidence) -> FileResponse:
    """Returns the file of a link whose root was loaded through `access.get`; 404 when it has none."""
    answer = as_attachment(link.evidence)
    if request.method != "HEAD":
        actions.record_taking(link=link, by=actor(request), at=timezone.now())
    return answer
