"""What people asked for in one engagement, the answers, and whether they were told."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.conflicts import with_version
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.followed import followed
from stakeholders.forms import LinkForm
from stakeholders.forms.requests import AnswerForm, ChangeForm, ReplyForm, RequestForm, TellingForm
from stakeholders.models import Engagement, Request
from stakeholders.views.on_engagement import for_posting, levels, load, page

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the requests with their answers, and a form to write down another."""
    found = load(request, for_posting(request), pk=pk)
    form = RequestForm(request.POST or None, engagement=found, levels=levels(request.user, found))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            asked = actions.add_request(
                engagement=found, text=data["text"], said=data["input"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is written down.") % asked.reference)
            return redirect("stakeholders:requests", pk=found.pk)
    rows = Paginator(found.requests.in_full(), PAGE).get_page(request.GET.get("page"))
    changes = followed(list(rows), request.user)
    listed = [(asked, changes.get(asked.pk, [])) for asked in rows]
    context = {"form": form, "page": rows, "listed": listed}
    status = 422 if form.is_bound else 200
    return page(request, found, "request_list", context, current="requests", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: str, request_pk: str) -> HttpResponse:
    """Returns one request; a POST answers it. 409 when someone saved first."""
    action = Action.ANSWER if request.method == "POST" else Action.VIEW
    found, asked = asked_of(request, action, pk, request_pk)
    form = AnswerForm(request.POST or None, initial=_typed(asked), asked=asked)

    def answer(data: dict[str, Any]) -> Request:
        return actions.answer_request(
            asked=asked, answer=data["answer"], reason=data["reason"], change=data["change"],
            expected_version=data["version"] or 0, by=actor(request), at=timezone.now(),
        )  # fmt: skip

    return _posted(
        request, found, asked, form=form, write=answer, name="form", done=_("Answered. Tell people next.")
    )


@require_POST
def change(request: HttpRequest, pk: str, request_pk: str) -> HttpResponse:
    """Names the change that followed, also after people were told."""
    found, asked = asked_of(request, Action.ANSWER, pk, request_pk)

    def name(data: dict[str, Any]) -> Request:
        return actions.name_change(
            asked=asked, change=data["change"], expected_version=data["version"] or 0,
            by=actor(request), at=timezone.now(),
        )  # fmt: skip

    form = ChangeForm(request.POST, asked=asked)
    return _posted(
        request, found, asked, form=form, write=name, name="change_form", done=_("Saved: this followed.")
    )


@require_POST
def telling(request: HttpRequest, pk: str, request_pk: str) -> HttpResponse:
    """Keeps when and how people were told the answer."""
    found, asked = asked_of(request, Action.LOG, pk, request_pk)

    def tell(data: dict[str, Any]) -> Request:
        return actions.tell_people(
            asked=asked, told_on=data["told_on"], told_how=data["told_how"],
            expected_version=data["version"] or 0, by=actor(request), at=timezone.now(),
        )  # fmt: skip

    form = TellingForm(request.POST)
    return _posted(
        request, found, asked, form=form, write=tell, name="telling_form", done=_("Saved: people were told.")
    )


@require_POST
def reply(request: HttpRequest, pk: str, request_pk: str) -> HttpResponse:
    """Keeps what people said to the answer."""
    found, asked = asked_of(request, Action.LOG, pk, request_pk)

    def keep(data: dict[str, Any]) -> Request:
        return actions.keep_reply(
            asked=asked, reply=data["reply"], replied_on=data["replied_on"],
            expected_version=data["version"] or 0, by=actor(request), at=timezone.now(),
        )  # fmt: skip

    form = ReplyForm(request.POST)
    return _posted(
        request, found, asked, form=form, write=keep, name="reply_form", done=_("Their reply is kept.")
    )


def asked_of(request: HttpRequest, action: Action, pk: str, request_pk: str) -> tuple[Engagement, Request]:
    """Returns a request through its engagement, on which the action must be allowed; 404 or 403 otherwise."""
    found = load(request, action, pk=pk)
    asked: Request = get_object_or_404(found.requests.in_full(), pk=request_pk)
    asked.engagement = found
    return found, asked


def _typed(asked: Request) -> dict[str, Any]:
    data = {"answer": asked.answer, "reason": asked.reason, "version": asked.version}
    return data | {"change": str(asked.change or "")}


def _posted(
    request: HttpRequest, found: Engagement, asked: Request, *, form: forms.Form,
    write: Callable[[dict[str, Any]], Request], name: str, done: str,
) -> HttpResponse:  # fmt: skip
    status, late = 422 if form.is_bound else 200, None
    if form.is_bound and form.is_valid():
        try:
            write(form.cleaned_data)
        except Stale as stale:
            status, late = 409, stale.current
            form.data = with_version(form.data, stale.current.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, done)
            return redirect("stakeholders:request", pk=found.pk, request_pk=asked.pk)
    return shown(request, found, late or asked, {"late": late, name: form}, status=status)


def shown(
    request: HttpRequest, found: Engagement, asked: Request, context: dict[str, Any], *, status: int
) -> HttpResponse:
    """Returns the page of a request; `context` brings what was posted to it."""
    whole = {
        "asked": asked,
        "changes": followed([asked], request.user).get(asked.pk, []),
        "form": AnswerForm(initial=_typed(asked), asked=asked),
        "change_form": ChangeForm(initial=_typed(asked), asked=asked),
        "telling_form": TellingForm(initial={"version": asked.version}),
        "reply_form": ReplyForm(initial={"version": asked.version}),
        "link_form": LinkForm(engagement=found, user=request.user),
        "can_answer": access.can(request.user, Action.ANSWER, found),
        **context,
    }
    return page(request, found, "request", whole, current="requests", inside=True, status=status)
