"""Asking for a report, watching it being made, and the lists of reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from assessments.models import Assessment
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused
from hrdd.reports import actions
from hrdd.reports.forms import RunForm
from hrdd.reports.models import Run
from hrdd.sharing import access
from hrdd.sharing.policy import Action

PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns every report she may fetch, newest first."""
    runs = Run.objects.visible_to(request.user).for_lists()
    page = Paginator(runs, PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/run_index.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def for_assessment(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the reports of one assessment; a POST asks for another and leads to its page."""
    action = Action.REQUEST_REPORT if request.method == "POST" else Action.FETCH_REPORT
    assessment = access.get(Assessment, request.user, action, pk=pk, rows=Assessment.objects.for_lists())
    form = RunForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        run = actions.request_run(
            assessment=assessment, by=actor(request), at=timezone.now(), **form.cleaned_data
        )
        return redirect(run)
    runs = Run.objects.visible_to(request.user).filter(assessment=assessment).for_lists()
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="reports"),
        "page": Paginator(runs, PAGE).get_page(request.GET.get("page")),
        "can_request": access.can(request.user, Action.REQUEST_REPORT, assessment),
        "form": form,
    }
    return render(request, "reports/run_list.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def run(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns how far a report is and, once it is ready, where to take it; a fragment for htmx."""
    found = access.get(Run, request.user, Action.FETCH_REPORT, pk=pk, rows=Run.objects.for_lists())
    context = {
        "run": found,
        "assessment": found.assessment,
        "can_retry": found.has_failed and access.can(request.user, Action.REQUEST_REPORT, found),
    }
    htmx = getattr(request, "htmx", None)
    fragment = isinstance(htmx, HtmxDetails) and bool(htmx) and not htmx.history_restore_request
    return render(request, "reports/run.html#state" if fragment else "reports/run.html", context)


@require_POST
def retry(request: HttpRequest, pk: str) -> HttpResponse:
    """Sends a failed report to the workers once more, with the same frozen document."""
    found = access.get(Run, request.user, Action.REQUEST_REPORT, pk=pk, rows=Run.objects.for_lists())
    try:
        actions.retry_run(run=found, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Trying again."))
    return redirect(found)
