"""What waits for those who handle concerns, and for those who hold the escrow. Never a word of a case."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hrdd.accounts.models import PersonalKey, Role, User
from hrdd.dashboard.items import Item
from remedy.deadlines import Due, Duty
from remedy.holders import handled_by_nobody, waiting_for
from remedy.models import Assignment, EscrowShare

AT_MOST = 8
SOON = timedelta(days=3)
OWED = {
    Duty.ACKNOWLEDGE: gettext_lazy("Tell the person that it was received"),
    Duty.SCREEN: gettext_lazy("Tell the person whether you take it up"),
    Duty.UPDATE: gettext_lazy("Tell the person how it stands"),
    Duty.ANSWER: gettext_lazy("Give the person an answer"),
}


def of_cases(user: User, *, now: datetime) -> Iterator[Item]:
    """Yields what waits for her at the desk and as a holder of the escrow; in five queries at most."""
    today = timezone.localdate(now)
    if any(membership.role == Role.CASE_HANDLER for membership in user.standing_memberships):
        yield from _at_the_desk(user, today)
    if user.standing_memberships and EscrowShare.objects.filter(holder=user).exists():
        yield from _of_the_escrow(user, now)


def _at_the_desk(user: User, today: date) -> Iterator[Item]:
    if not PersonalKey.objects.living().filter(user=user).exists():
        yield Item(
            when=_("First"),
            note=_("once"),
            title=_("Make your key for cases"),
            url=reverse("accounts:key"),
            text=_("Without it no concern can be given to you."),
            label=_("Key"),
            late=True,
        )
    rows = Assignment.objects.living().filter(user=user).select_related("case", "instead_of")
    held = list(rows.order_by("-case__is_urgent", "case__due_on", "case__reference"))
    asked = [row for row in held if row.state == Assignment.State.OFFERED]
    for row in asked[:AT_MOST]:
        yield _asked(row, today)
    owed = [(row.case.due, row) for row in held if row.state == Assignment.State.TAKEN]
    soon = [(due, row) for due, row in owed if due and due.on <= today + SOON]
    for due, row in sorted(soon, key=lambda pair: pair[0].on)[:AT_MOST]:
        yield _due(due, row, today)


def _asked(row: Assignment, today: date) -> Item:
    case = row.case
    text = _("Say whether anything stands in your way.")
    if row.is_deputy or row.takes_over:
        text = _("In the place of %(who)s. Say whether anything stands in your way.") % {
            "who": row.instead_of
        }
    return Item(
        when=_("Danger") if case.is_urgent else _("Asked"),
        note=_by(case.due_on, today) if case.due_on else date_format(row.offered_on, "j F"),
        title=_("Take on %(case)s") % {"case": case},
        url=reverse("remedy:case_statement", args=[case.pk]),
        text=_("Somebody may be in danger. ") + text if case.is_urgent else text,
        label=_("Case"),
        late=case.is_urgent or bool(case.due and case.due.is_missed(today=today)),
    )


def _due(due: Due, row: Assignment, today: date) -> Item:
    is_missed = due.is_missed(today=today)
    return Item(
        when=_("Missed") if is_missed else _("By %(day)s") % {"day": date_format(due.on, "j F")},
        note=_by(due.on, today),
        title=f"{row.case}: {OWED[due.duty]}",
        url=row.case.get_absolute_url(),
        text=_("As deputy of %(who)s.") % {"who": row.instead_of} if row.is_deputy else "",
        label=_("Case"),
        late=is_missed,
    )


def _of_the_escrow(user: User, now: datetime) -> Iterator[Item]:
    for use in waiting_for(user, at=now)[:AT_MOST]:
        yield Item(
            when=_("Asked"),
            note=date_format(timezone.localtime(use.asked_at), "j F"),
            title=_("%(who)s asks to use the escrow key") % {"who": use.asked_by},
            url=reverse("remedy:escrow_use", args=[use.pk]),
            text=_("It takes two. Nothing opens before you agree."),
            label=_("Escrow"),
        )
    if count := handled_by_nobody(user).count():
        yield Item(
            when=_("Nobody"),
            note="",
            title=ngettext("%(n)s case nobody handles", "%(n)s cases nobody handles", count) % {"n": count},
            url=reverse("remedy:escrow"),
            text=_("Something is owed to the people who raised them. Two holders can give them to somebody."),
            label=_("Escrow"),
            late=True,
        )


def _by(day: date, today: date) -> str:
    days = (day - today).days
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    if not days:
        return _("today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
