"""Who is let in to an assessment now: grants to organisations and to single people, read together."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from assessments.models import Assessment
from hrdd.sharing.actions import Grant


def living(assessment: Assessment) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Returns two queries with what lists show: grants to organisations, and grants to people."""
    now, shown = timezone.now(), ("permission", "given_by", "content_object")
    return (
        assessment.organisation_grants.live(on=now).select_related("group__organisation", *shown),
        assessment.person_grants.live(on=now).select_related("user", *shown),
    )


def find(assessment: Assessment, pk: Any) -> Grant:
    """Returns the living grant with this id; raises Http404 when the assessment has none such."""
    for rows in living(assessment):
        found: Grant | None = rows.filter(pk=pk).first()
        if found:
            return found
    raise Http404
