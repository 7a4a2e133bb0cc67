"""What a request is about: linking it, and taking a link away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms import LinkForm, ReasonForm
from stakeholders.models import RequestLink
from stakeholders.models.hanging import LINKED
from stakeholders.views.on_engagement import page
from stakeholders.views.requests import asked_of, shown


@require_POST
def links(request: HttpRequest, pk: str, request_pk: str) -> HttpResponse:
    """Links a request to a risk, a measure or a decision."""
    found, asked = asked_of(request, Action.LOG, pk, request_pk)
    form = LinkForm(request.POST, engagement=found, user=request.user)
    if form.is_valid():
        try:
            actions.link_request(asked=asked, **form.about(), by=actor(request), at=timezone.now())
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Linked. What changes there is shown here."))
            return redirect("stakeholders:request", pk=found.pk, request_pk=asked.pk)
    return shown(request, found, asked, {"link_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def link_removal(request: HttpRequest, pk: str, request_pk: str, request_link_pk: str) -> HttpResponse:
    """Takes a link away, with a reason that stays in the log."""
    found, asked = asked_of(request, Action.LOG, pk, request_pk)
    rows = asked.links.select_related(*LINKED)
    link: RequestLink = get_object_or_404(rows, pk=request_link_pk)
    link.request = asked
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unlink_request(
                link=link, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The link is taken away."))
            return redirect("stakeholders:request", pk=found.pk, request_pk=asked.pk)
    context = {"form": form, "link": link, "is_of_request": True}
    status = 422 if form.is_bound else 200
    return page(request, found, "link_removal", context, current="requests", inside=True, status=status)
