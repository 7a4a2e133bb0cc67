"""Reading an exported assessment in, and beginning next year's with this one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.document.receiving import Unreadable, receive
from assessments.forms.transfer import DuplicateForm, ImportForm
from assessments.models import Assessment
from assessments.tabs import tabs
from hrdd.accounts.actor import Asked, actor
from hrdd.accounts.models import Organisation
from hrdd.lib.errors import Refused
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids


@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """Makes a new assessment of an exported file; returns it, or every place that stands in the way."""
    company = _company(request)
    form = (
        ImportForm(request.POST or None, request.FILES or None) if request.method == "POST" else ImportForm()
    )
    places: list[Any] = []
    if form.is_bound and form.is_valid():
        try:
            received = receive(form.cleaned_data["file"].read())
            new = actions.import_assessment(
                company=company, received=received, by=actor(request), at=timezone.now()
            )
        except Unreadable as refusal:
            places = refusal.places
        except Refused as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, _("%s was read in. Look through it before you go on.") % new)
            return redirect(new)
    context = {"form": form, "company": company, "places": places}
    status = 422 if form.is_bound or request.method == "POST" else 200
    return render(request, "assessments/assessment_import.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pk: str) -> HttpResponse:
    """Begins a new assessment with the risks of this one; returns its register."""
    assessment = load(request, pk)
    form = DuplicateForm(
        request.POST if request.method == "POST" else None,
        system=assessment.system,
        initial={"title": assessment.title},
    )
    if form.is_bound and form.is_valid():
        new = actions.duplicate_assessment(
            assessment=assessment, by=actor(request), at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("%s has begun. Every risk waits to be looked at again.") % new)
        return redirect("assessments:register", pk=new.pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="overview", inside=True),
        "form": form,
    }
    return render(request, "assessments/duplicate.html", context, status=422 if form.is_bound else 200)


def load(request: Asked, pk: Any) -> Assessment:
    """Returns an assessment that she can begin another with; 404 or 403 otherwise.

    It need not be open: last year's is approved, or replaced. What counts is that she may open one.
    """
    rows = Assessment.objects.for_lists()
    assessment: Assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=rows)
    if not may_duplicate(request, assessment):
        raise PermissionDenied(_("Only analysts of the company begin an assessment."))
    return assessment


def may_duplicate(request: Asked, assessment: Assessment) -> bool:
    """Returns whether she may open assessments of the company whose this is."""
    return assessment.company_id in company_ids(actor(request), Action.EDIT)


def _company(request: HttpRequest) -> Organisation:
    able = company_ids(actor(request), Action.EDIT)
    if not able:
        raise PermissionDenied(_("Only analysts of a company open assessments."))
    return Organisation.objects.get(pk=able[0])
