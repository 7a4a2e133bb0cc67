"""Beginning with what is known: an example of the starter catalogue, or the list for a kind of system."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments import actions, examples
from assessments.examples import LIST_NAMES
from assessments.models import Assessment, Risk
from assessments.starting_lists import StartingList, starting_lists
from assessments.tabs import tabs
from hrdd.accounts.actor import actor
from hrdd.lib.errors import Refused
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from taxonomy.models import Example

PAGE = 25


@require_safe
def index(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns the examples of the catalogue by category, those already started marked."""
    assessment = _load(request, pk)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "shelves": examples.shelves(assessment),
        **offered_list(assessment),
    }
    return render(request, "assessments/example_list.html", context)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Returns the assessments in which she can start a risk from this example of the catalogue."""
    asked = request.GET.get("example", "")
    if "\x00" in asked:
        raise Http404
    example = get_object_or_404(Example, code=asked)
    writes_for = company_ids(actor(request), Action.EDIT)
    open_ones = Assessment.objects.filter(
        company__in=writes_for, status__in=(Assessment.Status.DRAFT, Assessment.Status.APPROVED)
    )
    page = Paginator(open_ones.for_lists(), PAGE).get_page(request.GET.get("page"))
    used = set(
        Risk.objects.filter(assessment__in=[a.pk for a in page], example=example).values_list(
            "assessment", flat=True
        )
    )
    listed = [(assessment, assessment.pk in used) for assessment in page]
    context = {"example": example, "page": page, "listed": listed}
    return render(request, "assessments/example_start.html", context)


@dataclass(frozen=True)
class Line:
    """An entry of the list as this assessment sees it."""

    example: Example
    why: str
    risks: tuple[Risk, ...]
    has_category: bool

    @property
    def can_start(self) -> bool:
        """Returns whether a risk can begin with it here."""
        return self.has_category and not self.risks


@require_http_methods(["GET", "HEAD", "POST"])
def starting_list(request: HttpRequest, pk: str) -> HttpResponse:
    """Starts the risks she left ticked; returns the register in which they stand, not yet rated."""
    assessment = _load(request, pk)
    chosen = list_for(assessment, request.GET.get("kind", ""))
    refusal = ""
    if request.method == "POST":
        try:
            begun = actions.start_risks(
                assessment=assessment,
                codes=set(request.POST.getlist("example")).intersection(chosen.codes),
                list_name=str(LIST_NAMES[chosen.kind]),
                by=actor(request),
                at=timezone.now(),
            )
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, _started(len(begun)))
            return redirect("assessments:register", pk=assessment.pk)
    ticked = set(request.POST.getlist("example")) if refusal else set(chosen.codes)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks", inside=True),
        "chosen": chosen,
        "lines": lines(assessment, chosen),
        "ticked": ticked,
        "refusal": refusal,
        "kinds": [(kind, LIST_NAMES[kind]) for kind in starting_lists()],
        "list_name": LIST_NAMES[chosen.kind],
    }
    return render(request, "assessments/starting_list.html", context, status=422 if refusal else 200)


def list_for(assessment: Assessment, kind: str = "") -> StartingList:
    """Returns the list for the kind asked for, or else for the kind of the assessed system."""
    return starting_lists().get(kind) or starting_lists()[assessment.system.kind]


def offered_list(assessment: Assessment) -> dict[str, object]:
    """Returns what a link to the list for this kind of system says."""
    return {"list_size": len(list_for(assessment).entries), "list_name": LIST_NAMES[assessment.system.kind]}


def lines(assessment: Assessment, chosen: StartingList) -> list[Line]:
    """Returns the entries of the list with their examples, in its order."""
    rows = {row.code: row for row in examples.known(chosen.codes)}
    used = examples.started(assessment)
    return [
        Line(
            example=rows[entry.code],
            why=entry.why,
            risks=used.get(rows[entry.code].pk, ()),
            has_category=any(
                category.edition_id == assessment.edition_id for category in rows[entry.code].categories.all()
            ),
        )
        for entry in chosen.entries
    ]


def _load(request: HttpRequest, pk: str) -> Assessment:
    rows = Assessment.objects.for_lists()
    found: Assessment = access.get(Assessment, request.user, Action.EDIT, pk=pk, rows=rows)
    return found


def _started(count: int) -> str:
    return ngettext(
        "%(count)s risk is started. Nobody has rated it yet, so it ranks as if every measure were 5.",
        "%(count)s risks are started. Nobody has rated them yet, so they rank as if every measure were 5.",
        count,
    ) % {"count": count}
