"""Comments on a risk: opening a thread, replying, correcting one's own words, reading earlier ones."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments import actions
from assessments.models import Assessment, Risk
from assessments.tabs import tabs
from assessments.views.risks import load, risk_context
from hrdd.accounts.actor import actor
from hrdd.discussions.actions import revise_comment
from hrdd.discussions.models import Comment, Thread
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing.policy import Action


@require_POST
def create(request: HttpRequest, pk: str, risk_pk: str) -> HttpResponse:
    """Opens a thread; the button she pressed named its readers."""
    assessment, risk = load(request, Action.COMMENT, pk=pk, risk_pk=risk_pk)
    text = request.POST.get("text", "")
    try:
        thread = actions.comment_on_risk(
            risk=risk,
            text=text,
            audience=request.POST.get("audience", ""),
            by=actor(request),
            at=timezone.now(),
        )
    except Refused as refusal:
        return _refused(request, assessment, risk, {"comment_refused": refusal.message, "comment_text": text})
    return _to_thread(risk, thread)


@require_POST
def reply(request: HttpRequest, pk: str, risk_pk: str, thread_pk: str) -> HttpResponse:
    """Adds to a thread; it is read by those who read the thread, no more."""
    assessment, risk = load(request, Action.COMMENT, pk=pk, risk_pk=risk_pk)
    thread = get_object_or_404(
        Thread.objects.readable_by(actor(request)), risk_thread__risk=risk, pk=thread_pk
    )
    text = request.POST.get("text", "")
    try:
        actions.reply(thread=thread, assessment=assessment, text=text, by=actor(request), at=timezone.now())
    except Refused as refusal:
        extra = {"reply_refused": refusal.message, "reply_text": text, "reply_thread": thread.pk}
        return _refused(request, assessment, risk, extra)
    return _to_thread(risk, thread)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, pk: str, risk_pk: str, comment_pk: str) -> HttpResponse:
    """Returns a comment with all its versions; its author can put it in other words."""
    assessment, risk = load(request, Action.VIEW, pk=pk, risk_pk=risk_pk)
    readable = Thread.objects.readable_by(actor(request)).filter(risk_thread__risk=risk)
    found = get_object_or_404(
        Comment.objects.select_related("author", "organisation", "thread"), thread__in=readable, pk=comment_pk
    )
    is_author = found.author_id == request.user.pk
    context: dict[str, Any] = {"text": found.text, "status": 200}
    if request.method == "POST":
        if not is_author:
            raise Http404
        load(request, Action.COMMENT, pk=pk, risk_pk=risk_pk)
        context = _revise(request, risk, found)
        if context["status"] == 302:
            return _to_thread(risk, found.thread)
    context |= {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "risk": risk,
        "comment": found,
        "versions": found.versions.order_by("-number"),
        "is_author": is_author,
    }
    return render(request, "assessments/comment.html", context, status=context["status"])


def _revise(request: HttpRequest, risk: Risk, found: Comment) -> dict[str, Any]:
    text = request.POST.get("text", "")
    version = request.POST.get("version", "")
    try:
        revise_comment(
            comment=found,
            text=text,
            expected_version=whole_number(version),
            by=actor(request),
            at=timezone.now(),
            about=risk.reference,
        )
    except Stale as stale:
        found.version = stale.current.version
        return {"text": text, "status": 409, "theirs": stale.current.text}
    except Refused as refusal:
        return {"text": text, "status": 422, "refused": refusal.message}
    return {"status": 302}


def _refused(request: HttpRequest, assessment: Assessment, risk: Risk, extra: dict[str, Any]) -> HttpResponse:
    context = risk_context(request, assessment, risk) | extra
    return render(request, "assessments/risk.html", context, status=422)


def _to_thread(risk: Risk, thread: Thread) -> HttpResponse:
    response = redirect(risk)
    response["Location"] += f"#thread-{thread.pk}"
    return response
