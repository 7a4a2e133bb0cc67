"""Past engagements out of a table: handing it in, naming its columns, seeing what was read, writing it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from hrdd.accounts.actor import actor
from hrdd.accounts.forms import add_refusal
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.numbers import whole_number
from hrdd.lib.sheets import picked
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from stakeholders import actions
from stakeholders.forms.past import PastColumnsForm, PastForm
from stakeholders.models import PastEngagements
from stakeholders.past import FIELDS, NEEDED, Reader
from stakeholders.tabs import log_tabs
from stakeholders.views.engagements import company_of

PAGE, SHOWN, MOST_PROBLEMS = 25, 10, 200


def load_past(request: HttpRequest, *, pk: str) -> PastEngagements:
    """Returns a table, which only those who write in the log may see; 404 or 403 otherwise."""
    rows = PastEngagements.objects.select_related("company", "requested_by")
    found: PastEngagements = access.get(PastEngagements, request.user, Action.LOG, pk=pk, rows=rows)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """Returns the tables handed in so far; a POST hands one in and leads to its columns."""
    company = company_of(request)
    form = PastForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            handed_in = actions.hand_in_past(
                company=company, table=form.table, file_name=form.file_name, sha256=form.sha256,
                by=actor(request), at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(handed_in)
    tables = PastEngagements.objects.filter(company=company).for_lists()
    page = Paginator(tables, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "tabs": log_tabs(request.user, current="past")}
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/past_list.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns what was read and what is wrong in it; a POST names the columns."""
    found = load_past(request, pk=pk)
    if found.is_over:
        return render(request, "stakeholders/past.html", {"past": found})
    content = found.content
    form = PastColumnsForm(request.POST or None, header=content["header"], initial=found.mapping)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_past_columns(
                past=found, mapping=form.mapping(), by=actor(request), at=timezone.now()
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            return redirect(found)
    context = {"past": found, "form": form, **_preview(found, content)}
    status = 422 if request.method == "POST" else 200
    return render(request, "stakeholders/past.html", context, status=status)


@require_POST
def confirmation(request: HttpRequest, pk: str) -> HttpResponse:
    """Has the table written into the log, all of it or nothing."""
    found = load_past(request, pk=pk)
    version = whole_number(request.POST.get("version", ""), 0)
    try:
        actions.write_past(past=found, expected_version=version, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    except Stale:
        messages.error(
            request, _("The columns were named anew meanwhile. Look at it again before you write it.")
        )
    return redirect(found)


@require_POST
def cancellation(request: HttpRequest, pk: str) -> HttpResponse:
    """Throws a table away; nothing of it is in the log then."""
    found = load_past(request, pk=pk)
    try:
        actions.throw_away_past(past=found, by=actor(request), at=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("stakeholders:past_engagements")


def _preview(found: PastEngagements, content: dict[str, Any]) -> dict[str, Any]:
    """Returns the first rows as they would be written, and everything that is wrong in any row."""
    rows = [(number, picked(texts, found.mapping)) for number, texts in content["rows"]]
    examples = [
        (number, [(FIELDS[name], text) for name, text in texts.items() if text])
        for number, texts in rows[:SHOWN]
    ]
    if any(name not in found.mapping for name in NEEDED):
        return {"examples": examples, "problems": [], "can_be_written": False, "is_unnamed": True}
    reader = Reader(found.company, today=timezone.localdate())
    wrong = [problem for number, texts in rows for problem in reader.read(number, texts)[1]]
    problems = [(one.row, FIELDS.get(one.field, ""), one.message) for one in wrong[:MOST_PROBLEMS]]
    return {"examples": examples, "problems": problems, "can_be_written": not wrong}
