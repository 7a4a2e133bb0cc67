"""What has to be decided about records and contacts: openings that wait, and times that are over."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hrdd.accounts.models import User
from hrdd.dashboard.items import Item
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.models import Contact, Engagement, LegalHold, SealedOpening
from stakeholders.retention import WARNED

AT_MOST = 8


def to_open(user: User, *, now: datetime) -> Iterator[Item]:
    """Yields openings of what is sealed that wait for her as the second person, in one query."""
    able = company_ids(user, Action.OPEN_SEALED)
    if not able:
        return
    waiting = SealedOpening.objects.waiting(at=now).filter(engagement__company__in=able)
    for opening in waiting.exclude(asked_by=user).in_full()[:AT_MOST]:
        yield Item(
            when=_("Asked"),
            note=date_format(timezone.localtime(opening.asked_at), "j F"),
            title=_("%(who)s asks to open: %(what)s") % {"who": opening.asked_by, "what": opening},
            url=reverse("stakeholders:opening", args=[opening.engagement_id, opening.pk]),
            text=_("It is sealed. If you agree, both of you read it for an hour."),
            label=_("Sealed"),
        )


def to_let_go(user: User, *, now: datetime) -> Iterator[Item]:
    """Yields records and contacts whose time is over, or is within thirty days, in two queries."""
    leads = company_ids(user, Action.LOG)
    if not leads:
        return
    today = timezone.localdate(now)
    soon = {"retain_until__lte": today + WARNED}
    records = Engagement.objects.filter(company__in=leads, **soon).annotate(
        is_held=_is_held("engagement"),
    )
    for record in records.filter(is_held=False).order_by("retain_until", "id")[:AT_MOST]:
        url = reverse("stakeholders:retention", args=[record.pk])
        yield _item(record.retain_until, today, title=record.name, url=url)
    contacts = Contact.objects.by_pseudonym().filter(group__company__in=leads, identity__isnull=False, **soon)
    contacts = contacts.annotate(is_held=_is_held("contact")).filter(is_held=False)
    for contact in contacts.order_by("retain_until", "id")[:AT_MOST]:
        url = reverse("stakeholders:contact", args=[contact.group_id, contact.pk])
        yield _item(contact.retain_until, today, title=f"{contact}, {contact.group}", url=url)


def _is_held(name: str) -> Exists:
    return Exists(LegalHold.objects.running().filter(**{name: OuterRef("pk")}))


def _item(until: Any, today: date, *, title: str, url: str) -> Item:
    days = (until - today).days
    is_over = days < 0
    left = ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}
    return Item(
        when=_("Over") if is_over else _("Ends"),
        note=date_format(until, "j F Y") if is_over or not days else left,
        title=_("Keep it or delete it: %(what)s") % {"what": title},
        url=url,
        text=_("The day until which it is kept is over. Nothing goes by itself.")
        if is_over
        else _("Kept until %(day)s. Say whether it is needed longer.") % {"day": date_format(until, "j F Y")},
        label=_("Keeping"),
        late=is_over,
    )
