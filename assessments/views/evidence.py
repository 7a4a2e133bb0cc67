"""What a risk rests on: evidence for the rating and against it, each in sight, each file a download."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions
from assessments.files import hand_over
from assessments.forms import EvidenceForm, RemovalForm, RevisionForm, WeightForm
from assessments.forms.evidence import typed_evidence
from assessments.meanwhile import both, of_evidence, shown
from assessments.models import Risk, RiskEvidence
from assessments.views.on_risk import clash, for_posting, load_risk, page, status_of
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.evidence.scan import is_configured
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns the evidence, for and against, with a form to add to it."""
    risk = load_risk(request, for_posting(request), pk=pk, risk_pk=risk_pk)
    form = EvidenceForm(
        request.POST or None, request.FILES or None, initial={"read_on": timezone.localdate()}
    )
    weight = WeightForm(request.POST or None)
    if request.method == "POST" and form.is_valid() & weight.is_valid():
        try:
            added = actions.add_risk_evidence(
                risk=risk, entry=form.entry(), weight=weight.weight(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _said(added))
            return _back(risk)
    context = {"form": form, "weight": weight, "scanned": is_configured(), **sides(risk)}
    return page(request, risk, "evidence_list", context, status=status_of({}, form, weight))


@require_http_methods(["GET", "HEAD", "POST"])
def evidence(request: HttpRequest, pk: str, risk_pk: str, evidence_pk: str) -> HttpResponse:
    """Returns one piece with digest, source and dates; what is said about it can be said better."""
    risk, link = _load(request, for_posting(request), pk, risk_pk, evidence_pk)
    typed = typed_evidence(link)
    form = RevisionForm(request.POST or None, initial=typed)
    weight = WeightForm(request.POST or None, initial=typed)
    context: dict[str, Any] = {"form": form, "weight": weight, "link": link, "evidence": link.evidence}
    if request.method == "POST" and form.is_valid() & weight.is_valid():
        try:
            actions.revise_risk_evidence(
                link=link, details=form.details(), weight=weight.weight(),
                expected_version=form.cleaned_data["version"], by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            saved = typed_evidence(stale.current)
            both = clash(form, saved)["conflict"] + clash(weight, saved)["conflict"]
            context |= {"conflict": both}
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return _back(risk)
    return page(request, risk, "evidence_detail", context, status=status_of(context, form, weight))


@require_safe
def file(request: HttpRequest, pk: str, risk_pk: str, evidence_pk: str) -> FileResponse:
    """Returns the file as a download, and writes down who took it."""
    _risk, link = _load(request, Action.VIEW, pk, risk_pk, evidence_pk)
    return hand_over(request, link)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, risk_pk: str, evidence_pk: str) -> HttpResponse:
    """Removes a piece for good; the reason stays in the log. 409 and both states when it was changed."""
    risk, link = _load(request, Action.EDIT, pk, risk_pk, evidence_pk)
    form = RemovalForm(request.POST or None)
    context = {"form": form, "link": link, "version": link.version, **shown(of_evidence(link))}
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_risk_evidence(
                link=link, reason=form.cleaned_data["reason"],
                expected_version=whole_number(request.POST.get("version", "")), by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            now = stale.current
            context |= {"link": now, "version": now.version, **both(request, of_evidence(now))}
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is removed. Why it was removed stays in the log."))
            return _back(risk)
    return page(request, risk, "evidence_remove", context, status=status_of(context, form))


def sides(risk: Risk) -> dict[str, Any]:
    """Returns the evidence for how a risk is judged and the evidence against, each as a list."""
    links = list(risk.evidence_links.in_full())
    return {
        "supporting": [link for link in links if not link.is_against],
        "countering": [link for link in links if link.is_against],
    }


def _load(
    request: HttpRequest, action: Action, pk: str, risk_pk: str, evidence_pk: str
) -> tuple[Risk, RiskEvidence]:
    risk = load_risk(request, action, pk=pk, risk_pk=risk_pk)
    link: RiskEvidence = get_object_or_404(risk.evidence_links.in_full(), evidence=evidence_pk)
    link.risk = risk
    return risk, link


def _said(link: RiskEvidence) -> str:
    if link.is_against:
        return _("It stands beside the rating now. The rating has to be looked at again.")
    return _("It is added.")


def _back(risk: Risk) -> HttpResponse:
    return redirect(f"{risk.get_absolute_url()}#evidence")
