"""Who else in the value chain is involved, how, and what that asks of the company."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.actors import involved
from assessments.conflicts import choose, conflict_versions, with_version
from assessments.duties import OTHERS_NOTES, duty_in_words
from assessments.forms import ActorForm, JudgementForm, typed_judgement
from assessments.meanwhile import of_involvement
from assessments.models import Involvement, Party, Risk
from assessments.views.judging import page, removal_page, status_of
from assessments.views.risks import load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Returns everyone involved with what was judged before; adds an actor to them."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    assessment, risk = load(request, action, pk=pk, risk_pk=risk_pk)
    can_edit = bool(access.can(request.user, Action.EDIT, assessment))
    form = ActorForm(request.POST or None, assessment=assessment, risk=risk) if can_edit else None
    if form is not None and form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            actions.judge_involvement(
                risk=risk, party=data["party"], name=data["name"], judgement=form.judgement(),
                expected_version=0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Saved. It says what we must do; severity and rank stay as they were.")
            )
            return redirect("assessments:involvements", pk=pk, risk_pk=risk_pk)
    more = {
        "form": form,
        "can_edit": can_edit,
        "involved": involved(risk),
        "duty": duty_in_words(risk.involvement),
        "others_notes": OTHERS_NOTES,
    }
    return page(request, "involvements", assessment, risk, status=status_of(form) if form else 200, **more)


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, pk: str, risk_pk: str, party_pk: str) -> HttpResponse:
    """Judges an actor anew; the judgement before stays as history. 409 when someone judged first."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    last, party = find(risk, party_pk)
    data = choose(request.POST, typed_judgement(last)) if request.method == "POST" else None
    form, conflict = JudgementForm(data, initial=typed_judgement(last)), None
    if data is not None and form.is_valid():
        try:
            actions.judge_involvement(
                risk=risk, party=party, judgement=form.judgement(),
                expected_version=form.cleaned_data["version"] or -1, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            conflict = conflict_versions(form, typed_judgement(stale.current))
            form.data = with_version(form.data, stale.current.version if stale.current else 0)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, _("Saved. It says what we must do; severity and rank stay as they were.")
            )
            return redirect("assessments:involvements", pk=pk, risk_pk=risk_pk)
    more: dict[str, Any] = {"form": form, "judged": last, "conflict": conflict, "others_notes": OTHERS_NOTES}
    return page(request, "involvement", assessment, risk, status=status_of(form, conflict), **more)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, risk_pk: str, party_pk: str) -> HttpResponse:
    """Takes an actor off the risk, with a reason; how it was judged stays as history."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    last, party = find(risk, party_pk)
    return removal_page(
        request, assessment, risk, row=last, facts=of_involvement,
        title=_("Take %(actor)s off this risk") % {"actor": last.actor},
        said=_("How it was judged stays in the history. Severity and rank stay as they are."),
        remove=lambda reason, version: actions.end_involvement(
            risk=risk, party=party, reason=reason, expected_version=version, by=actor(request),
            at=timezone.now(),
        ),
        done=lambda: messages.success(request, _("%s is taken off this risk.") % last.actor),
    )  # fmt: skip


def find(risk: Risk, party_pk: str) -> tuple[Involvement, Party]:
    """Returns the judgement in force of another actor of this risk, and the actor; 404 otherwise."""
    rows = risk.involvements.in_force().of_others().select_related("party", "judged_by")
    found: Involvement = get_object_or_404(rows, party=party_pk)
    found.risk = risk
    if found.party is None:
        raise Http404
    return found, found.party
