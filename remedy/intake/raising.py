"""Raising a concern: three pages that carry on what was typed, and keep nothing before the end."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from hrdd.audit.recorder import UNNAMED
from hrdd.lib.codes import new_code
from hrdd.lib.errors import Refused
from hrdd.lib.guessing import Guesses
from remedy import actions
from remedy.codes import door
from remedy.deadlines import schedule
from remedy.filing import Filing
from remedy.intake.answers import answered
from remedy.intake.forms import HappenedForm, ReachForm, WantsForm
from remedy.intake.help import in_short
from remedy.intake.language import chosen
from remedy.intake.page import page, public
from remedy.intake.receiving import received_all
from remedy.intake.words import ANONYMITY_NOTES, DANGER_NOTES, PROMISED
from remedy.models import Channel
from remedy.readers import Reader, not_reading, readers

FORMS: tuple[type[forms.Form], ...] = (HappenedForm, WantsForm, ReachForm)
LAST = len(FORMS)
# So many signs are shown at once before sending; what is longer opens on demand.
SHORT = 800
# What one address may send in an hour, in each process: more than a hall full of people.
SENT = Guesses("concerns", limit=300, period=3600)
SIGNED = signing.Signer(salt="receipt code")


@public
def start(request: HttpRequest) -> HttpResponse:
    """Returns the companies that take concerns here, and the ways back to one; straight on with only one."""
    channels = list(Channel.objects.open())
    if len(channels) == 1 and "all" not in request.GET:
        return redirect(f"{reverse('remedy:concern', args=[channels[0].slug])}?language={chosen(request)}")
    return page(request, "start", {"channels": channels})


@public
def concern(request: HttpRequest, slug: str) -> HttpResponse:
    """Returns the page of the form that is asked for; the last one, sent, raises the concern."""
    channel = Channel.objects.open().filter(slug=slug).first()
    if channel is None:
        return page(request, "closed", {}, status=404)
    asked = Asked.of(request, channel)
    if request.method != "POST":
        return asked.shown(1)
    if "back" in request.POST or "next" not in request.POST:  # a language was chosen, or the way back
        return asked.shown(asked.at - ("back" in request.POST))
    if (wrong := asked.first_wrong()) is not None:
        return asked.shown(wrong, checked=True)
    return asked.shown(asked.at + 1) if asked.at < LAST else _sent(asked)


@dataclass
class Asked:
    """What came in, and the page it came from."""

    request: HttpRequest
    channel: Channel
    at: int
    today: date
    people: list[Reader]

    @classmethod
    def of(cls, request: HttpRequest, channel: Channel) -> "Asked":
        """Returns it; a page that does not exist is the first."""
        at = request.POST.get("at", "1")
        today = timezone.localdate()
        number = int(at) if at in ("1", "2", "3") else 1
        return cls(request, channel, number, today, readers(channel, on=today))

    def form(self, number: int, *, checked: bool) -> forms.Form:
        """Returns the form of a page: with what was typed, and with errors only when it was sent."""
        kind = FORMS[number - 1]
        more: dict[str, Any] = {}
        if kind is ReachForm:
            more = {"readers": [*self.people, *not_reading(self.channel, reading=self.people)]}
        if checked:
            return kind(self.request.POST, **more)
        empty = kind(**more)
        typed = {
            name: field.widget.value_from_datadict(self.request.POST, MultiValueDict(), name)
            for name, field in empty.fields.items()
        }
        empty.initial = {name: value for name, value in typed.items() if value}
        return empty

    def first_wrong(self) -> int | None:
        """Returns the first page, up to the one that was sent, on which something is missing."""
        for number in range(1, self.at + 1):
            if not self.form(number, checked=True).is_valid():
                return number
        return None

    def shown(self, number: int, *, checked: bool = False, form: forms.Form | None = None) -> HttpResponse:
        """Returns a page of the form; whatever the others hold is carried along unseen."""
        number = max(1, min(LAST, number))
        form = form or self.form(number, checked=checked)
        carried = [
            (name, value)
            for name in self._names(other_than=number)
            for value in self.request.POST.getlist(name)
        ]
        country = self.request.POST.get("country", "")
        context: dict[str, Any] = {
            "channel": self.channel, "form": form, "number": number, "last": LAST, "carried": carried,
            "readers": self.people, "path": self.path(), "country": country, "ways": in_short(country),
            "code": self.request.POST.get("code") or SIGNED.sign(new_code()),
            "danger_notes": DANGER_NOTES, "anonymity_notes": ANONYMITY_NOTES,
        }  # fmt: skip
        if number == LAST:
            summary = self.summary()
            short = sum(len(said) for _question, said in summary) <= SHORT
            context |= {"summary": summary, "summary_is_short": short}
        return page(self.request, "concern", context, status=422 if checked else 200)

    def path(self) -> list[tuple[date, Any]]:
        """Returns what happens next, with its days."""
        urgent = self.request.POST.get("danger") in ("yes", "unsure")
        return [(due.on, PROMISED[due.duty]) for due in schedule(self.today, urgent=urgent)]

    def summary(self) -> list[tuple[Any, str]]:
        """Returns the questions she answered on the pages before, with her answers."""
        return answered(self.form(number, checked=True) for number in range(1, LAST))

    def filing(self) -> tuple[Filing, list[str]]:
        """Returns what is raised, and who must not read it; only of valid forms."""
        told: dict[str, Any] = {}
        for number in range(1, LAST + 1):
            form = self.form(number, checked=True)
            form.is_valid()
            told |= form.cleaned_data
        without = told.pop("without")
        return Filing(**{**told, "wants": tuple(told["wants"])}), without

    def _names(self, *, other_than: int) -> list[str]:
        return [name for at, kind in enumerate(FORMS, 1) if at != other_than for name in kind().fields]


def _sent(asked: Asked) -> HttpResponse:
    """Returns the receipt, with the code that is shown this once; or the last page with what was refused."""
    code = _code(asked.request)
    filing, without = asked.filing()
    try:
        _not_too_many(asked.request)
        files = received_all(asked.request.FILES.getlist("files"))
        case = actions.file_concern(
            channel=asked.channel, filing=filing, door=door(code), language=chosen(asked.request),
            files=files, without=[UUID(member) for member in without], by=UNNAMED, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form = asked.form(LAST, checked=True)
        form.is_valid()
        for name, messages in (refusal.fields or {"": [refusal.message]}).items():
            form.add_error(name if name in form.fields else None, messages)
        return asked.shown(LAST, checked=True, form=form)
    where = asked.request.build_absolute_uri(reverse("remedy:inbox"))
    context = {"code": code, "case": case, "path": asked.path(), "where": where, "country": filing.country}
    return page(asked.request, "receipt", context)


def _not_too_many(request: HttpRequest) -> None:
    """Counts one concern, in memory alone; raises Refused where a machine, and no classroom, sends them."""
    if SENT.is_stopped(request):
        raise Refused(
            _(
                "Very many concerns came from this connection in the last hour. Nothing you typed is lost: "
                "send it again in an hour, or from another connection."
            )
        )
    SENT.count(request)


def _code(request: HttpRequest) -> str:
    """Returns the code that came with the form, so that sending it twice raises it once; else a new one."""
    try:
        return SIGNED.unsign(request.POST.get("code", ""))
    except signing.BadSignature:
        return new_code()
