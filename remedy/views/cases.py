"""The cases a handler was given: her list, one case, what she writes, and the steps she takes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.policy import Action
from remedy import actions
from remedy.forms.cases import ReplyForm, StepForm
from remedy.intake.answers import answers_of
from remedy.intake.language import LANGUAGES
from remedy.intake.receiving import received_all
from remedy.intake.words import STANDS
from remedy.models import Anonymity, Assignment, Case, DeskMember
from remedy.opened import Opened
from remedy.states import CaseState
from remedy.views.on_case import own_assignment, page, with_key


@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Returns the cases she handles, what is due first, and those she is asked to take on."""
    today = timezone.localdate()
    mine = (
        Assignment.objects.living()
        .filter(user=actor(request))
        .select_related("case__company", "instead_of")
        .order_by("case__due_on", "case__filed_on", "id")
    )
    rows = [
        {
            "assignment": assignment,
            "case": assignment.case,
            "stands": STANDS[assignment.case.case_state][0],
            "language": LANGUAGES.get(assignment.case.language, assignment.case.language),
            "is_late": bool((due := assignment.case.due) and due.is_missed(today=today)),
        }
        for assignment in mine
    ]
    context = {
        "asked": [row for row in rows if row["assignment"].state == Assignment.State.OFFERED],
        "handled": [row for row in rows if row["assignment"].state == Assignment.State.TAKEN],
        "at_desk": DeskMember.objects.filter(user=actor(request), left_on=None).exists(),
    }
    return render(request, "remedy/case_list.html", context)


@require_safe
@with_key(Action.READ)
def case(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Returns a case: what was told, what was said since, where it stands, what is due."""
    return shown(request, opened)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.TAKE_ON)
def statement(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Returns what a case is about, and asks whether anything stands in her way; a yes opens it to her."""
    if request.method != "POST":
        return page(request, opened.case, "case_statement", {"opened": opened})
    if "free" not in request.POST:
        context = {"opened": opened, "is_missing": True}
        return page(request, opened.case, "case_statement", context, status=422)
    try:
        actions.take_on(assignment=own_assignment(request, opened.case), by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("remedy:case", pk=opened.case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def reply(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Sends words to the person."""
    if request.method != "POST":
        return redirect("remedy:case", pk=opened.case.pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return shown(request, opened, form=form, status=422)
    try:
        files = received_all(request.FILES.getlist("files"))
        actions.write_to_person(
            opened=opened, text=form.cleaned_data["text"], files=files, by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return shown(request, opened, form=form, status=422)
    messages.success(request, _("Sent. The person reads it when she comes back."))
    return redirect("remedy:case", pk=opened.case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@with_key(Action.HANDLE)
def step(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Takes a case to where it stands next, with a reason and words to the person."""
    form = StepForm(request.POST or None, case=opened.case)
    context = {"opened": opened, "form": form}
    if request.method != "POST":
        return page(request, opened.case, "case_step", context)
    if not form.is_valid():
        return page(request, opened.case, "case_step", context, status=422)
    try:
        actions.move_case(opened=opened, by=actor(request), at=timezone.now(), **form.entry())
    except Refused as refusal:
        for name, said in (refusal.fields or {"": [refusal.message]}).items():
            form.add_error(name if name in form.fields else None, said)
        return page(request, opened.case, "case_step", context, status=422)
    except Stale as stale:
        form.add_error(None, _("Somebody was faster: it stands elsewhere now. Look at it again."))
        context |= {"stands": STANDS[stale.current.case_state][0]}
        return page(request, opened.case, "case_step", context, status=409)
    return redirect("remedy:case", pk=opened.case.pk)


def has_locked_name(case: Case) -> bool:
    """Returns whether who the person is is locked for the holders of the escrow."""
    return case.anonymity == Anonymity.CONFIDENTIAL and case.identity is not None


def shown(request: HttpRequest, opened: Opened, *, form: Any = None, status: int = 200) -> HttpResponse:
    """Returns the page of a case."""
    case_, me = opened.case, actor(request)
    stands, _means = STANDS[case_.case_state]
    context = {
        "opened": opened,
        "stands": stands,
        "language": LANGUAGES.get(case_.language, case_.language),
        "steps": [(taken, STANDS[CaseState(taken.row.stage)][0]) for taken in opened.steps],
        "is_late": bool(case_.due and case_.due.is_missed(today=timezone.localdate())),
        "others": case_.assignments.living().exclude(user=me).with_people(),
        "without_key": set(case_.assignments.with_a_new_key().values_list("pk", flat=True)),
        "uses": case_.escrow_uses.exclude(agreed_at=None).with_people(),
        "is_open_to_me": case_.escrow_uses.readable(at=timezone.now())
        .filter(recipient=actor(request))
        .exists(),
        "has_older_escrow": case_.escrow_key.ended_at is not None and not has_locked_name(case_),
        "answers": answers_of(opened.filing),
        "form": form or ReplyForm(),
    }
    return page(request, case_, "case", context, status=status)
