"""The log: the list of engagements, opening one, its record, and the steps of its form."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.accounts.models import Organisation
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders import actions
from stakeholders.came_of_it import came_of_it
from stakeholders.confidentiality import Level
from stakeholders.forms import HeadcountForm, PartForm, new_engagement_form, part_form
from stakeholders.models import Engagement
from stakeholders.parts import PARTS
from stakeholders.steps import steps
from stakeholders.tabs import log_tabs
from stakeholders.views.on_engagement import levels, load, page

PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the engagements she may know of, the latest first."""
    visible = Engagement.objects.visible_to(request.user)
    found = Paginator(visible.for_lists(), PAGE).get_page(request.GET.get("page"))
    person = actor(request)
    context = {
        "page": found,
        "can_open": bool(company_ids(person, Action.LOG)),
        "tabs": log_tabs(person, current="engagements"),
    }
    return render(request, "stakeholders/engagement_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Opens an engagement; returns its record."""
    company = company_of(request)
    initial = {"assessment": request.GET.get("assessment", "")}
    form = new_engagement_form()(request.POST or None, company=company, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_engagement(
                company=company, facts=form.answers(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is opened. Go on with what people are told.") % opened.reference)
            return redirect(opened)
    status = 422 if form.is_bound else 200
    context = {"form": form, "company": company}
    return render(request, "stakeholders/engagement_new.html", context, status=status)


@require_safe
def engagement(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the record as far as it is known, and what is still missing."""
    found = load(request, Action.VIEW, pk=pk)
    able = levels(request.user, found)
    context = {
        "steps": steps(found),
        "participations": found.participations.select_related("group"),
        "came": came_of_it(found, request.user, levels=able) if Level(found.level) in able else None,
    }
    return page(request, found, "engagement", context, current="record")


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: str, part: str) -> HttpResponse:
    """Changes one step of the form; on record that is a correction. 409 when someone saved first."""
    if part not in PARTS:
        raise Http404
    found = load(request, Action.LOG, pk=pk)
    form = part_form(part)(request.POST or None, instance=found, company=found.company)
    context: dict[str, Any] = {"form": form, "step": steps(found)[part]}
    if request.method == "POST" and form.is_valid():
        try:
            _revise(request, found, form)
        except Stale as stale:
            theirs = {name: getattr(stale.current, name) for name in PARTS[part]}
            shown = {name: getattr(value, "pk", value) for name, value in theirs.items()}
            context["conflict"] = conflict_versions(form, shown)
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    status = 409 if "conflict" in context else 422 if form.is_bound else 200
    return page(request, found, "engagement_step", context, current="record", inside=True, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def participants(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns how many people of each group took part, with a form to count another."""
    action = Action.LOG if request.method == "POST" else Action.READ_INTERNAL
    found = load(request, action, pk=pk)
    form = HeadcountForm(request.POST or None, engagement=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.count_participants(
                engagement=found, headcount=form.headcount(), by=actor(request), at=timezone.now(),
                reason=form.cleaned_data.get("reason", ""),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("stakeholders:participants", pk=found.pk)
    context = {
        "form": form, "participations": found.participations.select_related("group"), "steps": steps(found),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return page(request, found, "participants", context, current="people", status=status)


@require_POST
def recording(request: HttpRequest, pk: str) -> HttpResponse:
    """Puts the engagement on record; names what is missing, with status 422."""
    found = load(request, Action.LOG, pk=pk)
    gaps: dict[str, list[str]] = {}
    try:
        actions.put_on_record(
            engagement=found, expected_version=found.version, by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        gaps = {name: list(said) for name, said in refusal.fields.items()} or {"": [refusal.message]}
    except Stale:
        gaps = {"": [_("Someone else saved this meanwhile. Read it again first.")]}
    else:
        messages.success(request, _("It is on record. From now on a change is a correction with a reason."))
        return redirect(found)
    context = {
        "steps": steps(found), "gaps": [line for said in gaps.values() for line in said],
        "participations": found.participations.select_related("group"),
    }  # fmt: skip
    return page(request, found, "engagement", context, current="record", status=422)


def company_of(request: HttpRequest, action: Action = Action.LOG) -> Organisation:
    """Returns the company for which she may write; 404 for people of no company, 403 without the role."""
    if not company_ids(actor(request)):
        raise Http404
    able = company_ids(actor(request), action)
    if not able:
        raise PermissionDenied(_("Only engagement leads of a company write in its log."))
    return Organisation.objects.get(pk=able[0])


def _revise(request: HttpRequest, found: Engagement, form: PartForm) -> Engagement:
    data = form.cleaned_data
    return actions.revise_engagement(
        engagement=found,
        new=form.answers(),
        expected_version=data["version"] or 0,
        reason=data.get("reason", ""),
        by=actor(request),
        at=timezone.now(),
    )
