"""Risks out of a table: handing it in, naming its columns, seeing what was read, writing it, or not."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.middleware import HtmxDetails

from assessments import actions, import_attempts
from assessments.forms.imports import MappingForm, TableForm
from assessments.models import Assessment, RiskImport
from assessments.readers import readers
from assessments.tables import FIELDS, picked
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.sharing import access
from hrdd.sharing.policy import Action

PAGE, SHOWN = 25, 10


def load(request: HttpRequest, pk: str, import_pk: Any) -> tuple[Assessment, RiskImport]:
    """Returns an import through its assessment, which she must be allowed to edit; 404 or 403 otherwise."""
    rows = Assessment.objects.for_lists()
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=rows)
    found = RiskImport.objects.select_related("requested_by")
    return assessment, get_object_or_404(found, assessment=assessment, pk=import_pk)


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the imports of an assessment; a POST hands in a table and leads to its columns."""
    rows = Assessment.objects.for_lists()
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=rows)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = actions.hand_in_table(
                assessment=assessment, table=form.table, file_name=form.file_name, sha256=form.sha256,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(handed_in)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "readers": readers(assessment),
        "form": form,
        "page": Paginator(assessment.imports.for_lists(), PAGE).get_page(request.GET.get("page")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/risk_import_list.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: str, import_pk: str) -> HttpResponse:
    """Returns where an import stands; a POST names its columns and has it checked."""
    assessment, found = load(request, pk, import_pk)
    if found.is_at_work or found.is_over:
        return _page(request, assessment, found, None)
    content = found.content
    initial = {**found.mapping, "leave_out": found.leave_out}
    form = MappingForm(request.POST or None, header=content["header"], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_columns(
                risk_import=found, mapping=form.mapping(), leave_out=form.cleaned_data["leave_out"],
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(found)
    return _page(request, assessment, found, form, content)


@require_POST
def confirmation(request: HttpRequest, pk: str, import_pk: str) -> HttpResponse:
    """Has a checked table written into the register, all of it or nothing."""
    _assessment, found = load(request, pk, import_pk)
    version = whole_number(request.POST.get("version", ""), 0)
    try:
        actions.confirm_import(
            risk_import=found, expected_version=version, by=actor(request), at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.message)
    except Stale:
        messages.error(
            request, _("The table was checked anew meanwhile. Look at it again before you write it.")
        )
    return redirect(found)


@require_POST
def cancellation(request: HttpRequest, pk: str, import_pk: str) -> HttpResponse:
    """Stops an import; nothing of it is in the register then."""
    _assessment, found = load(request, pk, import_pk)
    try:
        actions.cancel_import(risk_import=found, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(found)


def _page(
    request: HttpRequest, assessment: Assessment, found: RiskImport, form: MappingForm | None,
    content: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    done = import_attempts.progress(found) if found.is_at_work else 0
    # Checking reads every row; writing reads them again and then writes them.
    steps = found.rows * (2 if found.state == found.State.IMPORTING else 1)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "readers": readers(assessment),
        "import": found,
        "form": form,
        "percent": min(99, 100 * done // max(1, steps)),
        "problems": [{**problem, "label": FIELDS.get(problem["field"], "")} for problem in found.problems],
        "examples": _examples(found, content) if content else [],
        "samples": _samples(content) if content else [],
    }
    htmx = getattr(request, "htmx", None)
    fragment = isinstance(htmx, HtmxDetails) and bool(htmx) and not htmx.history_restore_request
    status = 422 if form is not None and form.is_bound else 200
    name = "assessments/risk_import.html#state" if fragment else "assessments/risk_import.html"
    return render(request, name, context, status=status)


def _examples(found: RiskImport, content: dict[str, Any]) -> list[tuple[int, list[tuple[Any, str]]]]:
    """Returns the first rows as they would be read: number in the file, and label and text of each field."""
    return [
        (number, [(FIELDS[name], text) for name, text in picked(texts, found.mapping).items() if text])
        for number, texts in content["rows"][:SHOWN]
    ]


def _samples(content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Returns each column's name with its first texts, so that people recognise it."""
    rows = [texts for _number, texts in content["rows"][:3]]
    return [(name, [texts[n] for texts in rows if texts[n]]) for n, name in enumerate(content["header"])]
