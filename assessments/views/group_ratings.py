"""How severe a harm is for one group: rating, changing, removing, and where the risk would then rank."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions, register
from assessments.conflicts import choose, conflict_versions, with_version
from assessments.forms import GroupRatingForm, typed_grades
from assessments.meanwhile import of_group_rating
from assessments.models import Assessment, GroupRating, Risk
from assessments.reasons import in_a_sentence, why_band
from assessments.spread import deciding_with, spread
from assessments.views.judging import page, rank_of, removal_page, status_of, tell_rank
from assessments.views.risks import load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Rates the risk for one more group; returns the risk, whose rank may follow that group now."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    form = GroupRatingForm(request.POST or None, risk=risk)
    if "preview" in request.POST:
        return _form_page(request, assessment, risk, form, None, looking=True)
    if request.method == "POST" and form.is_valid():
        before = rank_of(assessment, risk)
        try:
            actions.rate_group(
                risk=risk, group=form.cleaned_data["group"], grades=form.grades(), by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_rank(request, assessment, risk, before=before)
            return redirect(risk)
    return _form_page(request, assessment, risk, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: str, risk_pk: str, group_rating_pk: str) -> HttpResponse:
    """Changes the rating for a group; both versions and status 409 when someone saved first."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    rating = find(risk, group_rating_pk)
    data = choose(request.POST, typed_grades(rating)) if request.method == "POST" else None
    form, conflict = GroupRatingForm(data, initial=typed_grades(rating)), None
    if "preview" in request.POST:
        return _form_page(request, assessment, risk, form, rating, looking=True)
    if data is not None and form.is_valid():
        before, version = rank_of(assessment, risk), form.cleaned_data["version"] or 0
        try:
            actions.revise_group_rating(
                rating=rating, grades=form.grades(), expected_version=version, by=actor(request),
                at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            conflict = conflict_versions(form, typed_grades(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            tell_rank(request, assessment, risk, before=before)
            return redirect(risk)
    return _form_page(request, assessment, risk, form, rating, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, risk_pk: str, group_rating_pk: str) -> HttpResponse:
    """Removes the rating for a group, with a reason; the rank then follows who is worst off of the others."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    rating, before = find(risk, group_rating_pk), rank_of(assessment, risk)
    return removal_page(
        request, assessment, risk, row=rating, facts=of_group_rating,
        title=_("Remove the rating for %(group)s") % {"group": in_a_sentence(rating.group.title)},
        said=_("The rank then follows whoever is worst off of the others. What was rated stays as history."),
        remove=lambda reason, version: actions.remove_group_rating(
            rating=rating, reason=reason, expected_version=version, by=actor(request), at=timezone.now()
        ),
        done=lambda: tell_rank(request, assessment, risk, before=before),
    )  # fmt: skip


@require_POST
def preview(request: HttpRequest, pk: str, risk_pk: str, group_rating_pk: str | None = None) -> HttpResponse:
    """Returns the fragment that says where the risk would rank with what was typed so far."""
    assessment, risk = load(request, Action.EDIT, pk=pk, risk_pk=risk_pk)
    rating = find(risk, group_rating_pk) if group_rating_pk else None
    form = GroupRatingForm(request.POST, risk=None if rating else risk)
    context = _preview(assessment, risk, form, rating)
    return render(request, "assessments/group_rating.html#preview", context)


def find(risk: Risk, group_rating_pk: str) -> GroupRating:
    """Returns a rating of this risk for one group; 404 otherwise."""
    rating: GroupRating = get_object_or_404(risk.group_ratings.select_related("group"), pk=group_rating_pk)
    rating.risk = risk
    return rating


def _preview(
    assessment: Assessment, risk: Risk, form: GroupRatingForm, rating: GroupRating | None
) -> Mapping[str, Any]:
    typed = form.severity if form.is_bound else rating.severity if rating else None
    if typed is None:
        return {"preview": None}
    chosen = form.cleaned_data.get("group") if form.is_bound else None
    title = str(rating.group) if rating else str(chosen or _("this group"))
    severity, group = deciding_with(risk, typed, title, instead_of=rating)
    reason = why_band(severity, group=group)
    return {"preview": register.preview(assessment, severity, risk=risk, reason=reason)}


def _form_page(
    request: HttpRequest, assessment: Assessment, risk: Risk, form: GroupRatingForm,
    rating: GroupRating | None, *, conflict: list[Any] | None = None, looking: bool = False,
) -> HttpResponse:  # fmt: skip
    shown = _preview(assessment, risk, form, rating)
    if looking:
        form.errors.clear()
    return page(
        request, "group_rating", assessment, risk, status=status_of(form, conflict), form=form,
        rating=rating, conflict=conflict, marks=spread(risk), **shown,
    )  # fmt: skip
