"""What is covered, closed or blank: reading it, closing what is not relevant, opening it again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions
from assessments.conflicts import with_version
from assessments.coverage import coverage
from assessments.forms.coverage import ClosureForm, RightsClosureForm
from assessments.models import Assessment, Closure
from assessments.readers import readers
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from taxonomy.models import Category, Right


@require_safe
def overview(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns every category and every right with what is known of it; what is blank stands at the top."""
    return _page(request, load(request, Action.VIEW, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def category_closure(request: HttpRequest, pk: str, category_code: str) -> HttpResponse:
    """Closes a category as not relevant, or changes the reason."""
    assessment = load(request, Action.EDIT, pk)
    category = get_object_or_404(Category, edition=assessment.edition_id, code=category_code)
    return _close(request, assessment, actions.close_category, category=category)


@require_http_methods(["GET", "HEAD", "POST"])
def right_closure(request: HttpRequest, pk: str, right_code: str) -> HttpResponse:
    """Closes one right as not relevant, or changes the reason."""
    assessment = load(request, Action.EDIT, pk)
    right = get_object_or_404(Right, code=right_code)
    return _close(request, assessment, actions.close_right, right=right)


@require_http_methods(["GET", "HEAD", "POST"])
def rights_closure(request: HttpRequest, pk: str) -> HttpResponse:
    """Closes the rights she chose for one reason, all of them or none."""
    assessment = load(request, Action.EDIT, pk)
    if request.method != "POST":
        return redirect("assessments:coverage", pk=pk)
    form = RightsClosureForm(request.POST)
    if form.is_valid():
        try:
            made = actions.close_rights(
                assessment=assessment, by=actor(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s rights are closed as not relevant.") % len(made))
            return redirect("assessments:coverage", pk=pk)
    return _page(request, assessment, form=form, status=422)


@require_POST
def category_reopening(request: HttpRequest, pk: str, category_code: str) -> HttpResponse:
    """Opens a category again."""
    assessment = load(request, Action.EDIT, pk)
    rows = Closure.objects.in_force(assessment.edition)
    return _reopen(
        request, assessment, get_object_or_404(rows, assessment=assessment, category__code=category_code)
    )


@require_POST
def right_reopening(request: HttpRequest, pk: str, right_code: str) -> HttpResponse:
    """Opens a right again."""
    assessment = load(request, Action.EDIT, pk)
    return _reopen(
        request, assessment, get_object_or_404(Closure, assessment=assessment, right__code=right_code)
    )


def load(request: HttpRequest, action: Action, pk: str) -> Assessment:
    """Returns the assessment, on which the action must be allowed; 404 or 403 otherwise."""
    rows = Assessment.objects.for_lists()
    found: Assessment = access.get(Assessment, request.user, action, pk=pk, rows=rows)
    return found


def _page(
    request: HttpRequest, assessment: Assessment, *, form: RightsClosureForm | None = None, status: int = 200
) -> HttpResponse:
    seen = coverage(assessment)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="coverage"),
        "readers": readers(assessment),
        "coverage": seen,
        "form": form or RightsClosureForm(),
        "chosen": request.POST.getlist("rights"),
        "may_close": access.can(request.user, Action.EDIT, assessment),
    }
    return render(request, "assessments/coverage.html", context, status=status)


def _close(
    request: HttpRequest, assessment: Assessment, close: Callable[..., Closure], **subject: Any
) -> HttpResponse:
    found = Closure.objects.filter(assessment=assessment, **subject).in_full().first()
    initial = {"reason": found.reason, "version": found.version} if found else {"version": 0}
    form, theirs = ClosureForm(request.POST or None, initial=initial), None
    [row] = subject.values()
    if request.method == "POST" and form.is_valid():
        try:
            close(
                assessment=assessment, reason=form.cleaned_data["reason"],
                expected_version=form.cleaned_data["version"] or 0, by=actor(request), at=timezone.now(),
                **subject,
            )  # fmt: skip
        except Stale as stale:
            theirs = stale.current
            form.data = with_version(form.data, theirs.version)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("%s is closed as not relevant.") % row)
            return redirect("assessments:coverage", pk=assessment.pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="coverage", inside=True),
        "readers": readers(assessment),
        "subject": row,
        "is_category": "category" in subject,
        "closure": found,
        "form": form,
        "theirs": theirs,
    }
    status = 409 if theirs is not None else 422 if form.is_bound else 200
    return render(request, "assessments/closure.html", context, status=status)


def _reopen(request: HttpRequest, assessment: Assessment, closure: Closure) -> HttpResponse:
    try:
        actions.reopen_closure(closure=closure, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("%s is open again: it counts as not considered.") % closure)
    return redirect("assessments:coverage", pk=assessment.pk)
