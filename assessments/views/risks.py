"""One risk: reading, recording, revising, and where it would rank."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions, register, set_aside, since
from assessments.anchors import ANCHORS, QUESTIONS
from assessments.conflicts import choose, conflict_versions, with_version
from assessments.duties import DUTY_NOTES
from assessments.forms import RiskForm, typed
from assessments.judged import judged_context
from assessments.models import Assessment, Risk
from assessments.readers import readers
from assessments.reasons import why_band, why_band_of
from assessments.severity import Nature
from assessments.spread import deciding_for, spread
from assessments.tabs import tabs
from assessments.views.beginnings import Beginning, beginning, copy_of, keys, unsaved, window
from hrdd.accounts.actor import actor
from hrdd.discussions.models import Thread
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action


def load(request: HttpRequest, action: Action, *, pk: str, risk_pk: str) -> tuple[Assessment, Risk]:
    """Returns a risk through its assessment, on which the action must be allowed; 404 or 403 otherwise."""
    loaded = Assessment.objects.for_lists().with_version_before()
    assessment = access.get(Assessment, request.user, action, pk=pk, rows=loaded)
    return assessment, get_object_or_404(Risk.objects.in_full(), assessment=assessment, pk=risk_pk)


@require_safe
def risk(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns the risk with the reason for its place, all ratings side by side, and the comments."""
    assessment, found = load(request, Action.VIEW, pk=pk, risk_pk=risk_pk)
    return render(request, "assessments/risk.html", risk_context(request, assessment, found))


