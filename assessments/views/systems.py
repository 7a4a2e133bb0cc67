"""The company's AI systems: the list, one system, and what is known of it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.calendar import line
from assessments.conflicts import conflict_versions, with_version
from assessments.forms.systems import SystemForm, typed_system
from assessments.models import System
from assessments.tabs import system_tabs
from assessments.views.assessments import company_of
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

PAGE = 25
SHOWN = 5


def load(request: HttpRequest, action: Action, *, pk: str) -> System:
    """Returns the system, on which the action must be allowed; 404 or 403 otherwise."""
    found: System = access.get(System, request.user, action, pk=pk, rows=System.objects.for_lists())
    return found


def people_of_companies_only(request: HttpRequest) -> bool:
    """Returns whether she may write about systems; raises Http404 for people of no company."""
    if not company_ids(actor(request)):
        raise Http404
    return bool(company_ids(actor(request), Action.EDIT))


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the systems of her company by name."""
    can_edit = people_of_companies_only(request)
    visible = System.objects.visible_to(request.user)
    page = Paginator(visible.for_lists(), PAGE).get_page(request.GET.get("page"))
    counts = System.objects.filter(pk__in=[system.pk for system in page]).with_counts().in_bulk()
    listed = [(system, counts[system.pk]) for system in page]
    context = {"page": page, "listed": listed, "can_edit": can_edit}
    return render(request, "assessments/system_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Adds a system; returns its page."""
    company = company_of(request)
    form = SystemForm(request.POST or None, initial={"kind": System.Kind.APPLICATION})
    if request.method == "POST" and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("name", "kind", "description")}
        try:
            system = actions.create_system(
                company=company, facts=form.facts(), by=actor(request), at=timezone.now(), **data
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is added. Name its version next.") % system)
            return redirect(system)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "company": company}
    return render(request, "assessments/system_form.html", context, status=status)


@require_safe
def system(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns all that is known of a system, in plain words."""
    found = load(request, Action.VIEW, pk=pk)
    today = timezone.localdate()
    context = {
        **head(request, found, current="overview"),
        "versions": found.versions.all()[:SHOWN],
        "parties": found.system_parties.select_related("party")[:PAGE],
        "assessments": found.assessments.for_lists()[:PAGE],
        "lines": [line(moment, today=today) for moment in found.moments.open().by_day()[:SHOWN]],
        "groups": found.groups.all(),
    }
    return render(request, "assessments/system.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Changes what is known of a system; 409 with both texts when someone saved first."""
    found = load(request, Action.EDIT, pk=pk)
    form = SystemForm(request.POST or None, initial=typed_system(found))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = _revise(request, found, form)
        except Stale as stale:
            conflict = conflict_versions(form, typed_system(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(saved)
    status = 409 if conflict is not None else 422 if request.method == "POST" else 200
    context = {
        **head(request, found, current="overview", inside=True),
        "form": form,
        "conflict": conflict,
        "company": found.company,
    }
    return render(request, "assessments/system_form.html", context, status=status)


def head(request: HttpRequest, found: System, *, current: str, inside: bool = False) -> dict[str, Any]:
    """Returns what every page of a system shows."""
    return {
        "system": found,
        "tabs": system_tabs(found, current=current, inside=inside),
        "can_edit": access.can(request.user, Action.EDIT, found),
    }


def _revise(request: HttpRequest, found: System, form: SystemForm) -> System:
    data = form.cleaned_data
    return actions.revise_system(
        system=found,
        name=data["name"],
        kind=data["kind"],
        description=data["description"],
        facts=form.facts(),
        expected_version=data["version"] or 0,
        by=actor(request),
        at=timezone.now(),
    )
