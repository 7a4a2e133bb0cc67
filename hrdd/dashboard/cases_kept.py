"""What handlers have to decide about keeping their cases, and what people asked to be erased."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hrdd.accounts.models import Role, User
from hrdd.dashboard.items import Item
from remedy.models import Case, CaseHold
from stakeholders.retention import WARNED

AT_MOST = 8


def cases_to_let_go(user: User, *, now: datetime) -> Iterator[Item]:
    """Yields cases she handles whose time is over or nearly so, and those that wait for the end of a hold.

    In one query, for case handlers only.
    """
    if not any(m.role == Role.CASE_HANDLER for m in user.standing_memberships):
        return
    today = timezone.localdate(now)
    held = Exists(CaseHold.objects.running().filter(case=OuterRef("pk")))
    found = Case.objects.readable_by(user).annotate(is_held=held)
    found = found.filter(Q(keep_until__lte=today + WARNED, is_held=False) | Q(erasure_asked_on__isnull=False))
    for case in found.order_by("keep_until", "id")[:AT_MOST]:
        if asked := case.erasure_asked_on:
            yield _to_erase(case, asked)
        elif until := case.keep_until:
            yield _to_delete(case, until, today)


def _to_erase(case: Case, asked: date) -> Item:
    return Item(
        when=_("Asked"),
        note=date_format(asked, "j F Y"),
        title=_("The person wants %(case)s erased") % {"case": case.reference},
        url=reverse("remedy:case_holds", args=[case.pk]),
        text=_("A legal hold stops it. It is erased on the day on which the hold ends."),
        label=_("Erasure"),
    )


def _to_delete(case: Case, until: date, today: date) -> Item:
    days = (until - today).days
    left = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    day = date_format(until, "j F Y")
    return Item(
        when=_("Over") if days < 0 else _("Ends"),
        note=left if days > 0 else day,
        title=_("Delete %(case)s, or hold it") % {"case": case.reference},
        url=reverse("remedy:case_deletion", args=[case.pk]),
        text=_("The day until which it is kept is over. Nothing goes by itself.")
        if days < 0
        else _("Kept until %(day)s.") % {"day": day},
        label=_("Keeping"),
        late=days < 0,
    )
