"""One change to up to a hundred risks: choose them in the register, say what, see what became of each."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments import actions, since
from assessments.forms import BulkForm
from assessments.many import MOST, Became, Chosen, Outcome
from assessments.models import Assessment
from assessments.readers import readers
from assessments.tabs import tabs
from assessments.views.register import filters
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused
from hrdd.sharing import access
from hrdd.sharing.policy import Action

# As the boxes of the register say it: which risk, and the version she saw.
ROW = re.compile(r"([0-9a-f-]{36})\.([0-9]{1,9})")


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest, pk: str) -> HttpResponse:
    """Asks what to change in the chosen risks, changes it, and says for each what became of it."""
    assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=Assessment.objects.for_lists())
    if request.method != "POST":
        return redirect("assessments:register", pk=assessment.pk)
    chosen = _every_match(request, assessment) if "all" in request.POST else _chosen(request)
    applying = "apply" in request.POST and not refusal_of(chosen)
    form = BulkForm(request.POST if applying else None, assessment=assessment)
    if applying and form.is_valid():
        try:
            outcomes = actions.revise_risks(
                assessment=assessment,
                chosen=chosen,
                change=form.change(),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return _result(request, assessment, outcomes)
    return _ask(request, assessment, form, chosen)


def _chosen(request: HttpRequest) -> list[Chosen]:
    """Returns what was ticked, each once; anything else in the boxes is left out."""
    found: dict[UUID, Chosen] = {}
    for text in request.POST.getlist("risk"):
        if (said := ROW.fullmatch(text)) and (risk := _uuid(said[1])):
            found.setdefault(risk, Chosen(risk, int(said[2])))
    return list(found.values())


def _every_match(request: HttpRequest, assessment: Assessment) -> list[Chosen]:
    """Returns all risks that match the register's filters, one more than allowed at most."""
    chosen = filters(request.POST)
    risks = assessment.risks.closed() if chosen.closed else assessment.risks.standing()
    matching = since.narrowed(chosen.apply(risks), chosen.since, since.version_before(assessment)).ranked()
    return [Chosen(risk, version) for risk, version in matching.values_list("pk", "version")[: MOST + 1]]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def refusal_of(chosen: list[Chosen]) -> str:
    """Returns why so many rows cannot be changed at once; nothing when they can."""
    if not chosen:
        return _("No risk was chosen. Tick those to change in the register.")
    if len(chosen) > MOST:
        return _("Choose at most %(most)s risks at once.") % {"most": MOST}
    return ""


def _ask(request: HttpRequest, assessment: Assessment, form: BulkForm, chosen: list[Chosen]) -> HttpResponse:
    refusal = refusal_of(chosen)
    here = assessment.risks.in_bulk([row.risk for row in chosen]) if not refusal else {}
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "form": form,
        "refusal": refusal,
        "rows": [(f"{row.risk}.{row.version}", here.get(row.risk)) for row in chosen if not refusal],
        "readers": readers(assessment),
    }
    status = 422 if refusal or form.errors else 200
    return render(request, "assessments/bulk.html", context, status=status)


def _result(request: HttpRequest, assessment: Assessment, outcomes: list[Outcome]) -> HttpResponse:
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "outcomes": outcomes,
        "counts": {became.value: _count(outcomes, became) for became in Became},
    }
    return render(request, "assessments/bulk_result.html", context)


def _count(outcomes: Iterable[Outcome], became: Became) -> int:
    return sum(outcome.became is became for outcome in outcomes)
