"""A company's channel, for its administrators: terms, desk, escrow key, open or closed. No case is here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.accounts.models import Organisation
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from remedy import actions
from remedy.forms.channels import EscrowForm, NewChannelForm, SeatForm, TermsForm
from remedy.models import Channel
from remedy.setup import parts_of, setup_of


def load(request: HttpRequest, pk: Any) -> Channel:
    """Returns the channel, which she runs; 404 or 403 otherwise."""
    rows = Channel.objects.select_related("company")
    found: Channel = access.get(Channel, request.user, Action.RUN_CHANNEL, pk=pk, rows=rows)
    return found


@require_safe
def channels(request: HttpRequest) -> HttpResponse:
    """Returns the companies she administers, each with its channel or without."""
    companies = _companies(request).select_related("channel")
    return render(request, "remedy/channel_list.html", {"companies": companies})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Makes the channel of a company she administers that has none."""
    companies = _companies(request).filter(channel=None)
    asked = request.GET.get("company", "")
    form = NewChannelForm(request.POST or None, companies=companies, initial={"company": asked})
    if request.method == "POST" and form.is_valid():
        try:
            channel = actions.make_channel(
                company=form.cleaned_data["company"], **form.terms(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The channel is made. It is closed until people read it."))
            return redirect("remedy:channel", pk=channel.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "remedy/channel_new.html", {"form": form, "companies": companies}, status=status)


@require_safe
def channel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Returns how a channel is set up, and what is missing before it can open."""
    found = load(request, pk)
    return _page(request, found, "channel", {"setup": setup_of(found, today=timezone.localdate())})


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changes the terms; who saves over somebody else's change sees both."""
    found = load(request, pk)
    kept = {"slug": found.slug, "about": found.about, "keep_months": found.keep_months}
    form = TermsForm(request.POST or None, initial={**kept, "version": found.version})
    if request.method != "POST":
        return _page(request, found, "channel_terms", {"form": form})
    if not form.is_valid():
        return _page(request, found, "channel_terms", {"form": form}, status=422)
    try:
        actions.revise_channel(
            channel=found, **form.terms(), expected_version=form.cleaned_data["version"] or 0,
            by=actor(request), at=timezone.now(),
        )  # fmt: skip
    except Stale as stale:
        now = stale.current
        data = {**form.cleaned_data, "version": now.version}
        return _page(request, found, "channel_terms", {"form": TermsForm(data), "theirs": now}, status=409)
    except Refused as refusal:
        add_refusal(form, refusal)
        return _page(request, found, "channel_terms", {"form": form}, status=422)
    messages.success(request, _("The terms are saved."))
    return redirect("remedy:channel", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Returns who reads concerns; seats somebody."""
    found = load(request, pk)
    form = SeatForm(request.POST or None, channel=found)
    if request.method == "POST" and form.is_valid():
        try:
            member = actions.seat(channel=found, **form.cleaned_data, by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%(who)s reads what comes in from now on.") % {"who": member.user})
            return redirect("remedy:channel_desk", pk=found.pk)
    context = {"form": form, "setup": setup_of(found, today=timezone.localdate())}
    return _page(request, found, "channel_desk", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    """Asks whether somebody leaves the desk; from then on no new concern reaches her."""
    found = load(request, pk)
    member = get_object_or_404(found.desk.serving(), pk=member_pk)
    if request.method != "POST":
        return _page(request, found, "channel_leaving", {"member": member})
    member.channel = found
    actions.unseat(member=member, by=actor(request), at=timezone.now())
    messages.success(request, _("No new concern reaches %(who)s.") % {"who": member.user})
    return redirect("remedy:channel_desk", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def escrow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Returns who holds the escrow; makes a new key for those who are to hold it."""
    found = load(request, pk)
    form = EscrowForm(request.POST or None, channel=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.make_escrow_key(
                channel=found,
                holders=list(form.cleaned_data["holders"]),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The escrow key is made. Every new case is locked for it as well."))
            return redirect("remedy:channel", pk=found.pk)
    context = {"form": form, "parts": parts_of(found)}
    return _page(request, found, "channel_escrow", context, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Opens the channel to concerns, once somebody can read them."""
    found = load(request, pk)
    if request.method == "POST":
        try:
            actions.open_channel(channel=found, by=actor(request), at=timezone.now())
        except Refused as refusal:
            context = {"setup": setup_of(found, today=timezone.localdate()), "refused": refusal.message}
            return _page(request, found, "channel", context, status=422)
        messages.success(request, _("The channel is open."))
    return redirect("remedy:channel", pk=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Asks whether the channel takes no new concerns, and closes it."""
    found = load(request, pk)
    if request.method != "POST":
        return _page(request, found, "channel_closing", {})
    actions.close_channel(channel=found, by=actor(request), at=timezone.now())
    messages.success(request, _("The channel takes no new concerns. Who raised one before still comes back."))
    return redirect("remedy:channel", pk=found.pk)


def _companies(request: HttpRequest) -> Any:
    able = company_ids(actor(request), Action.RUN_CHANNEL)
    if not able:
        raise Http404
    return Organisation.objects.filter(pk__in=able).order_by("name")


def _page(
    request: HttpRequest, found: Channel, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, f"remedy/{name}.html", {"channel": found, **context}, status=status)