def risk_context(request: HttpRequest, assessment: Assessment, found: Risk) -> dict[str, Any]:
    """Returns what the risk page shows; also used when a comment on it is refused."""
    rank, why = register.reasons([found], among=assessment.risks.standing())[found.pk]
    threads = Thread.objects.readable_by(actor(request)).filter(risk_thread__risk=found).in_full()
    return {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": found,
        "rank": rank,
        "why": why,
        "why_band": why_band_of(found),
        **judged_context(found),
        "threads": list(threads),
        "reviewer_ratings": [r for r in found.ratings.all() if r.side == r.Side.REVIEWER],
        "readers": readers(assessment),
        "speaks_for": access.acts_for(actor(request), assessment),
        "can_edit": access.can(request.user, Action.EDIT, assessment),
        "can_rate": access.can(request.user, Action.RATE, assessment),
        "can_comment": access.can(request.user, Action.COMMENT, assessment),
        **since.of_risk(assessment, found),
        **set_aside.what_happened(found, today=timezone.localdate()),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, pk: str) -> HttpResponse:
    """Records a risk; returns the register at its row."""
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=Assessment.objects.for_lists())
    start = beginning(request, assessment)
    form = RiskForm(_typed_in(request), assessment=assessment, initial=start.initial)
    if "preview" in request.POST:
        return _form_page(request, assessment, form, None, start, looking=True)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.record_risk(
                assessment=assessment,
                entry=form.entry(),
                example=start.example,
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _to_register(request, assessment, new)
    return _form_page(request, assessment, form, None, start)


@require_safe
def copy(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns the form of a new risk, filled with everything this one says."""
    assessment, found = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    start = copy_of(found)
    return _form_page(
        request, assessment, RiskForm(assessment=assessment, initial=start.initial), None, start
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Revises a risk; when someone saved first, returns a page with both versions and status 409."""
    assessment, found = _load_to_edit(request, pk=pk, risk_pk=risk_pk)
    data = _typed_in(request)
    if data is not None and any(name.startswith("keep_") for name in data):
        data = choose(data, typed(Risk.objects.in_full().get(pk=found.pk)))
    start = beginning(request, assessment, found)
    form = RiskForm(data, assessment=assessment, initial=start.initial)
    conflict = None
    if "preview" in request.POST:
        return _form_page(request, assessment, form, found, start, looking=True)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.revise_risk(
                risk=found,
                entry=form.entry(),
                expected_version=form.cleaned_data["version"] or 0,
                by=actor(request),
                at=timezone.now(),
            )
        except Stale:
            saved_meanwhile = Risk.objects.in_full().get(pk=found.pk)
            conflict = conflict_versions(form, typed(saved_meanwhile))
            form.data = with_version(form.data, saved_meanwhile.version)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _to_register(request, assessment, saved)
    return _form_page(request, assessment, form, found, start, conflict=conflict)


def _load_to_edit(request: HttpRequest, *, pk: str, risk_pk: str) -> tuple[Assessment, Risk]:
    """Returns the risk in full for the form; what is posted over it needs no more than its row."""
    if request.method != "POST":
        return load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=Assessment.objects.for_lists())
    return assessment, get_object_or_404(Risk, assessment=assessment, pk=risk_pk)


@require_POST
def preview(request: HttpRequest, pk: str, risk_pk: str | None = None) -> HttpResponse:
    """Returns the fragment that says where the rating typed so far would rank."""
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
    rows = Risk.objects.prefetch_related("group_ratings__group")
    found = get_object_or_404(rows, assessment=assessment, pk=risk_pk) if risk_pk else None
    form = RiskForm(_typed_in(request), assessment=assessment)
    return render(request, "assessments/risk_form.html#preview", _preview(assessment, form, found))


def _typed_in(request: HttpRequest) -> QueryDict | None:
    """Returns what was posted; likelihood is hidden once a risk has happened, so a leftover is not held
    against her."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if data.get("nature") == Nature.ACTUAL:
        data.pop("likelihood", None)
    return data


def _preview(assessment: Assessment, form: RiskForm, found: Risk | None) -> Mapping[str, Any]:
    own = form.severity if form.is_bound else found.own_severity if found else None
    if own is None:
        return {"preview": None}
    severity, group = deciding_for(found, own) if found else (own, "")
    reason = why_band(severity, group=group)
    return {"preview": register.preview(assessment, severity, risk=found, reason=reason)}


def _form_page(
    request: HttpRequest,
    assessment: Assessment,
    form: RiskForm,
    found: Risk | None,
    start: Beginning,
    *,
    conflict: list[Any] | None = None,
    looking: bool = False,
) -> HttpResponse:
    shown = _preview(assessment, form, found)
    if looking:
        form.errors.clear()
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "form": form,
        "risk": found,
        "conflict": conflict,
        "anchors": ANCHORS,
        "questions": QUESTIONS,
        "duty_notes": DUTY_NOTES,
        "marks": spread(found) if found else [],
        "readers": readers(assessment),
        "start": start,
        "unsaved": unsaved(request, assessment, found, start),
        **window(request, start),
        **shown,
    }
    status = 409 if conflict is not None else 422 if form.is_bound and form.errors else 200
    return render(request, "assessments/risk_form.html", context, status=status)


def _to_register(request: HttpRequest, assessment: Assessment, saved: Risk) -> HttpResponse:
    """Returns the register page on which the risk stands, with the rank in a message.

    What she had not saved of this form until now is in the risk, so her draft goes.
    """
    if gone := keys(request):
        actions.drop_drafts(assessment=assessment, keys=gone, by=actor(request), at=timezone.now())
    place = assessment.risks.standing().places([saved.pk]).get(saved.pk)
    if place is None:
        messages.success(
            request, _("%(reference)s is saved. It stays closed.") % {"reference": saved.reference}
        )
        return redirect(saved)
    messages.success(
        request,
        _("%(reference)s is saved. It stands at rank %(rank)s.")
        % {"reference": saved.reference, "rank": place.rank},
    )
    page = (place.rank - 1) // 25 + 1
    response = redirect("assessments:register", pk=assessment.pk)
    response["Location"] += f"?page={page}#{saved.reference}" if page > 1 else f"#{saved.reference}"
    return response
