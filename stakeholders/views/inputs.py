"""What people said in one engagement: the list, one input, its correction, and what it is about."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.conflicts import conflict_versions, with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.confidentiality import Level
from stakeholders.followed import followed
from stakeholders.forms import InputForm, LinkForm, ReasonForm
from stakeholders.forms.inputs import typed_input
from stakeholders.models import Engagement, Input, InputLink
from stakeholders.models.hanging import LINKED
from stakeholders.views.on_engagement import for_posting, hide_words, levels, load, page

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what people said, as far as she may read it, with a form to write down more."""
    found = load(request, for_posting(request), pk=pk)
    form = InputForm(request.POST or None, engagement=found)
    if request.method == "POST" and form.is_valid():
        try:
            said = actions.record_input(
                engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Written down. Say next what it is about."))
            return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)
    rows = found.inputs.at_levels(levels(request.user, found)).in_full()
    found_page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    hide_words(request.user, found, found_page)
    changes = followed(list(found_page), request.user)
    listed = [(said, changes.get(said.pk, [])) for said in found_page]
    has_sealed = found.inputs.at_levels([Level.SEALED]).exists()
    context = {"form": form, "page": found_page, "listed": listed, "has_sealed": has_sealed}
    status = 422 if form.is_bound else 200
    return page(request, found, "input_list", context, current="inputs", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: str, input_pk: str) -> HttpResponse:
    """Returns one input; a POST corrects it, with a reason. 409 when someone saved first."""
    found = load(request, for_posting(request), pk=pk)
    said = _input(request, found, input_pk)
    form = InputForm(request.POST or None, initial=typed_input(said), engagement=found, is_correction=True)
    context: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_input(
                said=said, entry=form.entry(), reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Stale as stale:
            context["conflict"] = conflict_versions(form, typed_input(stale.current))
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Corrected. What it said before stays readable."))
            return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)
    status = 409 if context else 422 if form.is_bound else 200
    return _shown(request, found, said, {**context, "form": form}, status=status)


@require_http_methods(["POST"])
def links(request: HttpRequest, pk: str, input_pk: str) -> HttpResponse:
    """Links an input to a risk, a measure or a decision; the rating of that risk is looked at again."""
    found = load(request, Action.LOG, pk=pk)
    said = _input(request, found, input_pk)
    form = LinkForm(request.POST, engagement=found, user=request.user)
    if form.is_valid():
        try:
            actions.link_input(said=said, **form.about(), by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Linked. The rating of this risk is marked to be looked at again."))
            return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)
    return _shown(request, found, said, {"link_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def link_removal(request: HttpRequest, pk: str, input_pk: str, link_pk: str) -> HttpResponse:
    """Takes a link away, with a reason that stays in the log."""
    found = load(request, Action.LOG, pk=pk)
    said = _input(request, found, input_pk)
    link: InputLink = get_object_or_404(said.links.select_related(*LINKED), pk=link_pk)
    link.input = said
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unlink_input(
                link=link, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The link is taken away."))
            return redirect("stakeholders:input", pk=found.pk, input_pk=said.pk)
    context = {"form": form, "said": said, "link": link}
    status = 422 if form.is_bound else 200
    return page(request, found, "link_removal", context, current="inputs", inside=True, status=status)


def _input(request: HttpRequest, found: Engagement, input_pk: str) -> Input:
    readable = found.inputs.at_levels(levels(request.user, found)).in_full()
    said: Input = get_object_or_404(readable, pk=input_pk)
    said.engagement = found
    return said


def _shown(
    request: HttpRequest, found: Engagement, said: Input, context: dict[str, Any], *, status: int
) -> HttpResponse:
    may_read_before = access.can(request.user, Action.READ_RESTRICTED, found)
    hide_words(request.user, found, [said])
    whole = {
        "said": said,
        "changes": followed([said], request.user).get(said.pk, []),
        "override": next((one for one in said.overrides.all() if one.ended_at is None), None),
        "can_override": access.can(request.user, Action.OVERRIDE_CONSENT, found),
        "form": InputForm(initial=typed_input(said), engagement=found, is_correction=True),
        "link_form": LinkForm(engagement=found, user=request.user),
        "versions": found.versions.filter(of_id=said.pk).select_related("made_by") if may_read_before else [],
        **context,
    }
    return page(request, found, "input", whole, current="inputs", inside=True, status=status)
