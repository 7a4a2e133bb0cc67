"""Leave: when a handler is away, who stands in for her, and which cases need somebody else."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from remedy import actions
from remedy.forms.desk import LeaveForm
from remedy.models import Channel, Leave
from remedy.readers import left_over
from remedy.views.on_case import with_own_key


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponseBase:
    """Returns when she is away; asks who stands in, and gives that one her cases."""
    if request.method == "POST":
        return _go(request)
    return _page(request, LeaveForm(channels=_free(request), me=actor(request)))


@with_own_key
def _go(request: HttpRequest, private: bytes) -> HttpResponse:
    form = LeaveForm(request.POST, channels=_free(request), me=actor(request))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        actions.go_on_leave(**form.cleaned_data, private=private, by=actor(request), at=timezone.now())
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, form, status=422)
    messages.success(request, _("Your deputy is asked to take on what you handle."))
    return redirect("remedy:leave")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cases(request: HttpRequest, leave_pk: UUID) -> HttpResponseBase:
    """Gives the deputy what came in since she said that she is away."""
    found = _own(request, leave_pk)
    return redirect("remedy:leave") if request.method != "POST" else _give(request, found=found)


@with_own_key
def _give(request: HttpRequest, private: bytes, *, found: Leave) -> HttpResponse:
    count = actions.give_to_deputy(leave=found, private=private, by=actor(request), at=timezone.now())
    said = ngettext(
        "%(n)s case was offered to your deputy.", "%(n)s cases were offered to your deputy.", count
    )
    messages.success(request, said % {"n": count})
    return redirect("remedy:leave")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, leave_pk: UUID) -> HttpResponse:
    """Ends a leave: she is back."""
    found = _own(request, leave_pk)
    if request.method == "POST":
        actions.come_back(leave=found, by=actor(request), at=timezone.now())
        messages.success(request, _("Welcome back. Your cases are yours again."))
    return redirect("remedy:leave")


def _own(request: HttpRequest, leave_pk: UUID) -> Leave:
    rows = Leave.objects.living().select_related("channel__company", "user", "deputy")
    return get_object_or_404(rows, pk=leave_pk, user=actor(request))


def _page(request: HttpRequest, form: LeaveForm, *, status: int = 200) -> HttpResponse:
    user = actor(request)
    leaves = list(Leave.objects.living().filter(user=user).select_related("channel__company"))
    channels = form.fields["channel"].queryset  # type: ignore[attr-defined]
    if not leaves and not channels:
        raise Http404
    context = {
        "form": form if channels else None,
        "leaves": [(leave, left_over(leave)) for leave in leaves],
        "stands_in": Leave.objects.living().filter(deputy=user).select_related("channel__company"),
    }
    return render(request, "remedy/leave.html", context, status=status)


def _free(request: HttpRequest) -> QuerySet[Channel]:
    """Returns the channels at whose desk she sits and from which she has not taken leave."""
    user = actor(request)
    away = Leave.objects.living().filter(user=user).values("channel")
    seats = Channel.objects.filter(desk__user=user, desk__left_on=None)
    return seats.exclude(pk__in=away).select_related("company").distinct()
