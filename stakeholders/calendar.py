"""What is on the calendar of the log for somebody: engagements, plans, and checks that people are safe."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Assessment
from hrdd.accounts.models import User
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids, granted
from stakeholders.confidentiality import Level
from stakeholders.models import Engagement, FollowUp, PlannedEngagement
from stakeholders.month import Mark
from stakeholders.safety import is_escalated

ENGAGEMENT, PLANNED, FOLLOW_UP = "engagement", "planned", "follow-up"
# More than a wall holds; a calendar program may take that many.
MOST = 1_000


def marks(user: User, first: date, last: date, *, today: date) -> list[Mark]:
    """Returns what she may know of between two days, by day, in three queries."""
    found = [
        *_engagements(user, first, last),
        *_plans(user, first, last, today),
        *_checks(user, first, last, today),
    ]
    return sorted(found, key=lambda mark: mark.first)


def _engagements(user: User, first: date, last: date) -> Iterator[Mark]:
    found = Engagement.objects.visible_to(user).alias(until=Coalesce("held_until", "held_on"))
    for one in found.filter(held_on__lte=last, until__gte=first).order_by("held_on", "number")[:MOST]:
        held_on: Any = one.held_on
        yield Mark(
            ENGAGEMENT,
            str(one.pk),
            held_on,
            one.held_until or held_on,
            # Of a sealed record even its lead is told no more than its number.
            one.name,
            one.get_absolute_url(),
            _("Engagement") if one.is_on_record else _("Engagement, being prepared"),
        )


def _plans(user: User, first: date, last: date, today: date) -> Iterator[Mark]:
    """Yields what is planned, unless it is an engagement of which she knows: that stands for itself."""
    known = Engagement.objects.visible_to(user).values("pk")
    found = PlannedEngagement.objects.filter(
        Q(engagement=None) | ~Q(engagement__in=known),
        assessment__in=Assessment.objects.visible_to(user).values("pk"),
        planned_on__range=(first, last),
    )
    for one in found.select_related("group", "assessment").order_by("planned_on", "id")[:MOST]:
        late = one.planned_on < today
        yield Mark(
            PLANNED,
            str(one.pk),
            one.planned_on,
            one.planned_on,
            f"{one.group}, {one.assessment.reference}",
            reverse("stakeholders:for_assessment", args=[one.assessment_id]),
            _("Planned, overdue") if late else _("Planned"),
            late,
        )


def _checks(user: User, first: date, last: date, today: date) -> Iterator[Mark]:
    """Yields checks that people are safe, of records whose safety pages she may open."""
    internal = Q(engagement__company__in=company_ids(user, Action.READ_INTERNAL))
    for rows in granted(Assessment, user, Action.READ_INTERNAL, timezone.now()):
        internal |= Q(engagement__assessment_id__in=rows)
    known = Engagement.objects.visible_to(user).exclude(level=Level.SEALED.value)
    found = FollowUp.objects.filter(internal, engagement__in=known, due_on__range=(first, last))
    for one in found.select_related("engagement").order_by("due_on", "id")[:MOST]:
        late = is_escalated(one.due_on, done=bool(one.done_on), on=today)
        word = _("Follow-up, missed") if late else _("Follow-up due")
        yield Mark(
            FOLLOW_UP,
            str(one.pk),
            one.due_on,
            one.due_on,
            _("Ask whether people are safe after %(engagement)s") % {"engagement": one.engagement.reference},
            reverse("stakeholders:follow_ups", args=[one.engagement_id]),
            _("Follow-up, done") if one.done_on else word,
            late,
            bool(one.done_on),
        )
