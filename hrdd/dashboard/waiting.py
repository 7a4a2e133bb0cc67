"""What waits for a person: everything that somebody expects of her, or that ends soon."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.anchors import NAMES
from assessments.calendar import line
from assessments.models import (
    Approval,
    Assessment,
    AssessmentOrganisationGrant,
    AssessmentPersonGrant,
    Moment,
    Risk,
    RiskThread,
    System,
)
from hrdd.accounts.models import Invitation, Role, User
from hrdd.dashboard.cases import of_cases
from hrdd.dashboard.cases_kept import cases_to_let_go
from hrdd.dashboard.followed import to_look_after
from hrdd.dashboard.items import Item
from hrdd.dashboard.kept import to_let_go, to_open
from hrdd.dashboard.looked_at import NOTHING, risks_to_look_at
from hrdd.dashboard.promised import promised
from hrdd.discussions.models import Thread
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids

SOON = timedelta(days=14)
AT_MOST = 8


def waiting(user: User, *, now: datetime) -> list[Item]:
    """Returns what waits for her, people who wait for an answer first.

    Thirteen queries at most, and four more for those who handle concerns or hold the escrow.
    """
    items: list[Item] = [*of_cases(user, now=now)]
    looked_at = NOTHING
    if company_ids(user, Action.APPROVE) or company_ids(user, Action.EDIT):
        items += _on_their_way(user, now)
    if company_ids(user, Action.EDIT):
        items += _to_answer(user, now)
        items += _to_assess(user, now)
        looked_at = risks_to_look_at(user, today=timezone.localdate(now))
        items += _to_find_out(looked_at.unknown, now)
    items += to_look_after(user, now=now)
    items += to_open(user, now=now)
    items += promised(user, now=now, over=looked_at.over)
    items += to_let_go(user, now=now)
    items += cases_to_let_go(user, now=now)
    items += _ending(user, now)
    return items


def _on_their_way(user: User, now: datetime) -> Iterator[Item]:
    """Yields submissions she may decide on, and hers that came back; in one query."""
    may_decide = Assessment.objects.visible_to(user, Action.APPROVE).values("pk")
    may_edit = Assessment.objects.visible_to(user, Action.EDIT).values("pk")
    later = Approval.objects.filter(
        assessment=OuterRef("assessment"), submitted_at__gt=OuterRef("submitted_at")
    )
    to_decide = Q(state=Approval.State.SUBMITTED, assessment__in=may_decide) & ~Q(submitted_by=user)
    came_back = Q(
        ~Exists(later), state=Approval.State.RETURNED, submitted_by=user, assessment__in=may_edit,
        assessment__status=Assessment.Status.DRAFT,
    )  # fmt: skip
    found = Approval.objects.filter(to_decide | came_back)
    people = found.select_related("assessment", "submitted_by", "decided_by")
    for row in people.order_by("submitted_at", "id")[:AT_MOST]:
        yield _came_back(row, now) if row.state == Approval.State.RETURNED else _to_decide(row, now)


def _to_decide(row: Approval, now: datetime) -> Item:
    days = (now - row.submitted_at).days
    return Item(
        when=ngettext("Waiting for %(days)s day", "Waiting for %(days)s days", days) % {"days": days},
        note=_("since %(day)s") % {"day": _day(row.submitted_at)},
        title=_("Decide on %(assessment)s, version %(number)s")
        % {"assessment": row.assessment, "number": row.number},
        url=reverse("assessments:approval", args=[row.assessment_id, row.pk]),
        text=_("%(who)s submitted it. Nothing in it can be changed until it is decided.")
        % {"who": row.submitted_by},
        label=_("Approval"),
    )


def _came_back(row: Approval, now: datetime) -> Item:
    days = (now - row.decided_at).days if row.decided_at else 0
    return Item(
        when=_("Came back"),
        note=ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days},
        title=_("%(assessment)s came back to you") % {"assessment": row.assessment},
        url=reverse("assessments:approvals", args=[row.assessment_id]),
        text=_("%(who)s returned version %(number)s: %(reason)s")
        % {"who": row.decided_by, "number": row.number, "reason": Truncator(row.reason).chars(200)},
        label=_("Approval"),
    )


def _to_answer(user: User, now: datetime) -> Iterator[Item]:
    mine = Assessment.objects.visible_to(user, Action.EDIT).values("pk")
    open_threads = Thread.objects.unanswered().filter(root_id__in=mine)
    found = RiskThread.objects.filter(thread__in=open_threads).select_related(
        "risk__assessment", "thread__opened_by", "thread__organisation"
    )
    for row in found.order_by("thread__opened_at", "id")[:AT_MOST]:
        thread, risk = row.thread, row.risk
        days = (now - thread.opened_at).days
        yield Item(
            when=ngettext("Waiting for %(days)s day", "Waiting for %(days)s days", days) % {"days": days},
            note=_("since %(day)s") % {"day": _day(thread.opened_at)},
            title=_("Answer %(person)s on %(risk)s") % {"person": thread.opened_by, "risk": _name(risk)},
            url=f"{risk.get_absolute_url()}#thread-{thread.pk}",
            text=_("%(who)s asked in %(assessment)s, which it reviews.")
            % {"who": thread.organisation or thread.opened_by, "assessment": risk.assessment},
            band=risk.band,
        )


def _to_assess(user: User, now: datetime) -> Iterator[Item]:
    """Yields moments that are late, soon, or proposed and undecided, by their day: the late ones first."""
    mine = System.objects.visible_to(user, Action.EDIT)
    today = timezone.localdate(now)
    due = Moment.objects.open().filter(expected_by__lte=today + SOON)
    found = (due | Moment.objects.proposed()).filter(system__in=mine)
    for moment in found.by_day()[:AT_MOST]:
        shown = line(moment, today=today)
        days = abs((moment.expected_by - today).days)
        if shown.is_late:
            note = ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
        else:
            note = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
        yield Item(
            when=_("By %(day)s") % {"day": date_format(moment.expected_by, "j F")},
            note=note if days else _("today"),
            title=_("%(what)s: %(system)s") % {"system": moment.system, "what": moment.what},
            url=moment.get_absolute_url(),
            text=moment.proposed_because
            if moment.is_proposed
            else _("%(kind)s. Assess it, or say why it is skipped.") % {"kind": moment.get_kind_display()},
            label=str(shown.word),
            late=shown.is_late,
        )


def _to_find_out(unknown: Sequence[Risk], now: datetime) -> Iterator[Item]:
    for risk in unknown:
        measures = ", ".join(str(NAMES[name]) for name in risk.needs_evidence)
        days = (now - risk.updated_at).days
        yield Item(
            when=_("Needs evidence"),
            note=ngettext("for %(days)s day", "for %(days)s days", days) % {"days": days},
            title=_("Find out the %(measures)s of %(risk)s") % {"measures": measures, "risk": _name(risk)},
            url=risk.get_absolute_url(),
            text=_("What is unknown ranks as 5. %(assessment)s.") % {"assessment": risk.assessment},
            band=risk.band,
        )


class _Grant(NamedTuple):
    """What both tables of grants say, in the order in which they are asked; invitations say the same."""

    until: datetime
    permission: str
    assessment_id: UUID
    number: int
    title: str
    company_id: UUID
    company: str
    recipient: str

    @property
    def assessment(self) -> str:
        """Returns its reference and title."""
        return f"A-{self.number} {self.title}"


COLUMNS = (
    "until", "permission__codename", "content_object_id", "content_object__number", "content_object__title",
    "content_object__company_id", "content_object__company__name",
)  # fmt: skip


INVITATION = "invitation"


def _ending(user: User, now: datetime) -> Iterator[Item]:
    """Yields what was shared with her, what her company shares and will end soon, and the invitations of
    organisations she administers that nobody has accepted; by the day on which each ends, in one query."""
    able = company_ids(user, Action.SHARE)
    ending = Q(content_object__company_id__in=able, until__lte=now + SOON)
    to_organisations = AssessmentOrganisationGrant.objects.live(on=now).filter(ending | Q(group__user=user))
    to_people = AssessmentPersonGrant.objects.live(on=now).filter(ending | Q(user=user))
    administered = [m.organisation_id for m in user.standing_memberships if m.role == Role.ADMINISTRATOR]
    invitations = Invitation.objects.open(on=now).filter(organisation__in=administered)
    found = to_organisations.values_list(*COLUMNS, "group__organisation__name").union(
        to_people.values_list(*COLUMNS, "user__name"),
        invitations.values_list(
            "expires_at", Value(INVITATION), "organisation", Value(0), "email", "organisation",
            "organisation__name", "email",
        ),
    )  # fmt: skip
    for row in found.order_by("until")[: 2 * AT_MOST]:
        grant = _Grant(*row)
        if grant.permission == INVITATION:
            yield _not_accepted(grant, now)
        else:
            yield _ends_soon(grant, now) if grant.company_id in able else _shared_with_me(grant, now)


def _not_accepted(invitation: _Grant, now: datetime) -> Item:
    return Item(
        when=_("Until %(day)s") % {"day": _day(invitation.until)},
        note=_in_days(invitation.until, now),
        title=_("%(email)s has not accepted the invitation") % {"email": invitation.recipient},
        url=reverse("accounts:organisation", args=[invitation.company_id]),
        text=_("Invited to %(organisation)s. Send another one when it has ended, or withdraw it.")
        % {"organisation": invitation.company},
        label=_("Invitation"),
    )


def _ends_soon(grant: _Grant, now: datetime) -> Item:
    return Item(
        when=_("Ends %(day)s") % {"day": _day(grant.until)},
        note=_in_days(grant.until, now),
        title=_("%(who)s will no longer see %(assessment)s")
        % {"who": grant.recipient, "assessment": grant.assessment},
        url=reverse("assessments:sharing", args=[grant.assessment_id]),
        text=_("Give it again with a later date if the work is not done."),
        label=_("Sharing"),
    )


def _shared_with_me(grant: _Grant, now: datetime) -> Item:
    reviews = grant.permission == "as_reviewer"
    title = _("Review %(assessment)s") if reviews else _("Audit %(assessment)s")
    text = (
        _("%(company)s asks what you think: comment on any risk, and rate it yourself.")
        if reviews
        else _("%(company)s lets you read it, its history and its reports.")
    )
    return Item(
        when=_("Until %(day)s") % {"day": _day(grant.until)},
        note=_in_days(grant.until, now),
        title=title % {"assessment": grant.assessment},
        url=reverse("assessments:assessment", args=[grant.assessment_id]),
        text=text % {"company": grant.company},
        label=_("Review") if reviews else _("Audit"),
    )


def _name(risk: Risk) -> str:
    return f"{risk.reference}: {risk.title}"


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F")


def _in_days(moment: datetime, now: datetime) -> str:
    days = (moment - now).days
    if days < 1:
        return _("less than a day left")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
