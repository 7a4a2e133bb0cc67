"""Moments to assess: the calendar of the company, that of one system, and one moment."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.calendar import earlier_waivers, line, months
from assessments.conflicts import conflict_versions, with_version
from assessments.forms.moments import (
    AcceptanceForm,
    AnswerForm,
    MomentForm,
    ReopeningForm,
    WaiverForm,
    typed_moment,
)
from assessments.models import Moment, System
from assessments.models.moment import MomentQuerySet
from assessments.views.systems import PAGE, head, load, people_of_companies_only
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Returns the moments of all systems of her company, month by month."""
    people_of_companies_only(request)
    rows = Moment.objects.filter(system__in=System.objects.visible_to(request.user))
    return render(request, "assessments/moment_calendar.html", by_month(request, rows))


@require_http_methods(["GET", "HEAD", "POST"])
def moments(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the moments of a system, month by month; a post plans one."""
    posted = request.method == "POST"
    system = load(request, Action.EDIT if posted else Action.VIEW, pk=pk)
    form = MomentForm(request.POST if posted else None)
    if posted and form.is_valid():
        data = _facts(form)
        planned = actions.plan_moment(system=system, by=actor(request), at=timezone.now(), **data)
        messages.success(request, _("Planned: %s.") % planned.what)
        return redirect("assessments:moments", pk=pk)
    context = {**head(request, system, current="moments"), "form": form}
    context |= by_month(request, Moment.objects.filter(system=system))
    return render(request, "assessments/system_moments.html", context, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def moment(request: HttpRequest, pk: str, moment_pk: str) -> HttpResponse:
    """Returns a moment with what can become of it; a post changes its words or its day."""
    if request.method != "POST":
        return _page(request, *_load(request, Action.VIEW, pk, moment_pk))
    system, found = _load(request, Action.EDIT, pk, moment_pk)
    form, conflict = MomentForm(request.POST), None
    if form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.revise_moment(
                moment=found,
                expected_version=version,
                by=actor(request),
                at=timezone.now(),
                **_facts(form),
            )
        except Stale as stale:
            found = stale.current
            conflict = conflict_versions(form, typed_moment(found))
            form.data = with_version(form.data, found.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    status = 422 if conflict is None else 409
    return _page(request, system, found, form=form, conflict=conflict, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: HttpRequest, pk: str, moment_pk: str) -> HttpResponse:
    """Plans what the workbench proposed, on its day or another."""
    _system, found = _load(request, Action.EDIT, pk, moment_pk)
    form = AcceptanceForm(request.POST)
    return _decided(request, found, actions.accept_moment, _("Planned."), acceptance_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: str, moment_pk: str) -> HttpResponse:
    """Names the assessment that answers a moment."""
    system, found = _load(request, Action.EDIT, pk, moment_pk)
    form = AnswerForm(request.POST, system=system)
    return _decided(request, found, actions.answer_moment, _("Answered."), answer_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def waiver(request: HttpRequest, pk: str, moment_pk: str) -> HttpResponse:
    """Waives a moment, with the reason."""
    _system, found = _load(request, Action.EDIT, pk, moment_pk)
    form = WaiverForm(request.POST)
    return _decided(request, found, actions.waive_moment, _("Waived."), waiver_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def reopening(request: HttpRequest, pk: str, moment_pk: str) -> HttpResponse:
    """Opens a waived moment again, with the reason."""
    _system, found = _load(request, Action.EDIT, pk, moment_pk)
    form = ReopeningForm(request.POST)
    return _decided(request, found, actions.reopen_moment, _("Open again."), reopening_form=form)


def by_month(request: HttpRequest, rows: MomentQuerySet) -> dict[str, Any]:
    """Returns one page of moments by month; without a page asked for, the one with the first open moment."""
    show = request.GET.get("show", "")
    rows = {"open": rows.open(), "over": rows.over()}.get(show, rows)
    number = request.GET.get("page") or _page_of_first_open(rows)
    page = Paginator(rows.by_day(), PAGE).get_page(number)
    return {"page": page, "months": months(page, today=timezone.localdate()), "show": show}


def _page_of_first_open(rows: MomentQuerySet) -> int:
    first = rows.open().order_by("expected_by", "id").first()
    if first is None:
        return 1
    return rows.filter(expected_by__lt=first.expected_by).count() // PAGE + 1


def _facts(form: MomentForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("kind", "what", "expected_by")}


def _load(request: HttpRequest, action: Action, pk: str, moment_pk: str) -> tuple[System, Moment]:
    system = load(request, action, pk=pk)
    rows = system.moments.select_related("assessment", "waived_by", "created_by", "risk")
    return system, get_object_or_404(rows, pk=moment_pk)


def _decided(
    request: HttpRequest, found: Moment, action: Callable[..., Moment], said: str, **given: Form
) -> HttpResponse:
    """Decides on a moment; a refused decision comes back with what was typed."""
    if request.method != "POST":
        return redirect(found)
    [form] = given.values()
    if form.is_valid():
        try:
            action(moment=found, by=actor(request), at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, said)
            return redirect(found)
    return _page(request, found.system, found, status=422, **given)


def _page(
    request: HttpRequest, system: System, found: Moment, *, status: int = 200, **given: Any
) -> HttpResponse:
    expected = {"expected_by": found.expected_by}
    context = {
        **head(request, system, current="moments", inside=True),
        "moment": found,
        "line": line(found, today=timezone.localdate()),
        "form": MomentForm(initial=typed_moment(found)),
        "acceptance_form": AcceptanceForm(initial=expected, auto_id="id_acceptance_%s"),
        "answer_form": AnswerForm(system=system, initial={"assessment": found.assessment_id}),
        "waiver_form": WaiverForm(),
        "reopening_form": ReopeningForm(),
        "earlier": earlier_waivers(found),
        **given,
    }
    return render(request, "assessments/moment.html", context, status=status)
