"""The scorecard of an assessment: the eight figures and the rows behind each, as far as somebody may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment
from stakeholders.confidentiality import CHECKED
from stakeholders.heard import Coverage, coverage
from stakeholders.models import Consent, ConsentUse, Engagement, FollowUp, Request
from stakeholders.models.consent import UseAnswer
from stakeholders.models.engagement import EngagementQuerySet, Known
from stakeholders.scorecard import (
    OF_PARTICIPANTS,
    Figure,
    Score,
    is_kept,
    lead_time,
    share,
    share_of_people,
    used,
    waited,
)


@dataclass(frozen=True, slots=True)
class Behind:
    """A row behind a figure; `holds` says whether it counts towards it, None where that is not told."""

    title: str
    url: str = ""
    note: str = ""
    holds: bool | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """A figure with its rows."""

    figure: Figure
    score: Score
    rows: Sequence[Behind]


def scorecard(
    assessment: Assessment, engagements: EngagementQuerySet, *, on: date, inside: bool
) -> list[Scored]:
    """Returns the figures that these engagements show, in nine queries.

    `engagements` are those of which the reader may know. `inside` is whether she may read internal records:
    others are told nothing of participants.
    """
    seen = coverage(assessment, engagements)
    known = engagements.unsealed().filter(assessment=assessment, status=Engagement.Status.RECORDED)
    held = list(known.for_lists())
    found = [
        _risks(seen), _groups(seen), _information(held), _languages(seen, held), _costs(held),
        _requests(known),
    ]  # fmt: skip
    if inside:
        found += [_consents(known), _follow_ups(known, on)]
    return found


def figures(*, inside: bool) -> list[Figure]:
    """Returns the figures that a reader is shown."""
    return [figure for figure in Figure if inside or figure not in OF_PARTICIPANTS]


def _risks(seen: Coverage) -> Scored:
    rows = [
        Behind(
            f"{risk.reference} {risk.title}",
            risk.get_absolute_url(),
            _("Heard") if risk.heard else _("Not consulted"),
            bool(risk.heard),
        )
        for risk in seen.grave
    ]
    return Scored(Figure.RISKS, _share(rows), rows)


def _groups(seen: Coverage) -> Scored:
    silent = {row.group_id for row in seen.not_sought}
    rows = []
    for group, line in zip(seen.groups, seen.grid.lines, strict=True):
        missing = not line.is_heard_or_planned
        note = _("Missing") if missing else _("Heard or planned")
        if missing and group.pk in silent:
            note = _("Missing; a reason is given why it is not sought")
        rows.append(Behind(group.name, group.get_absolute_url(), note, missing))
    return Scored(Figure.GROUPS, _share(rows), rows)


def _information(held: Sequence[Engagement]) -> Scored:
    times = [lead_time(one.informed_on, _held_on(one)) for one in held]
    rows = [
        _row(one, _("Not told before") if days is None else _days(days), days is not None)
        for one, days in zip(held, times, strict=True)
    ]
    score = share((row.holds is True for row in rows), (days for days in times if days is not None))
    return Scored(Figure.INFORMATION, score, rows)


def _languages(seen: Coverage, held: Sequence[Engagement]) -> Scored:
    needed = [language for group in seen.groups for language in group.languages]
    heard = [language for one in held for language in one.languages]
    rows = [
        Behind(language, "", _("Used") if was_used else _("Not used yet"), was_used)
        for language, was_used in used(needed, heard)
    ]
    return Scored(Figure.LANGUAGES, _share(rows), rows)


def _costs(held: Sequence[Engagement]) -> Scored:
    rows = [
        _row(
            one,
            str(one.get_costs_covered_display()) or _("Nobody said"),
            one.costs_covered == Known.YES,
        )
        for one in held
    ]
    return Scored(Figure.COSTS, _share(rows), rows)


def _requests(known: EngagementQuerySet) -> Scored:
    asked = Request.objects.filter(engagement__in=known).select_related("engagement")
    rows, days = [], []
    for one in asked.order_by("engagement__number", "number"):
        note = _("Not answered yet")
        if one.answered_at:
            since = one.engagement.held_until or _held_on(one.engagement)
            days.append(waited(since, timezone.localdate(one.answered_at)))
            note = f"{one.get_answer_display()}, {_days(days[-1])}"
        url = reverse("stakeholders:request", args=[one.engagement_id, one.pk])
        rows.append(Behind(f"{one.engagement.reference}, {one.reference}", url, note, not one.is_open))
    return Scored(Figure.REQUESTS, share((row.holds is True for row in rows), days), rows)


def _consents(known: EngagementQuerySet) -> Scored:
    """Counts people: of public and internal records alone, for all alike, and hidden where they are few.

    The rows are the engagements, so that they tell no more than the figure.
    """
    of_use = ConsentUse.objects.filter(consent=OuterRef("pk"))
    found: Any = (
        Consent.objects.filter(
            Exists(of_use.exclude(answer=UseAnswer.WITHHELD)),
            engagement__in=known.filter(level__in=[level.value for level in CHECKED]),
        )
        .annotate(withdrawn=Exists(of_use.filter(answer=UseAnswer.WITHDRAWN)))
        .select_related("engagement")
        .order_by("engagement__number")
    )
    held = {one.engagement_id: one.engagement for one in found}
    rows = [
        Behind(one.name, reverse("stakeholders:consents", args=[pk]), _("Its consents"))
        for pk, one in held.items()
    ]
    return Scored(Figure.CONSENTS, share_of_people(one.withdrawn for one in found), rows)


def _follow_ups(known: EngagementQuerySet, on: date) -> Scored:
    due = FollowUp.objects.filter(engagement__in=known, due_on__lte=on).select_related("engagement")
    rows = []
    for one in due.order_by("due_on", "id"):
        kept = is_kept(one.due_on, one.done_on)
        note = _("Asked in time") if kept else _("Asked late") if one.done_on else _("Not asked yet")
        url = reverse("stakeholders:follow_ups", args=[one.engagement_id])
        rows.append(Behind(f"{one.engagement.reference}, {one.due_on:%Y-%m-%d}", url, note, kept))
    return Scored(Figure.FOLLOW_UPS, _share(rows), rows)


def _share(rows: Sequence[Behind]) -> Score:
    return share(row.holds is True for row in rows)


def _row(engagement: Engagement, note: str, holds: bool) -> Behind:
    return Behind(engagement.name, engagement.get_absolute_url(), note, holds)


def _held_on(engagement: Engagement) -> date:
    day: Any = engagement.held_on  # what is on record was held (a constraint)
    found: date = day
    return found


def _days(number: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", number) % {"days": number}
