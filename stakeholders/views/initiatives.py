"""What a company does together with others: the list, one initiative, starting and changing one."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.forms import InitiativeForm
from stakeholders.forms.support import typed_initiative
from stakeholders.models import Initiative
from stakeholders.tabs import log_tabs
from stakeholders.views.engagements import company_of

PAGE = 25


def load_initiative(request: HttpRequest, action: Action, *, pk: str) -> Initiative:
    """Returns the initiative, on which the action must be allowed; 404 or 403 otherwise."""
    rows = Initiative.objects.for_lists()
    found: Initiative = access.get(Initiative, request.user, action, pk=pk, rows=rows)
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns what her company does with others, the next target first; 404 for people of no company."""
    if not company_ids(actor(request)):
        raise Http404
    found = Initiative.objects.visible_to(request.user).for_lists()
    context = {
        "tabs": log_tabs(request.user, current="initiatives"),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "can_log": bool(company_ids(actor(request), Action.LOG)),
        "today": timezone.localdate(),
    }
    return render(request, "stakeholders/initiative_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Starts an initiative; returns its page."""
    company = company_of(request)
    form = InitiativeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            started = actions.start_initiative(
                company=company, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(started)
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/initiative_form.html", {"form": form}, status=status)


@require_safe
def initiative(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns an initiative: with whom, what by when, and what came of it."""
    found = load_initiative(request, Action.VIEW, pk=pk)
    context = {
        "initiative": found,
        "can_log": access.can(request.user, Action.LOG, found),
        "is_late": not found.result and found.target_on < timezone.localdate(),
    }
    return render(request, "stakeholders/initiative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Changes an initiative; 409 with both texts when someone saved first."""
    found = load_initiative(request, Action.LOG, pk=pk)
    form = InitiativeForm(request.POST or None, initial=typed_initiative(found))
    context: dict[str, Any] = {"form": form, "initiative": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_initiative(
                initiative=found, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_initiative(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    status = 409 if "conflict" in context else 422 if request.method == "POST" else 200
    return render(request, "stakeholders/initiative_form.html", context, status=status)
