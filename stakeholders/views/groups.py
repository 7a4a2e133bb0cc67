"""The register of groups: the list, one group, adding and changing one."""

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
from stakeholders.forms import GroupForm
from stakeholders.forms.groups import typed_group
from stakeholders.models import StakeholderGroup
from stakeholders.tabs import log_tabs
from stakeholders.views.engagements import company_of

PAGE = 25
SHOWN = 10


def load_group(request: HttpRequest, action: Action, *, pk: str) -> StakeholderGroup:
    """Returns the group, on which the action must be allowed; 404 or 403 otherwise."""
    rows = StakeholderGroup.objects.for_lists()
    found: StakeholderGroup = access.get(StakeholderGroup, request.user, action, pk=pk, rows=rows)
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the groups of her company, those nearest to the harm first; 404 for people of no company."""
    if not company_ids(actor(request)):
        raise Http404
    visible = StakeholderGroup.objects.visible_to(request.user).for_lists()
    page = Paginator(visible, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "can_log": bool(company_ids(actor(request), Action.LOG)),
        "tabs": log_tabs(request.user, current="groups"),
    }
    return render(request, "stakeholders/group_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Adds a group; returns its page."""
    company = company_of(request)
    form = GroupForm(request.POST or None, company_id=company.pk)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.create_group(
                company=company, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s: added. Say next how somebody of them can be reached.") % group)
            return redirect(group)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "company": company}
    return render(request, "stakeholders/group_form.html", context, status=status)


@require_safe
def group(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what is known of a group, in plain words."""
    found = load_group(request, Action.VIEW, pk=pk)
    planned = found.planned.select_related("assessment").order_by("-planned_on", "id")[:SHOWN]
    context = {
        "group": found,
        "groups": found.groups.all(),
        "rights": found.rights.all(),
        "systems": found.systems.all(),
        "planned": planned,
        "contact_count": found.contacts.count(),
        "can_log": access.can(request.user, Action.LOG, found),
        "can_read_contacts": access.can(request.user, Action.READ_INTERNAL, found),
    }
    return render(request, "stakeholders/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Changes what is known of a group; 409 with both texts when someone saved first."""
    found = load_group(request, Action.LOG, pk=pk)
    form = GroupForm(request.POST or None, initial=typed_group(found), company_id=found.company_id)
    context: dict[str, Any] = {"form": form, "group": found, "company": found.company}
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_group(
                group=found, entry=form.entry(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_group(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    status = 409 if "conflict" in context else 422 if request.method == "POST" else 200
    return render(request, "stakeholders/group_form.html", context, status=status)
