"""What groups were given so that they can take part: a company’s ledger, and the support of one group."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from stakeholders.forms import SupportForm
from stakeholders.forms.support import typed_support
from stakeholders.models import Initiative, Support
from stakeholders.tabs import log_tabs
from stakeholders.views.groups import load_group

PAGE = 25
NEXT = 5


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Returns what her company gave, with totals per kind and currency; 404 for people of no company."""
    companies = company_ids(actor(request), Action.READ_INTERNAL)
    if not companies:
        raise Http404
    given = Support.objects.of_companies(companies)
    context = {
        "tabs": log_tabs(request.user, current="support"),
        "page": Paginator(given, PAGE).get_page(request.GET.get("page")),
        "totals": [
            {**row, "kind": Support.Kind(row["kind"]).label}
            for row in Support.objects.filter(group__company__in=companies).totals()
        ],
        "initiatives": Initiative.objects.visible_to(request.user).for_lists()[:NEXT],
    }
    return render(request, "stakeholders/support_ledger.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what a group was given, with a form for those who may add to it."""
    action = Action.LOG if request.method == "POST" else Action.READ_INTERNAL
    group = load_group(request, action, pk=pk)
    form = SupportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_support(group=group, entry=form.entry(), by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:support", pk=group.pk)
    context = {
        "form": form,
        "group": group,
        "page": Paginator(group.support.all(), PAGE).get_page(request.GET.get("page")),
        "can_log": access.can(request.user, Action.LOG, group),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/support_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, pk: str, support_pk: str) -> HttpResponse:
    """Changes what a group was given; 409 with both texts when someone saved first."""
    group = load_group(request, Action.LOG, pk=pk)
    found = get_object_or_404(group.support, pk=support_pk)
    form = SupportForm(request.POST or None, initial=typed_support(found))
    context: dict[str, Any] = {"form": form, "group": group, "support": found}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_support(
                support=found, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_support(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:support", pk=group.pk)
    status = 409 if "conflict" in context else 422 if request.method == "POST" else 200
    return render(request, "stakeholders/support_edit.html", context, status=status)
