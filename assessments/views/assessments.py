"""The list of assessments, opening one, its overview and its details."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.completeness import check
from assessments.conflicts import conflict_versions, with_version
from assessments.facts import facts
from assessments.findings import reader, report
from assessments.forms import AssessmentDetailsForm, AssessmentForm
from assessments.models import Assessment, Moment
from assessments.readers import readers
from assessments.register import drawn, first_rows
from assessments.severity import GRAVE
from assessments.tabs import tabs
from assessments.views.transfer import may_duplicate
from hrdd.accounts.actor import actor
from hrdd.accounts.models import Organisation
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from taxonomy.models import Edition

PAGE = 25
MOST_SEVERE = 5
# What the details hold; a new version is named there and becomes the version of the system.
SAVED = ("title", "moment", "system_version")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Returns the assessments she can see, newest first."""
    visible = Assessment.objects.visible_to(request.user)
    page = Paginator(visible.for_lists(), PAGE).get_page(request.GET.get("page"))
    counts = Assessment.objects.filter(pk__in=[a.pk for a in page]).with_risk_counts().in_bulk()
    listed = [(assessment, counts[assessment.pk]) for assessment in page]
    context = {"page": page, "listed": listed, "can_open": _may_open(request)}
    return render(request, "assessments/assessment_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Opens an assessment of a known or a new system; returns its (empty) register."""
    company = company_of(request)
    form = AssessmentForm(request.POST or None, company_id=company.pk, initial=_begun(request, company))
    if request.method == "POST" and form.is_valid():
        try:
            assessment = _open(form, company, request)
        except Refused as refusal:
            _place(form, refusal)
        else:
            return redirect("assessments:register", pk=assessment.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "company": company}
    return render(request, "assessments/assessment_new.html", context, status=status)


@require_safe
def overview(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the severity profile, the most severe risks, and what waits."""
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=Assessment.objects.for_lists())
    categories = list(assessment.edition.categories.all())
    today = timezone.localdate()
    known = facts(assessment, on=today)
    told = report(assessment, check(known, on=today), to=reader(request.user, assessment))
    counted = Counter((risk.inherent.band, risk.category) for risk in known.risks)
    closed = {category.subject.key for category in known.categories if category.is_closed}
    profile = drawn(assessment, categories, counted, closed=closed)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="overview"),
        "profile": profile,
        "total": len(known.risks),
        "severe": sum(risk.inherent.band >= GRAVE for risk in known.risks),
        "rows": first_rows(assessment.risks.standing(), MOST_SEVERE, user=request.user),
        "report": told,
        "can_edit": access.can(request.user, Action.EDIT, assessment),
        "can_export": access.can(request.user, Action.EXPORT, assessment),
        "can_duplicate": may_duplicate(request, assessment),
        "readers": readers(assessment),
    }
    return render(request, "assessments/overview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: str) -> HttpResponse:
    """Changes title, moment, and the version of the system it looks at."""
    rows = Assessment.objects.for_lists()
    assessment = access.get(Assessment, request.user, Action.CHANGE_DETAILS, pk=pk, rows=rows)
    initial = {name: getattr(assessment, name) for name in (*SAVED, "version")}
    form = AssessmentDetailsForm(
        request.POST or None, initial=initial, system=assessment.system, chosen=assessment.system_version
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            _revise(assessment, form, request)
        except Stale as stale:
            conflict = conflict_versions(form, {n: _saved(stale.current, n) for n in SAVED})
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            form.add_error("new_version" if "name" in refusal.fields else None, refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect(assessment)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="overview", inside=True),
        "form": form,
        "conflict": conflict,
    }
    status = 409 if conflict is not None else 422 if form.is_bound else 200
    return render(request, "assessments/details.html", context, status=status)


def _saved(assessment: Assessment, name: str) -> object:
    """Returns a saved value as the form would have been filled in."""
    value = getattr(assessment, name)
    return getattr(value, "pk", value)


def _revise(assessment: Assessment, form: AssessmentDetailsForm, request: HttpRequest) -> None:
    data = form.cleaned_data
    actions.revise_assessment(
        assessment=assessment,
        title=data["title"],
        moment=data["moment"],
        system_version=data["system_version"],
        new_version=data["new_version"].strip(),
        expected_version=data["version"],
        by=actor(request),
        at=timezone.now(),
    )


@transaction.atomic
def _open(form: AssessmentForm, company: Organisation, request: HttpRequest) -> Assessment:
    data, by, now = form.cleaned_data, actor(request), timezone.now()
    system = data["system"] or actions.create_system(
        company=company,
        name=data["system_name"].strip(),
        kind=data["system_kind"] or "application",
        description=data["system_description"],
        by=by,
        at=now,
    )
    version, answered = data["system_version"], [data["answers"]] if data["answers"] else []
    if name := data["new_version"].strip():
        # The moment that a new version proposes is this one: the assessment that is being opened.
        version = actions.add_system_version(system=system, name=name, by=by, at=now)
        answered.append(actions.propose_for_version(version=version, by=by, at=now))
    assessment = actions.create_assessment(
        system=system,
        edition=data["edition"],
        title=data["title"],
        moment=data["moment"],
        system_version=version,
        by=by,
        at=now,
    )
    for moment in answered:
        actions.answer_moment(moment=moment, assessment=assessment, by=by, at=now)
    return assessment


def _begun(request: HttpRequest, company: Organisation) -> dict[str, Any]:
    """Returns what the address says of the new assessment: its system, or the moment it answers."""
    initial: dict[str, Any] = {"edition": Edition.objects.default()}
    if wanted := as_id(request.GET.get("moment")):
        moment = Moment.objects.open().filter(company=company, pk=wanted).select_related("system").first()
        if moment:
            initial |= {"answers": moment, "system": moment.system, "moment": moment.what}
    elif wanted := as_id(request.GET.get("system")):
        initial["system"] = wanted
    return initial


def as_id(text: str | None) -> UUID | None:
    """Returns the id that the text is; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _place(form: AssessmentForm, refusal: Refused) -> None:
    """Puts a refused name where the form asks for it: a version's, or a new system's."""
    asked = "system_name" if form.cleaned_data["system"] is None else "new_version"
    form.add_error(asked if "name" in refusal.fields else None, refusal.message)


def _may_open(request: HttpRequest) -> bool:
    return bool(company_ids(actor(request), Action.EDIT))


def company_of(request: HttpRequest) -> Organisation:
    """Returns the company for which she may write; raises PermissionDenied without one."""
    able = company_ids(actor(request), Action.EDIT)
    if not able:
        raise PermissionDenied(_("Only analysts of a company add systems and open assessments."))
    return Organisation.objects.get(pk=able[0])
