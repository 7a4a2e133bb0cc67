"""What happened lately where a person takes part: reports, answers to her, ratings beside ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, Rating, RiskThread
from hrdd.accounts.models import Organisation, User
from hrdd.discussions.models import Thread
from hrdd.lib.marks import BAND_WORDS
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

LATELY = timedelta(days=30)
AT_MOST = 8


@dataclass(frozen=True, slots=True)
class News:
    """One line: when, in one sentence what, and where to see it."""

    at: datetime
    text: str
    url: str


def news(user: User, *, now: datetime) -> list[News]:
    """Returns what happened lately, newest first; three queries at most."""
    since = now - LATELY
    lines = [*_reports(user, since)]
    if company_ids(user):
        lines += _ratings(user, since)
    if _has_a_seat_outside(user):
        lines += _answers(user, since)
    return sorted(lines, key=lambda line: line.at, reverse=True)[:AT_MOST]


def _has_a_seat_outside(user: User) -> bool:
    kinds = {m.organisation.kind for m in user.standing_memberships}
    return kinds != {Organisation.Kind.COMPANY}


def _reports(user: User, since: datetime) -> Iterator[News]:
    # Reports stand beside this app on the ladder, so their rows are read through their assessment.
    found = (
        Assessment.objects.visible_to(user, Action.FETCH_REPORT)
        .filter(runs__finished_at__gte=since)
        .order_by("-runs__finished_at", "-runs__id")
        .values_list("runs__id", "runs__state_name", "runs__finished_at", "number", "title")
    )
    for run, state, at, number, title in found[:AT_MOST]:
        name = {"assessment": f"A-{number} {title}"}
        ready, failed = _("The report of %(assessment)s is ready."), _("The report of %(assessment)s failed.")
        yield News(at, (ready if state == "ready" else failed) % name, reverse("reports:run", args=[run]))


def _answers(user: User, since: datetime) -> Iterator[News]:
    mine = Q(opened_by=user) | Q(organisation__in={m.organisation_id for m in user.standing_memberships})
    answered = Thread.objects.shared().filter(mine, by_outsider=True, answered_at__gte=since)
    seen = Assessment.objects.visible_to(user).values("pk")
    found = RiskThread.objects.filter(thread__in=answered, risk__assessment__in=seen)
    for row in found.select_related("risk", "thread__company").order_by("-thread__answered_at")[:AT_MOST]:
        text = _("%(company)s answered on %(risk)s.") % {"company": row.thread.company, "risk": row.risk}
        if row.thread.answered_at:
            yield News(row.thread.answered_at, text, f"{row.risk.get_absolute_url()}#thread-{row.thread_id}")


def _ratings(user: User, since: datetime) -> Iterator[News]:
    found = Rating.objects.filter(
        side=Rating.Side.REVIEWER, rated_at__gte=since, risk__company_id__in=company_ids(user)
    )
    for rating in found.select_related("risk", "author").order_by("-rated_at", "-id")[:AT_MOST]:
        ours, theirs = (f"{band} {BAND_WORDS[band]}" for band in (rating.risk.band, rating.band))
        same = _("%(person)s rated %(risk)s %(theirs)s, as we do.")
        other = _("%(person)s rated %(risk)s %(theirs)s. Ours is %(ours)s.")
        words = {"person": rating.author, "risk": rating.risk, "theirs": theirs, "ours": ours}
        yield News(
            rating.rated_at, (same if ours == theirs else other) % words, rating.risk.get_absolute_url()
        )
