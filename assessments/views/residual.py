"""What stays with the measures in place, beside what the risk is without them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.conflicts import choose, conflict_versions, with_version
from assessments.forms import ResidualForm, typed_residual
from assessments.meanwhile import of_residual
from assessments.models import ResidualRating, Risk
from assessments.views.judging import page, removal_page, status_of
from assessments.views.risks import load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Keeps the residual rating; 409 with both versions when someone saved first. It moves no rank."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    theirs = typed_residual(in_force(risk), risk)
    data = choose(request.POST, theirs) if request.method == "POST" else None
    form, conflict = ResidualForm(data, risk=risk, initial=theirs), None
    if data is not None and form.is_valid():
        try:
            actions.rate_residual(
                risk=risk, grades=form.grades(), expected_version=form.cleaned_data["version"] or 0,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            conflict = conflict_versions(form, typed_residual(stale.current, risk))
            form.data = with_version(form.data, stale.current.version if stale.current else 0)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. The rank stays where it was: it follows what is inherent."))
            return redirect(risk)
    more: dict[str, Any] = {"form": form, "conflict": conflict, "rating": in_force(risk)}
    return page(request, "residual", assessment, risk, status=status_of(form, conflict), **more)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Removes the residual rating, with a reason; 404 where there is none."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    rating = in_force(risk)
    if rating is None:
        raise Http404
    return removal_page(
        request, assessment, risk, row=rating, facts=of_residual,
        title=_("Remove the residual rating"),
        said=_("No rank changes. What was rated stays in the history."),
        remove=lambda reason, version: actions.remove_residual(
            risk=risk, reason=reason, expected_version=version, by=actor(request), at=timezone.now()
        ),
        done=lambda: messages.success(request, _("The residual rating is removed. No rank has changed.")),
    )  # fmt: skip


def in_force(risk: Risk) -> ResidualRating | None:
    """Returns the residual rating of a risk, or nothing."""
    return getattr(risk, "residual", None)
