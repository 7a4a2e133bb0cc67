"""Closing, deferring and reopening a risk, and the approver's answer where one is needed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions
from assessments.forms import AnswerForm, DecisionForm
from assessments.meanwhile import both, of_decision, shown
from assessments.models import Risk, RiskDecision
from assessments.setting_aside import APPROVER_FROM
from assessments.views.on_risk import for_posting, load_risk, page, status_of
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action

ANSWERS = {"approval": actions.approve_decision, "refusal": actions.decline_decision}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns all decisions about a risk, with a form for the next one."""
    risk = load_risk(request, for_posting(request), pk=pk, risk_pk=risk_pk)
    form = DecisionForm(request.POST or None, risk=risk, by=actor(request))
    if request.method == "POST" and form.is_valid():
        try:
            decision = actions.decide_standing(
                risk=risk, **form.decision(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _said(decision))
            return redirect(f"{risk.get_absolute_url()}#standing")
    return _list(request, risk, form, status=status_of({}, form))


def _list(request: HttpRequest, risk: Risk, form: DecisionForm, *, status: int, **more: Any) -> HttpResponse:
    found = list(risk.decisions.select_related("decided_by", "approver").order_by("-decided_at", "-id"))
    context = {
        "form": form,
        "decisions": found,
        "waiting": next((decision for decision in found if decision.is_waiting), None),
        "is_grave": risk.band >= APPROVER_FROM,
        **more,
    }
    return page(request, risk, "decision_list", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, pk: str, risk_pk: str, decision_pk: str) -> HttpResponse:
    """Approves a decision that waits for her."""
    return _answer(request, pk, risk_pk, decision_pk, answer="approval")


@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: HttpRequest, pk: str, risk_pk: str, decision_pk: str) -> HttpResponse:
    """Declines a decision that waits for her."""
    return _answer(request, pk, risk_pk, decision_pk, answer="refusal")


@require_POST
def withdrawal(request: HttpRequest, pk: str, risk_pk: str, decision_pk: str) -> HttpResponse:
    """Takes a proposed decision back, so that another one can be taken; 409 when it was answered first."""
    risk, decision = _load(request, Action.EDIT, pk, risk_pk, decision_pk)
    version = whole_number(request.POST.get("version", ""))
    try:
        actions.withdraw_decision(
            decision=decision, expected_version=version, by=actor(request), at=timezone.now()
        )
    except Stale as stale:
        form = DecisionForm(risk=stale.current.risk, by=actor(request))
        state = both(request, of_decision(stale.current))
        return _list(request, risk, form, status=409, meanwhile=state["meanwhile"])
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The decision is withdrawn."))
    return redirect("assessments:decisions", pk=pk, risk_pk=risk.pk)


def _answer(request: HttpRequest, pk: str, risk_pk: str, decision_pk: str, *, answer: str) -> HttpResponse:
    risk, decision = _load(request, Action.APPROVE, pk, risk_pk, decision_pk)
    form = AnswerForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "decision": decision, "version": decision.version}
    context |= {"answer": answer, **shown(of_decision(decision))}
    if request.method == "POST" and form.is_valid():
        try:
            answered = ANSWERS[answer](
                decision=decision, reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"], by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            decision = stale.current
            context |= {"decision": decision, "version": decision.version}
            context |= both(request, of_decision(decision))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _said(answered))
            return redirect(f"{risk.get_absolute_url()}#standing")
    context["is_mine"] = decision.is_waiting and decision.approver_id == request.user.pk
    return page(request, risk, "decision_answer", context, status=status_of(context, form))


def _load(
    request: HttpRequest, action: Action, pk: str, risk_pk: str, decision_pk: str
) -> tuple[Risk, RiskDecision]:
    risk = load_risk(request, action, pk=pk, risk_pk=risk_pk)
    rows = risk.decisions.select_related("decided_by", "approver")
    decision: RiskDecision = get_object_or_404(rows, pk=decision_pk)
    decision.risk = risk
    return risk, decision


def _said(decision: RiskDecision) -> str:
    match decision.state:
        case RiskDecision.State.WAITING:
            return _("The decision waits for %(name)s. Until then the risk stands as it stood.") % {
                "name": decision.approver
            }
        case RiskDecision.State.DECLINED:
            return _("You declined. The risk stands as it stood.")
        case _:
            return _("The decision is in force.")
