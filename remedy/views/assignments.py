"""Who handles a case: asking a colleague, handing over, giving it again, and stepping back."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hrdd.accounts import unlocked
from hrdd.accounts.actor import actor
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from remedy import actions
from remedy.forms.cases import ColleagueForm
from remedy.opened import Opened
from remedy.views.on_case import load, own_assignment, page, with_key


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def colleagues(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Asks a colleague of the desk to take the case on as well."""
    form = ColleagueForm(request.POST or None, channel=opened.case.channel, me=actor(request))
    context = {"opened": opened, "form": form}
    if request.method != "POST":
        return page(request, opened.case, "case_colleague", context)
    if not form.is_valid():
        return page(request, opened.case, "case_colleague", context, status=422)
    try:
        actions.ask_to_take(
            opened=opened, whom=form.cleaned_data["whom"], by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error("whom", refusal.message)
        return page(request, opened.case, "case_colleague", context, status=422)
    messages.success(request, _("Asked. She sees it once she says that nothing stands in her way."))
    return redirect("remedy:case", pk=opened.case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def handover(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Hands the case over to a colleague, who has it once she has taken it on."""
    form = ColleagueForm(request.POST or None, channel=opened.case.channel, me=actor(request))
    context = {"opened": opened, "form": form}
    if request.method != "POST":
        return page(request, opened.case, "case_handover", context)
    if not form.is_valid():
        return page(request, opened.case, "case_handover", context, status=422)
    try:
        actions.hand_over(opened=opened, whom=form.cleaned_data["whom"], by=actor(request), at=timezone.now())
    except Refused as refusal:
        form.add_error("whom", refusal.message)
        return page(request, opened.case, "case_handover", context, status=422)
    messages.success(request, _("Asked. The case stays with you until she has taken it on."))
    return redirect("remedy:case", pk=opened.case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def key_again(request: HttpRequest, opened: Opened, assignment_pk: UUID) -> HttpResponse:
    """Gives a colleague her case again, whose key was lost."""
    assignment = get_object_or_404(opened.case.assignments.living(), pk=assignment_pk)
    if request.method == "POST":
        try:
            actions.rewrap_for(opened=opened, assignment=assignment, by=actor(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("She can open it again, with her new key."))
    return redirect("remedy:case", pk=opened.case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def escrow_key(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Locks the case for the escrow key in use, where it is still locked for the one before."""
    if request.method == "POST":
        try:
            actions.rewrap_escrow(opened=opened, by=actor(request), at=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The case is locked for the new escrow key."))
    return redirect("remedy:case", pk=opened.case.pk)


@require_safe
@with_key(Action.HANDLE)
def identity(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Returns who the person is, for the hour for which two holders of the escrow opened it to her."""
    use = opened.case.escrow_uses.readable(at=timezone.now()).filter(recipient=actor(request)).last()
    private = unlocked.private_key(request)
    if use is None or use.result is None or private is None:
        raise Http404
    try:
        known = json.loads(envelopes.unwrap(private, use.result))
    except envelopes.Closed:
        raise Http404 from None
    return page(request, opened.case, "case_identity", {"known": known, "use": use})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stepping_back(request: HttpRequest, pk: str) -> HttpResponse:
    """Asks whether she wants to step back, and takes the case from her. No reason is asked."""
    case = load(request, Action.VIEW, pk=pk)
    assignment = own_assignment(request, case)
    if request.method != "POST":
        return page(request, case, "case_stepping_back", {"assignment": assignment})
    actions.step_back(assignment=assignment, by=actor(request), at=timezone.now())
    messages.success(request, _("You do not see this case any more."))
    return redirect("remedy:cases")
