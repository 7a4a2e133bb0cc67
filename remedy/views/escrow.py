"""For the holders of the escrow: what waits for a second person, what they asked, cases nobody handles.

Of a case they see its name and its day, and never a word.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from remedy import actions
from remedy.forms.desk import PartForm, UseForm
from remedy.holders import asked_by, called, handled_by_nobody, waiting_for, who_lost_their_part
from remedy.models import EscrowKey, EscrowUse
from remedy.views.on_case import with_own_key

AT_MOST = 50


@never_cache
@require_safe
def escrow(request: HttpRequest) -> HttpResponse:
    """Returns what waits for her as a holder; 404 for everybody else."""
    user, now = actor(request), timezone.now()
    keys = _keys(request)
    context = {
        "now": now,
        "keys": keys,
        "waiting": waiting_for(user, at=now)[:AT_MOST],
        "asked": asked_by(user)[:AT_MOST],
        "cases": handled_by_nobody(user)[:AT_MOST],
        "lost": who_lost_their_part(user),
    }
    return render(request, "remedy/escrow.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_own_key
def uses(request: HttpRequest, private: bytes) -> HttpResponse:
    """Asks for a use of the key: for which case, what for, for whom, and why."""
    _keys(request)
    user = actor(request)
    form = UseForm(request.POST or None, me=user, initial={"reference": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        case = called(user, data["reference"])
        if case is None:
            form.add_error("reference", _("No case of a company whose escrow you hold has this name."))
        elif use := _tried(
            form, actions.ask_escrow, case=case, purpose=data["purpose"], recipient=data["whom"],
            reason=data["reason"], private=private, by=user, at=timezone.now(),
        ):  # fmt: skip
            messages.success(request, _("Asked. It waits for a second person who holds the escrow."))
            return redirect("remedy:escrow_use", use_pk=use.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "remedy/escrow_asking.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_own_key
def parts(request: HttpRequest, private: bytes) -> HttpResponse:
    """Asks that a holder who lost her key has her part again."""
    _keys(request)
    user = actor(request)
    form = PartForm(request.POST or None, me=user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if use := _tried(
            form, actions.reshare_escrow, key=data["key"], holder=data["whom"], reason=data["reason"],
            private=private, by=user, at=timezone.now(),
        ):  # fmt: skip
            messages.success(request, _("Asked. It waits for a second person who holds the escrow."))
            return redirect("remedy:escrow_use", use_pk=use.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "remedy/escrow_part.html", {"form": form}, status=status)


@never_cache
@require_safe
def use(request: HttpRequest, use_pk: UUID) -> HttpResponse:
    """Returns one use: who asked, what for, for whom, why, and what came of it."""
    return _use_page(request, _use(request, use_pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: HttpRequest, use_pk: UUID) -> HttpResponseBase:
    """Agrees, with her own key open: the key is used, and the recipient has what was asked for."""
    found = _use(request, use_pk)
    if request.method != "POST":
        return redirect("remedy:escrow_use", use_pk=found.pk)
    return _agreed(request, found=found)


@with_own_key
def _agreed(request: HttpRequest, private: bytes, *, found: EscrowUse) -> HttpResponse:
    try:
        actions.agree_escrow(use=found, private=private, by=actor(request), at=timezone.now())
    except Refused as refusal:
        return _use_page(request, found, refused=refusal.message, status=422)
    messages.success(request, _("Done. The case keeps that you two used the key, and why."))
    return redirect("remedy:escrow_use", use_pk=found.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: HttpRequest, use_pk: UUID) -> HttpResponse:
    """Turns a use down, or takes it back."""
    found = _use(request, use_pk)
    if request.method == "POST":
        try:
            actions.turn_down(use=found, by=actor(request), at=timezone.now())
        except Refused as said:
            return _use_page(request, found, refused=said.message, status=422)
        messages.success(request, _("Nothing was opened."))
    return redirect("remedy:escrow_use", use_pk=found.pk)


def _keys(request: HttpRequest) -> list[EscrowKey]:
    keys = list(EscrowKey.objects.held_by(actor(request)).order_by("-made_at"))
    if not keys:
        raise Http404
    return keys


def _use(request: HttpRequest, use_pk: UUID) -> EscrowUse:
    own = EscrowKey.objects.held_by(actor(request))
    return get_object_or_404(EscrowUse.objects.filter(key__in=own).with_people(), pk=use_pk)


def _use_page(
    request: HttpRequest, found: EscrowUse, *, refused: str = "", status: int = 200
) -> HttpResponse:
    user, now = actor(request), timezone.now()
    is_waiting = found.agreed_at is None and found.ended_at is None and now < found.lapses_at
    context = {
        "use": found,
        "refused": refused,
        "is_waiting": is_waiting,
        "is_mine": found.asked_by_id == user.pk,
        "may_agree": is_waiting and waiting_for(user, at=now).filter(pk=found.pk).exists(),
    }
    return render(request, "remedy/escrow_use.html", context, status=status)


def _tried(form: Any, action: Any, **given: Any) -> EscrowUse | None:
    """Returns what the action made; nothing when it refused, which the form then says."""
    try:
        made: EscrowUse = action(**given)
    except Refused as refusal:
        add_refusal(form, refusal)
        return None
    return made
