"""What she has typed and not saved: kept while she types, offered when she comes back, seen by her only."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.conflicts import in_words
from assessments.forms import RiskForm
from assessments.models import Assessment, Draft, Risk
from assessments.severity import DIMENSIONS
from assessments.tabs import tabs
from assessments.views.beginnings import KEPT, as_uuid
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused
from hrdd.lib.models import new_id
from hrdd.lib.numbers import whole_number
from hrdd.sharing import access
from hrdd.sharing.policy import Action

# To read: what it is about first, then the ratings, each with its reason.
RATINGS = [part for name in DIMENSIONS for part in (name, f"{name}_reason")]
READ = [*(name for name in KEPT if name not in (*RATINGS, "example")), *RATINGS]


@require_POST
def keep(request: HttpRequest, pk: str, risk_pk: str | None = None) -> HttpResponse:
    """Keeps what stands in the form now; says 409 when somebody saved the risk meanwhile, and keeps it."""
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk)
    risk = get_object_or_404(Risk, assessment=assessment, pk=risk_pk) if risk_pk else None
    version = whole_number(request.POST.get("version", ""))
    try:
        draft = actions.keep_draft(
            assessment=assessment,
            risk=risk,
            key=as_uuid(request.POST.get("draft", "")) or new_id(),
            data={name: request.POST.getlist(name) for name in KEPT if name in request.POST},
            based_on_version=version if risk else None,
            continues=as_uuid(request.POST.get("continues", "")),
            by=actor(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        return JsonResponse({"message": refusal.message}, status=422)
    if "X-Autosave" not in request.headers:
        return _kept_for_later(request, assessment)
    kept = {
        "saved_at": time_format(timezone.localtime(draft.saved_at), "H:i"),
        "draft": str(draft.key),
    }
    if risk is not None and risk.version != version:
        return JsonResponse({**kept, "message": _overtaken(risk), "url": risk.get_absolute_url()}, status=409)
    return JsonResponse(kept)


@require_safe
def draft(request: HttpRequest, pk: str, draft_pk: str) -> HttpResponse:
    """Returns her text to read, also while the assessment cannot be changed; 404 for everybody else."""
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=Assessment.objects.for_lists())
    found = _own(request, assessment, draft_pk)
    form = RiskForm(assessment=assessment)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "draft": found,
        "risk": found.risk,
        "said": [(_label(form, name), words) for name in READ if (words := _in_words(form, found, name))],
        "can_edit": access.can(request.user, Action.EDIT, assessment),
    }
    return render(request, "assessments/draft.html", context)


@require_POST
def removal(request: HttpRequest, pk: str, draft_pk: str) -> HttpResponse:
    """Throws her text away; returns the form it belonged to, as it is saved."""
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk)
    found = _own(request, assessment, draft_pk)
    actions.drop_drafts(assessment=assessment, keys=[found.key], by=actor(request), at=timezone.now())
    messages.success(request, _("Your unsaved text is thrown away."))
    if not access.can(request.user, Action.EDIT, assessment):
        return redirect("assessments:register", pk=pk)
    if found.risk_id:
        return redirect("assessments:risk_edit", pk=pk, risk_pk=found.risk_id)
    return redirect("assessments:risk_new", pk=pk)


def _own(request: HttpRequest, assessment: Assessment, draft_pk: str) -> Draft:
    mine = Draft.objects.of(request.user).select_related("risk")
    return get_object_or_404(mine, assessment=assessment, pk=draft_pk)


def _label(form: RiskForm, name: str) -> str:
    """Returns what a field is called; a reason says of which measure it is the reason."""
    label = str(form[name].label)
    measure = name.removesuffix("_reason")
    return f"{form[measure].label}: {label}" if name != measure and measure in DIMENSIONS else label


def _in_words(form: RiskForm, found: Draft, name: str) -> str:
    texts: Any = [text for text in found.data.get(name, ()) if text]
    if name not in form.fields or not texts:
        return ""
    return in_words(form[name], texts if len(texts) > 1 else texts[0])


def _overtaken(risk: Risk) -> str:
    return _(
        "%(who)s saved %(reference)s while you were writing. Your text is kept. When you save, you see both "
        "and choose."
    ) % {"who": risk.updated_by.name, "reference": risk.reference}


def _kept_for_later(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Returns the register, for those whose browser runs no script and who press a button instead."""
    messages.success(
        request, _("Your text is kept, and only you can see it. Open the form again to continue with it.")
    )
    return redirect("assessments:register", pk=assessment.pk)
