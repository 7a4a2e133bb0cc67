"""Whether people who spoke up are safe: checks that are due, and those that were missed."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hrdd.accounts.models import User
from hrdd.dashboard.items import Item
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.confidentiality import CHECKED, Level
from stakeholders.models import FollowUp
from stakeholders.safety import is_escalated

AT_MOST = 8


def to_look_after(user: User, *, now: datetime) -> Iterator[Item]:
    """Yields checks due for engagement leads, and missed ones for approvers and administrators, in one query.

    Those above learn of every missed check; of a record they may not read, no more than its number.
    """
    today = timezone.localdate(now)
    leads = company_ids(user, Action.LOG)
    above = company_ids(user, Action.VIEW_HISTORY)
    if not leads and not above:
        return
    mine = FollowUp.objects.due(on=today).filter(engagement__company__in=leads)
    missed = FollowUp.objects.escalated(on=today).filter(engagement__company__in=above)
    # That there is a sealed record is for engagement leads alone to know.
    missed = missed.exclude(engagement__level=Level.SEALED.value)
    found = (mine | missed).select_related("engagement").order_by("due_on", "id")
    for check in found[:AT_MOST]:
        is_mine = check.engagement.company_id in leads
        yield _item(check, today, is_mine=is_mine)


def _item(check: FollowUp, today: date, *, is_mine: bool) -> Item:
    engagement, days = check.engagement, (today - check.due_on).days
    is_missed = is_escalated(check.due_on, done=False, on=today)
    may_read = is_mine or engagement.level in CHECKED
    if is_mine:
        url = engagement.get_absolute_url()
        if not engagement.is_sealed:
            url = reverse("stakeholders:follow_up", args=[engagement.pk, check.pk])
    else:
        url = reverse("stakeholders:follow_ups", args=[engagement.pk]) if may_read else ""
    text = (
        _("They do not want to be contacted: learn it from people they trust.")
        if engagement.do_not_contact
        else _("Reprisal comes late. Ask in the way people agreed to.")
    )
    if not is_mine:
        text = _("Nobody has done it. Ask your engagement leads why.")
    return Item(
        when=_("Missed") if is_missed else _("Due"),
        note=ngettext("since %(days)s day", "since %(days)s days", days) % {"days": days}
        if days
        else _("today"),
        title=_("Ask whether people are safe after %(engagement)s")
        % {"engagement": engagement.name if may_read else engagement.reference},
        url=url,
        text=f"{text} {_('Due on %(day)s.') % {'day': date_format(check.due_on, 'j F Y')}}",
        label=_("Safety"),
        late=is_missed,
    )
