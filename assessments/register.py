"""What the register and the overview show: rows with rank and reason, the severity profile, a preview."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, SmallIntegerField, Value, Window
from django.db.models.functions import Rank
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment, Closure, Rating, Risk, RiskThread
from assessments.models.rated import worst
from assessments.models.risk import Follower, Place, RiskQuerySet
from assessments.reasons import why_above, why_here
from assessments.severity import Severity
from hrdd.discussions.models import Thread
from hrdd.lib.drawings import BandRow, Cell, Column, Profile
from hrdd.lib.marks import BAND_WORDS


@dataclass(frozen=True, slots=True)
class Row:
    """A risk in the register: its rank, why it stands there, and what was said about it."""

    risk: Risk
    rank: int
    why: str
    comments: int = 0
    waiting: int = 0
    reviewer_ratings: Sequence[Rating] = field(default_factory=tuple)
    # What became of it since the version approved before, in a word; empty without one.
    since: Any = ""

    @property
    def differing(self) -> list[Rating]:
        """Returns the reviewers' ratings that are a band or more away from the company's."""
        return [rating for rating in self.reviewer_ratings if rating.band != self.risk.band]


def rows(
    risks: Iterable[Risk], *, among: RiskQuerySet, user: Any, since: Mapping[UUID, Any] | None = None
) -> list[Row]:
    """Returns register rows for these risks, ranked among all risks of `among`, in three queries.

    `since` holds for each risk what became of it since the version approved before.
    """
    shown = list(risks)
    return _told(shown, among.places([risk.pk for risk in shown]), user, since or {})


def first_rows(among: RiskQuerySet, count: int, *, user: Any) -> list[Row]:
    """Returns register rows for the most severe few, in three queries: the list itself tells their places."""
    found = list(among.ranked().for_register()[: count + 1])
    below = [Follower(risk.reference, risk.severity) for risk in found[1:]]
    places = {risk.pk: Place(rank, next(iter(below[rank - 1 :]), None)) for rank, risk in enumerate(found, 1)}
    return _told(found[:count], places, user, {})


def _told(
    shown: Sequence[Risk], places: dict[UUID, Place], user: Any, since: Mapping[UUID, Any]
) -> list[Row]:
    ids = [risk.pk for risk in shown]
    talk = _talk(ids, user)
    ratings: dict[UUID, list[Rating]] = {}
    for rating in Rating.objects.filter(risk__in=ids, side=Rating.Side.REVIEWER).select_related(
        "organisation", "author"
    ):
        ratings.setdefault(rating.risk_id, []).append(rating)
    return [
        Row(
            risk=risk,
            rank=places[risk.pk].rank,
            why=_why(risk, places[risk.pk]),
            comments=talk.get(risk.pk, (0, 0))[0],
            waiting=talk.get(risk.pk, (0, 0))[1],
            reviewer_ratings=ratings.get(risk.pk, ()),
            since=since.get(risk.pk, ""),
        )
        for risk in shown
    ]


def reasons(risks: Collection[Risk], *, among: RiskQuerySet) -> dict[UUID, tuple[int | None, str]]:
    """Returns rank and reason of each of these risks, in one query; a closed one has no rank."""
    places = among.places([risk.pk for risk in risks])
    return {risk.pk: _placed(risk, places.get(risk.pk)) for risk in risks}


def _placed(risk: Risk, place: Place | None) -> tuple[int | None, str]:
    return (place.rank, _why(risk, place)) if place else (None, _("It is closed, so it has no rank."))


def _why(risk: Risk, place: Place) -> str:
    if place.follower is None:
        return why_here(risk.severity, None)
    return why_here(risk.severity, place.follower.severity, below_reference=place.follower.reference)


def _talk(ids: Collection[UUID], user: Any) -> dict[UUID, tuple[int, int]]:
    """Returns comments and unanswered threads per risk, counting only what she may read."""
    counted = (
        RiskThread.objects.filter(risk__in=ids, thread__in=Thread.objects.readable_by(user))
        .values_list("risk")
        .annotate(
            comments=Count("thread__comments", distinct=True),
            waiting=Count(
                "thread",
                distinct=True,
                filter=Q(thread__by_outsider=True, thread__answered_at=None, thread__audience="shared"),
            ),
        )
    )
    return {risk: (comments, waiting) for risk, comments, waiting in counted}


NOTHING = Cell()


def profile(assessment: Assessment, categories: Sequence[Any]) -> Profile:
    """Returns how many risks stand in each band and category of the edition, in one query.

    Where there is none, it says whether the category was considered and found not relevant.
    """
    standing = assessment.risks.standing().order_by().values_list("band", "category__code")
    closures = Closure.objects.filter(assessment=assessment, category__in=categories)
    closed = closures.annotate(band=Value(None, SmallIntegerField()), count=Value(0))
    rows = closed.values_list("band", "category__code", "count")
    found: Any = standing.annotate(count=Count("id")).union(rows)
    told = {(band, code): count for band, code, count in found}
    return drawn(assessment, categories, told, closed={code for band, code in told if band is None})


def drawn(
    assessment: Assessment, categories: Sequence[Any], counted: Mapping[Any, int], *, closed: Collection[str]
) -> Profile:
    """Returns the profile of what was counted by band and code of the category."""
    used = {code for (band, code), count in counted.items() if band and count}
    register = reverse("assessments:register", args=[assessment.pk])

    def unused(category: Any) -> str:
        return "closed" if category.code in closed else "blank"

    def cell(band: int, category: Any) -> Cell:
        count = counted.get((band, category.code), 0)
        if not count:
            return NOTHING
        label = ngettext(
            "%(count)s risk, %(band)s %(word)s, %(category)s",
            "%(count)s risks, %(band)s %(word)s, %(category)s",
            count,
        ) % {
            "count": count,
            "band": band,
            "word": BAND_WORDS[band],
            "category": category.short_title,
        }
        return Cell(count=count, url=f"{register}?band={band}&category={category.code}", label=label)

    return Profile(
        columns=[
            Column(category.code, category.heat_title, "" if category.code in used else unused(category))
            for category in categories
        ],
        rows=[
            BandRow(band=band, cells=[cell(band, category) for category in categories])
            for band in (5, 4, 3, 2, 1)
        ],
    )


@dataclass(frozen=True, slots=True)
class Rung:
    """A line of the preview: a neighbour, or the risk itself."""

    rank: int
    title: str
    text: str
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Where a rating would put a risk if it were saved now."""

    rank: int
    total: int
    band: int
    needs_evidence: tuple[str, ...]
    rungs: list[Rung]


