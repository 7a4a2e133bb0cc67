"""Files on an engagement: agenda, minutes, pictures, recordings, lists. Each leaves as a download."""

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.evidence.forms import RemovalForm
from hrdd.evidence.scan import is_configured
from hrdd.evidence.serving import download
from hrdd.lib.errors import Refused
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms.attachments import AttachmentForm
from stakeholders.models import Attachment, Engagement
from stakeholders.views.on_engagement import levels, load, page


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the files she may take, with a form to add one."""
    action = Action.LOG if request.method == "POST" else Action.READ_INTERNAL
    found = load(request, action, pk=pk)
    form = AttachmentForm(request.POST or None, request.FILES or None, engagement=found)
    if request.method == "POST" and form.is_valid():
        try:
            added = actions.attach_file(
                engagement=found, entry=form.entry(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            said = _("Added, and sealed.") if added.is_sealed else _("Added.")
            messages.success(request, said)
            return redirect("stakeholders:attachments", pk=found.pk)
    rows = found.attachments.in_full()
    context = {
        "form": form,
        "files": rows.at_levels(levels(request.user, found)),
        "sealed": [file for file in rows if file.is_sealed],
        "scanned": is_configured(),
    }
    status = 422 if form.is_bound else 200
    return page(request, found, "attachment_list", context, current="files", status=status)


@require_safe
def file(request: HttpRequest, pk: str, attachment_pk: str) -> FileResponse:
    """Returns the file as a download, and writes down who took it; a sealed one is not found here."""
    found = load(request, Action.READ_INTERNAL, pk=pk)
    return hand_over(request, found, attachment_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: HttpRequest, pk: str, attachment_pk: str) -> HttpResponse:
    """Removes a file for good; the reason stays in the log."""
    found = load(request, Action.LOG, pk=pk)
    attached: Attachment = get_object_or_404(found.attachments, pk=attachment_pk)
    attached.engagement = found
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_file(
                file=attached, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("It is removed. Why it was removed stays in the log."))
            return redirect("stakeholders:attachments", pk=found.pk)
    context = {"form": form, "file": attached}
    status = 422 if form.is_bound else 200
    return page(request, found, "attachment_removal", context, current="files", inside=True, status=status)


@transaction.atomic
def hand_over(request: HttpRequest, found: Engagement, attachment_pk: str) -> FileResponse:
    """Returns a file that she may take, as a download; 404 otherwise."""
    readable = found.attachments.at_levels(levels(request.user, found))
    attached: Attachment = get_object_or_404(readable, pk=attachment_pk)
    attached.engagement = found
    try:
        stored = attached.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    if request.method != "HEAD":
        actions.record_file_taken(file=attached, by=actor(request), at=timezone.now())
    return download(stored, file_name=attached.file_name, media_type=attached.media_type)
