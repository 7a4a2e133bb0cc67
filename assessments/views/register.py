"""The risk register: severity first, the reason for each place, filters that only narrow."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments import since
from assessments.models import Assessment, Draft, Rating, Risk, RiskThread, Standing
from assessments.models.risk import RiskQuerySet
from assessments.register import profile, rows
from assessments.set_aside import closed_rows
from assessments.tabs import tabs
from assessments.views.examples import offered_list
from hrdd.accounts.actor import actor
from hrdd.discussions.models import Thread
from hrdd.lib.marks import BAND_WORDS
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

PAGE = 25
OWN_DRAFTS = 5


@dataclass(frozen=True)
class Filters:
    """What narrows the register; anything unknown in the address is ignored."""

    category: str
    nature: str
    band: str
    differs: bool
    waiting: bool
    needs_evidence: bool
    standing: str
    stale: bool
    since: str

    @property
    def narrow(self) -> bool:
        """Returns whether anything is filtered out."""
        chosen = (self.category, self.nature, self.band, self.differs, self.waiting, self.needs_evidence)
        return any((*chosen, self.standing, self.stale, self.since))

    @property
    def closed(self) -> bool:
        """Returns whether the closed risks are asked for, which stand in no order."""
        return self.standing == Standing.CLOSED

    def apply(self, risks: RiskQuerySet) -> RiskQuerySet:
        """Returns the risks that match."""
        if self.standing:
            risks = risks.filter(standing=self.standing)
        if self.stale:
            risks = risks.exclude(stale_since=None)
        if self.category:
            risks = risks.filter(category__code=self.category)
        if self.nature:
            risks = risks.filter(nature=self.nature)
        if self.band:
            risks = risks.filter(band=self.band)
        if self.needs_evidence:
            unknown = Q(scale=None) | Q(scope=None) | Q(irremediability=None)
            risks = risks.filter(unknown | Q(nature=Risk.NatureChoice.POTENTIAL, likelihood=None))
        if self.differs:
            apart = Rating.objects.filter(risk=OuterRef("pk"), side=Rating.Side.REVIEWER)
            risks = risks.filter(Exists(apart.exclude(band=OuterRef("band"))))
        if self.waiting:
            open_threads = Thread.objects.unanswered().values("pk")
            risks = risks.filter(
                Exists(RiskThread.objects.filter(risk=OuterRef("pk"), thread__in=open_threads))
            )
        return risks


def filters(asked: QueryDict) -> Filters:
    """Returns the filters of an address, or of a form that carries them."""
    nature = asked.get("nature", "")
    band = asked.get("band", "")
    standing = asked.get("standing", "")
    since_then = asked.get("since", "")
    category = asked.get("category", "")[:3]
    return Filters(
        category=category if category.isalpha() else "",
        nature=nature if nature in Risk.NatureChoice.values else "",
        band=band if band in {"1", "2", "3", "4", "5"} else "",
        differs=asked.get("differs") == "1",
        waiting=asked.get("waiting") == "1",
        needs_evidence=asked.get("needs_evidence") == "1",
        standing=standing if standing in Standing.values else "",
        stale=asked.get("stale") == "1",
        since=since_then if since_then in since.SHOWN else "",
    )


@require_safe
def register(request: HttpRequest, pk: str) -> HttpResponse:
    """Returns one page of the register."""
    loaded = Assessment.objects.for_lists().with_version_before()
    assessment = access.get(Assessment, request.user, Action.VIEW, pk=pk, rows=loaded)
    chosen = filters(request.GET)
    every = assessment.risks.standing()
    asked_for = assessment.risks.closed() if chosen.closed else every
    before = since.version_before(assessment)
    found = since.narrowed(chosen.apply(asked_for), chosen.since, before)
    page = Paginator(found.ranked().for_register(), PAGE).get_page(request.GET.get("page"))
    categories = list(assessment.edition.categories.all())
    drawn = profile(assessment, categories)
    context = {
        "assessment": assessment,
        "tabs": tabs(assessment, request.user, current="risks"),
        "page": page,
        "rows": []
        if chosen.closed
        else rows(page, among=every, user=request.user, since=since.words(before, page)),
        "closed_rows": closed_rows(list(page)) if chosen.closed else [],
        "closed_total": assessment.risks.closed().count(),
        "profile": drawn,
        "total": sum(row.total for row in drawn.rows),
        "filters": chosen,
        "version_before": before,
        "since_choices": [(state, since.WORDS[state]) for state in since.SHOWN],
        "categories": categories,
        "bands": [(str(band), BAND_WORDS[band]) for band in (5, 4, 3, 2, 1)],
        "can_edit": access.can(request.user, Action.EDIT, assessment),
        "can_export": access.can(request.user, Action.EXPORT, assessment),
        **offered_list(assessment),
        # Also while nothing can be changed: then this is the only way to her text.
        "own_drafts": _own_drafts(request, assessment),
        "seen_before": _seen_before(request, assessment),
    }
    return render(request, "assessments/register.html", context)


def _own_drafts(request: HttpRequest, assessment: Assessment) -> list[Draft]:
    """Returns what she typed here and did not save; outsiders type none, so nothing is asked for them."""
    if assessment.company_id not in company_ids(actor(request), Action.EDIT):
        return []
    return list(Draft.objects.of(actor(request)).in_assessment(assessment)[:OWN_DRAFTS])


def _seen_before(request: HttpRequest, assessment: Assessment) -> bool:
    """Returns whether she was here in this session: then the profile is folded and the risks come first."""
    seen = request.session.setdefault("registers_seen", [])
    if str(assessment.pk) in seen:
        return True
    request.session["registers_seen"] = [*seen, str(assessment.pk)][-50:]
    return False
