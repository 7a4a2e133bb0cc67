"""Approved versions: the list, one as it was approved, its very bytes, and two side by side."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments import actions, versions
from assessments.document import frozen
from assessments.document.files import Taken
from assessments.document.labels import Labels
from assessments.models import Assessment, Snapshot
from assessments.tabs import tabs
from assessments.views.exports import as_attachment
from hrdd.accounts.actor import Asked, actor
from hrdd.sharing import access
from hrdd.sharing.policy import Action

PAGE = 50


@require_safe
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the approved versions, and which two to compare."""
    assessment = load(request, pk)
    return _choice(request, assessment)


@require_safe
def version(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Returns what was approved: by whom, its digest, the risks in the order of then, what was closed."""
    assessment = load(request, pk)
    snapshot = versions.find(assessment, number)
    document = frozen.read(snapshot)
    labels = Labels(document)
    page = Paginator(document["risks"], PAGE).get_page(request.GET.get("page"))
    context = _frame(request, assessment) | {
        "snapshot": snapshot,
        "intact": frozen.is_intact(snapshot),
        "document": document,
        "page": page,
        "rows": [(risk, labels.value("category", risk["category"])) for risk in page],
        "closures": [
            (
                labels.titles["category" if row["category"] else "right"].get(
                    row["category"] or row["right"]
                ),
                row,
            )
            for row in document["closures"]
        ],
        "file_name": file_name(snapshot),
        "can_export": access.can(request.user, Action.EXPORT, assessment),
    }
    return render(request, "assessments/version.html", context)


@require_safe
def document(request: HttpRequest, pk: str, number: int) -> HttpResponse:
    """Returns the very bytes that were approved, to be saved; recorded."""
    assessment = access.get(Assessment, request.user, Action.EXPORT, pk=pk)
    return hand_over(request, versions.find(assessment, number))


@require_safe
def compare(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns two versions side by side, or one beside the draft; a choice when the address names none."""
    assessment = load(request, pk)
    sides = versions.asked(request.GET.get("from", ""), request.GET.get("to", ""))
    if sides is None:
        return _choice(request, assessment)
    context = _frame(request, assessment) | {
        "told": versions.told(*versions.documents(assessment, sides), page=request.GET.get("page")),
        "sides": sides,
        "before": sides.titles[0],
        "after": sides.titles[1],
    }
    return render(request, "assessments/version_compare.html", context)


def hand_over(request: Asked, snapshot: Snapshot) -> HttpResponse:
    """Returns the bytes of an approved version, and records that she took them."""
    actions.record_version_download(snapshot=snapshot, by=actor(request), at=timezone.now())
    return as_attachment(Taken(file_name(snapshot), frozen.content(snapshot), "application/json", 0))


def file_name(snapshot: Snapshot) -> str:
    """Returns the name under which a version is saved, such as A-12-version-2.json."""
    return f"{snapshot.assessment.reference}-version-{snapshot.number}.json"


def load(request: HttpRequest, pk: str) -> Assessment:
    """Returns the assessment, which she must be able to see; 404 otherwise."""
    rows = Assessment.objects.for_lists()
    found: Assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=rows)
    return found


def _choice(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    page = Paginator(versions.listed(assessment), PAGE).get_page(request.GET.get("page"))
    return render(request, "assessments/version_list.html", _frame(request, assessment) | {"page": page})


def _frame(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    return {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="review", inside=True),
    }