def preview(assessment: Assessment, severity: Severity, *, risk: Risk | None, reason: str) -> Preview:
    """Returns where the rating would rank among the other risks of the assessment, in three queries.

    `risk` is the one being revised, None for a new one, which among equals stands last; `reason` is why
    it has its band.
    """
    others: RiskQuerySet = assessment.risks.standing()
    same = Q(order_key=severity.order_key)
    if risk is not None:
        others = others.exclude(pk=risk.pk)
        same &= Q(created_at__lt=risk.created_at) | Q(created_at=risk.created_at, id__lt=risk.pk)
    before = Q(order_key__gt=severity.order_key) | same
    counted = others.aggregate(above=Count("id", filter=before), all=Count("id"))
    rank = counted["above"] + 1
    above = others.filter(before).ranked().reverse().first()
    below = others.exclude(before).ranked().first()
    rungs = []
    if above:
        text = _("Below %(risk)s: %(reason)s") % {
            "risk": above,
            "reason": why_above(above.severity, severity),
        }
        rungs.append(Rung(rank - 1, "", text))
    name = f"{risk.reference}, " if risk else ""
    rungs.append(Rung(rank, name + _("this risk."), reason, is_here=True))
    if below:
        text = _("Above %(risk)s: %(reason)s") % {
            "risk": below,
            "reason": why_above(severity, below.severity),
        }
        rungs.append(Rung(rank + 1, "", text))
    return Preview(rank, counted["all"] + 1, severity.band, severity.needs_evidence, rungs)


def with_naive_rank(risks: RiskQuerySet) -> RiskQuerySet:
    """Adds `naive_rank`: the place that mean times likelihood would give. Shown beside, used for nothing."""
    likelihood = worst("likelihood")
    mean_times_likelihood = (worst("scale") + worst("scope") + worst("irremediability")) * likelihood
    return risks.annotate(
        naive_rank=Window(Rank(), order_by=[mean_times_likelihood.desc(), F("created_at"), F("id")])
    )
