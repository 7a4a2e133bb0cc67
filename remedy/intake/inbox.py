"""The page of a person who raised a concern: with her code she reads, writes, and decides."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.audit.recorder import UNNAMED
from hrdd.evidence.serving import download
from hrdd.lib.codes import as_typed, in_groups
from hrdd.lib.errors import Refused
from hrdd.lib.guessing import Guesses
from remedy import actions
from remedy.codes import door
from remedy.intake.answers import answers_of
from remedy.intake.forms import (
    AnonymityForm,
    AppealForm,
    CodeForm,
    JudgementForm,
    MessageForm,
    WithdrawalForm,
)
from remedy.intake.language import day_in_words
from remedy.intake.page import page, public
from remedy.intake.receiving import received_all
from remedy.intake.words import KNOWN, OWED, STANDS
from remedy.models import Anonymity, Case, Judgement
from remedy.opened import Opened, opened_by_person, plain
from remedy.receipts import written_for
from remedy.states import JUDGED, person_may_appeal, person_may_withdraw

# Wrong codes of one address in an hour, in each process: a classroom types many, a machine millions.
GUESSES = Guesses("receipt-code", limit=200, period=3600)


@public
def inbox(request: HttpRequest) -> HttpResponseBase:
    """Returns the question for the code, or her concern."""
    return for_her(request, lambda opened: shown(request, opened))


@public
def message(request: HttpRequest) -> HttpResponseBase:
    """Keeps her words and files, then shows her concern."""

    def write(opened: Opened, form: forms.Form) -> None:
        files = received_all(request.FILES.getlist("files"))
        actions.write_as_person(
            opened=opened, text=form.cleaned_data["text"], files=files, by=UNNAMED, at=timezone.now()
        )

    return _acts(request, Deed("message", MessageForm, write, _("Sent.")))


@public
def file(request: HttpRequest) -> HttpResponseBase:
    """Returns one of the files of her concern, as a download."""

    def taken(opened: Opened) -> HttpResponseBase:
        try:
            found = opened.case.files.filter(pk=UUID(request.POST.get("file", ""))).first()
        except ValueError:
            found = None
        if found is None:
            return shown(request, opened)
        about = plain(opened.key, found.about)
        return download(opened.content_of(found), file_name=about["name"], media_type=about["media_type"])

    return for_her(request, taken)


@public
def receipt(request: HttpRequest) -> HttpResponseBase:
    """Returns the proof of complaint as it stands today, signed, as a download."""

    def signed(opened: Opened) -> HttpResponseBase:
        text = written_for(opened.case, on=timezone.localdate())
        return download(text.encode(), file_name="proof.txt", media_type="text/plain; charset=utf-8")

    return for_her(request, signed)


@public
def anonymity(request: HttpRequest) -> HttpResponseBase:
    """Asks how much of her may be known, and keeps the answer."""

    def change(opened: Opened, form: forms.Form) -> None:
        actions.change_anonymity(opened=opened, by=UNNAMED, at=timezone.now(), **form.cleaned_data)

    return _acts(request, Deed("anonymity", AnonymityForm, change, _("Changed. It holds from now on.")))


@public
def withdrawal(request: HttpRequest) -> HttpResponseBase:
    """Asks whether she wants it to end, and ends it."""

    def withdraw(opened: Opened, form: forms.Form) -> None:
        actions.withdraw_concern(opened=opened, by=UNNAMED, at=timezone.now(), **form.cleaned_data)

    return _acts(request, Deed("withdrawal", WithdrawalForm, withdraw, _("Withdrawn.")))


@public
def appeal(request: HttpRequest) -> HttpResponseBase:
    """Asks what is wrong with the answer, and has it looked at anew."""

    def object_(opened: Opened, form: forms.Form) -> None:
        actions.appeal(opened=opened, by=UNNAMED, at=timezone.now(), **form.cleaned_data)

    return _acts(request, Deed("appeal", AppealForm, object_, _("Sent. Somebody else looks at it anew.")))


@public
def judgement(request: HttpRequest) -> HttpResponseBase:
    """Asks what she thinks of what came of it, and keeps that for good."""

    def judge(opened: Opened, form: forms.Form) -> None:
        actions.judge_outcome(opened=opened, by=UNNAMED, at=timezone.now(), **form.cleaned_data)

    return _acts(request, Deed("judgement", JudgementForm, judge, _("Thank you. It stays as you say it.")))


@dataclass(frozen=True)
class Deed:
    """One thing she can do: its page, its questions, the act, and the word that it is done."""

    name: str
    form: type[forms.Form]
    act: Callable[[Opened, forms.Form], None]
    done: str


def _acts(request: HttpRequest, deed: Deed) -> HttpResponseBase:
    """Returns the questions, then her concern once they are answered; nothing typed is lost on the way."""

    def answer(opened: Opened) -> HttpResponse:
        if "do" not in request.POST:
            return _asked(request, opened, deed, deed.form())
        form = deed.form(request.POST)
        if not form.is_valid():
            return _asked(request, opened, deed, form, status=422)
        try:
            deed.act(opened, form)
        except Refused as refusal:
            for name, messages in (refusal.fields or {"": [refusal.message]}).items():
                form.add_error(name if name in form.fields else None, messages)
            return _asked(request, opened, deed, form, status=422)
        fresh = Opened(Case.objects.select_related("company", "channel").get(pk=opened.case.pk), opened.key)
        return shown(request, fresh, done=deed.done)

    return for_her(request, answer)


def for_her(request: HttpRequest, answer: Callable[[Opened], HttpResponseBase]) -> HttpResponseBase:
    """Returns the answer for whoever sent a right code; one and the same page for every other code."""
    if request.method != "POST":
        return page(request, "code", {"form": CodeForm()})
    opened = _opened(request)
    if opened is None:
        return wrong(request)
    return answer(opened)


def _opened(request: HttpRequest) -> Opened | None:
    """Returns her concern; None for a code of nobody. Every code costs the same time: one slow stretch."""
    code = request.POST.get("code", "")
    stopped = GUESSES.is_stopped(request)
    found = door(code)
    case = Case.objects.filter(code_hash=found.code_hash).select_related("company", "channel").first()
    if case is None or stopped:
        if as_typed(code):
            GUESSES.count(request)
        return None
    return opened_by_person(case, found.pair.private)


def wrong(request: HttpRequest) -> HttpResponse:
    """Returns the one page for every code that opens nothing."""
    form = CodeForm({"code": ""})
    form.errors.clear()
    form.add_error(
        "code",
        _("This opens nothing. Look at each sign once more. If it stays so, try again in an hour."),
    )
    return page(request, "code", {"form": form}, status=422)


def _asked(
    request: HttpRequest, opened: Opened, deed: Deed, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    if deed.name == "message":
        return shown(request, opened, form=form, status=status)
    context = {"opened": opened, "code": code_of(request), "form": form, "deed": deed.name}
    return page(request, f"inbox_{deed.name}", context, status=status)


def shown(
    request: HttpRequest, opened: Opened, *, done: str = "", form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    """Returns her concern: where it stands, what is owed, what was said, and what she can do."""
    case = opened.case
    stands, means = STANDS[case.case_state]
    today = timezone.localdate()
    context = {
        "opened": opened,
        "case": case,
        "code": code_of(request),
        "done": done,
        "stands": stands,
        "means": means,
        "owed": OWED[case.due.duty] % {"day": day_in_words(case.due.on)} if case.due else "",
        "is_late": bool(case.due and case.due.is_missed(today=today)),
        "form": form or MessageForm(),
        "told": answers_of(opened.filing),
        "known": KNOWN[Anonymity(case.anonymity)],
        "judgements": [(said.day, Judgement.View(said.view).label, said.text) for said in opened.judgements],
        "may_appeal": person_may_appeal(case.case_state),
        "may_judge": case.case_state in JUDGED,
        "may_withdraw": person_may_withdraw(case.case_state),
    }
    return page(request, "inbox", context, status=status)


def code_of(request: HttpRequest) -> str:
    """Returns the code that was sent, in groups."""
    return in_groups(as_typed(request.POST.get("code", "")))
