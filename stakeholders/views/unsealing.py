"""Unsealing what two people opened: an act of its own, with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused
from stakeholders import actions
from stakeholders.forms.sealing import UnsealingForm
from stakeholders.views.openings import load_opening


@require_http_methods(["GET", "HEAD", "POST"])
def unsealing(request: HttpRequest, pk: str, opening_pk: str) -> HttpResponse:
    """Gives what was opened another level, under which it is read as before; the reason is in the log."""
    door, opening = load_opening(request, pk, opening_pk)
    if not opening.is_running(timezone.now()) or not opening.is_of(request.user):
        raise PermissionDenied(_("Only the two people who opened it unseal it, while it is open."))
    form = UnsealingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.unseal(
                opening=opening, level=form.cleaned_data["level"], reason=form.cleaned_data["reason"],
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Unsealed. It is read by those you chose."))
            return redirect("stakeholders:openings", pk=door.pk)
    context = {"door": door, "opening": opening, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "stakeholders/unsealing.html", context, status=status)
