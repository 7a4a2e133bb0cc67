"""Opening what is sealed: somebody asks, another agrees, both read for an hour, and it ends.

These pages know a record by its number alone; what it says stands on the page of the reading, and nowhere
else.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.audit.models import Event
from hrdd.audit.presenters import line
from hrdd.evidence.serving import download
from hrdd.lib.errors import Refused
from stakeholders import actions
from stakeholders.forms.sealing import AskForm
from stakeholders.models import Attachment, Door, Input, SealedOpening
from stakeholders.steps import steps
from stakeholders.views.on_engagement import load_door

SHOWN = 50
Thing = Input | Attachment | None


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what is sealed in a record and who opened it, with a form to ask for it."""
    door = load_door(request, pk=pk)
    found = things(door)
    form = AskForm(request.POST or None, things=[(key, name) for key, name, _thing in found])
    if request.method == "POST" and form.is_valid():
        chosen = {key: thing for key, _name, thing in found}[form.cleaned_data["what"]]
        try:
            opening = actions.ask_opening(
                engagement=door, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now(),
                **asked_of(chosen),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Asked for. Others who may agree find it on their Home page."))
            return redirect("stakeholders:opening", pk=door.pk, opening_pk=opening.pk)
    now = timezone.now()
    rows = [(one, _state(one, now)) for one in door.openings.in_full()[:SHOWN]]
    context = {"form": form, "things": found, "rows": rows}
    return _page(request, door, "opening_list", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD"])
def one(request: HttpRequest, pk: str, opening_pk: str) -> HttpResponse:
    """Returns who asked for it and why, and what can be done next."""
    door, opening = load_opening(request, pk, opening_pk)
    return _shown(request, door, opening)


@require_POST
def agreement(request: HttpRequest, pk: str, opening_pk: str) -> HttpResponse:
    """Agrees, as a second person: both read for an hour."""
    door, opening = load_opening(request, pk, opening_pk)
    try:
        actions.agree_opening(opening=opening, by=actor(request), at=timezone.now())
    except Refused as refusal:
        return _shown(request, door, opening, refused=refusal.message)
    messages.success(request, _("Open for both of you, for an hour. Each reading is written down."))
    return redirect("stakeholders:opening", pk=door.pk, opening_pk=opening.pk)


@require_POST
def end(request: HttpRequest, pk: str, opening_pk: str) -> HttpResponse:
    """Ends an opening before its time, or turns down what was asked for."""
    door, opening = load_opening(request, pk, opening_pk)
    try:
        actions.end_opening(opening=opening, by=actor(request), at=timezone.now())
    except Refused as refusal:
        return _shown(request, door, opening, refused=refusal.message)
    messages.success(request, _("Ended. To read it again, it has to be asked for anew."))
    return redirect("stakeholders:openings", pk=door.pk)


@never_cache
@require_GET
def reading(request: HttpRequest, pk: str, opening_pk: str) -> HttpResponse:
    """Returns what was opened, to its two people, while it is open; that it was read is in the log."""
    door, opening = load_opening(request, pk, opening_pk)
    try:
        read = actions.read_sealed(opening=opening, by=actor(request), at=timezone.now())
    except Refused as refusal:
        raise PermissionDenied(refusal.message) from None
    context = {
        "opening": opening, "read": read, "parts": read.parts,
        "steps": steps(read.record) if read.record else {},
    }  # fmt: skip
    return _page(request, door, "opening_reading", context)


@never_cache
@require_GET
def attachment(request: HttpRequest, pk: str, opening_pk: str, attachment_pk: str) -> FileResponse:
    """Returns a sealed file as a download, to the two people who opened it; the log has it."""
    door, opening = load_opening(request, pk, opening_pk)
    file: Attachment = get_object_or_404(door.attachments, pk=attachment_pk)
    file.engagement = door
    try:
        taken = actions.take_sealed_file(opening=opening, file=file, by=actor(request), at=timezone.now())
    except Refused as refusal:
        raise PermissionDenied(refusal.message) from None
    except FileNotFoundError:
        raise Http404 from None
    return download(taken.content, file_name=taken.file_name, media_type=taken.media_type)


def load_opening(request: HttpRequest, pk: str, opening_pk: str) -> tuple[Door, SealedOpening]:
    """Returns the record and one opening of it; 404 or 403 otherwise."""
    door = load_door(request, pk=pk)
    opening: SealedOpening = get_object_or_404(door.openings.in_full(), pk=opening_pk)
    opening.engagement = door
    return door, opening


def things(door: Door) -> list[tuple[str, str, Thing]]:
    """Returns what two people can open: the whole record, or each sealed input and file; named by no word."""
    if door.is_sealed:
        return [("record", _("The whole record, with every input and file in it"), None)]
    inputs = [said for said in door.inputs.order_by("created_at", "id") if said.is_sealed]
    files = [file for file in door.attachments.in_full() if file.is_sealed]
    said_on = _("What was said, written down on %(day)s (%(n)s)")
    return [
        *(
            (f"input-{said.pk}", said_on % {"day": _day(said.created_at), "n": n}, said)
            for n, said in enumerate(inputs, 1)
        ),
        *((f"file-{file.pk}", f"{file}, {_day(file.added_at)}", file) for file in files),
    ]


def asked_of(thing: Thing) -> dict[str, Any]:
    """Returns the thing as the action takes it."""
    return {"said": thing} if isinstance(thing, Input) else {"file": thing} if thing else {}


def shown_state(opening: SealedOpening) -> str:
    """Returns asked, open, or over."""
    return _state(opening, timezone.now())


def _state(opening: SealedOpening, now: Any) -> str:
    return "asked" if opening.is_asked(now) else "open" if opening.is_running(now) else "over"


def _told(opening: SealedOpening) -> Any:
    """Returns what the log has of an opening, the latest first."""
    of_it = {"target_type": opening._meta.label_lower, "target_id": str(opening.pk)}
    return Event.objects.filter(root_id=opening.engagement_id, **of_it).newest_first()[:SHOWN]


def _day(moment: Any) -> str:
    return str(date_format(timezone.localtime(moment), "j F Y"))


def _shown(request: HttpRequest, door: Door, opening: SealedOpening, refused: str = "") -> HttpResponse:
    context = {
        "opening": opening,
        "refused": refused,
        "state": shown_state(opening),
        "lines": [line(event) for event in _told(opening)],
        "is_mine": opening.is_of(request.user),
        "asked_it": opening.asked_by_id == actor(request).pk,
    }
    return _page(request, door, "opening", context, status=422 if refused else 200)


def _page(
    request: HttpRequest, door: Door, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(request, f"stakeholders/{name}.html", {"door": door, **context}, status=status)
