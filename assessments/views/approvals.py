"""The way of a version: submitting it, taking it back, approving it or returning it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions
from assessments.approved import authors, content, in_fours, is_only_author, may_read_notes, since
from assessments.forms.approvals import ApprovalForm, ReturnForm, SubmissionForm
from assessments.models import Approval, Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from assessments.views.checks import found
from assessments.views.coverage import load
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.navigation import address
from hrdd.sharing import access
from hrdd.sharing.policy import Action

PAGE = 25


@require_safe
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what became of each submission, the latest first, and what can be done now."""
    assessment = load(request, Action.VIEW, pk)
    rows = assessment.approvals.in_full()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    in_review = assessment.status == Assessment.Status.IN_REVIEW
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="review"),
        "readers": readers(assessment),
        "page": page,
        "waiting": rows.waiting().first() if in_review else None,
        "reads_notes": may_read_notes(actor(request), assessment),
        "may_submit": access.can(request.user, Action.SUBMIT, assessment)
        and assessment.status == Assessment.Status.DRAFT,
        "may_take_back": access.can(request.user, Action.TAKE_BACK, assessment),
        "may_decide": in_review and access.can(request.user, Action.APPROVE, assessment),
    }
    return render(request, "assessments/approvals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: HttpRequest, pk: str) -> HttpResponse:
    """Submits the version for approval; what the checks call an error stops it."""
    assessment = load(request, Action.SUBMIT, pk)
    if assessment.status == Assessment.Status.APPROVED and request.method != "POST":
        return redirect("assessments:approvals", pk=pk)
    form = SubmissionForm(request.POST or None)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(
                assessment=assessment, note=form.cleaned_data["note"], by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            refused = refusal.message
        else:
            messages.success(request, _("Submitted. Nothing can be changed until it is decided."))
            return redirect("assessments:approvals", pk=pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="review", inside=True),
        "readers": readers(assessment),
        "report": found(request, assessment),
        "form": form,
        "refused": refused,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/submission.html", context, status=status)


@require_POST
def withdrawal(request: HttpRequest, pk: str) -> HttpResponse:
    """Takes the submission back, so that the assessment can be changed."""
    assessment = load(request, Action.TAKE_BACK, pk)
    try:
        actions.take_back(assessment=assessment, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back. It can be changed again."))
    return redirect("assessments:approvals", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def approval(request: HttpRequest, pk: str, approval_pk: str) -> HttpResponse:
    """Returns what an approver needs to decide; approves exactly the content whose digest she saw."""
    assessment, waiting = _load(request, pk, approval_pk)
    if request.method != "POST":
        return _decision(request, assessment, waiting)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return _decision(request, assessment, waiting, changed=True, status=409)
    try:
        actions.approve(
            approval=waiting, digest=form.cleaned_data["digest"], by=actor(request), at=timezone.now()
        )
    except Stale:
        return _decision(request, assessment, waiting, changed=True, status=409)
    except Refused as refusal:
        return _decision(request, assessment, waiting, refused=refusal.message, status=422)
    messages.success(request, _("Version %(number)s is approved and frozen.") % {"number": waiting.number})
    return redirect("assessments:approvals", pk=pk)


@require_POST
def returning(request: HttpRequest, pk: str, approval_pk: str) -> HttpResponse:
    """Returns the submission with the reason; its authors can change it again."""
    assessment, waiting = _load(request, pk, approval_pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _decision(request, assessment, waiting, form=form, status=422)
    try:
        actions.return_submission(
            approval=waiting, reason=form.cleaned_data["reason"], by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return _decision(request, assessment, waiting, form=form, status=422)
    messages.success(request, _("Returned with your reason."))
    return redirect("assessments:approvals", pk=pk)


def _load(request: HttpRequest, pk: str, approval_pk: str) -> tuple[Assessment, Approval]:
    assessment = load(request, Action.APPROVE, pk)
    return assessment, get_object_or_404(assessment.approvals.in_full(), pk=approval_pk)


def _decision(
    request: HttpRequest, assessment: Assessment, waiting: Approval, *, form: ReturnForm | None = None,
    refused: str = "", changed: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    is_waiting = waiting.state == Approval.State.SUBMITTED
    if not is_waiting and request.method != "POST":
        return redirect("assessments:approvals", pk=assessment.pk)
    by, now = actor(request), content(assessment.pk)
    before = assessment.approvals.granted().select_related("decided_by", "snapshot").first()
    context: dict[str, Any] = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="review", inside=True),
        "readers": readers(assessment),
        "waiting": waiting,
        "report": found(request, assessment),
        "authors": authors(assessment),
        "digest": now.digest,
        "digest_shown": in_fours(now.digest),
        "before": before,
        "since": since(before, now),
        "compare_url": address("assessments:versions_compare", assessment.pk),
        "own": waiting.submitted_by_id == by.pk,
        "only_author": is_only_author(assessment, by),
        "is_waiting": is_waiting,
        "form": form or ReturnForm(),
        "refused": refused,
        "changed": changed,
    }
    return render(request, "assessments/approval.html", context, status=status)
