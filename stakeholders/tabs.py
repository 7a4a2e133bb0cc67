"""The parts of the engagement log, and those of one engagement, as the tabs of their pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hrdd.lib.drawings import Tab
from hrdd.sharing import access
from hrdd.sharing.policy import Action
from hrdd.sharing.visibility import company_ids
from stakeholders.models import Engagement

OF_SEALED = frozenset({"record", "keeping"})


def tabs(engagement: Engagement, user: Any, *, current: str, inside: bool = False) -> list[Tab]:
    """Returns the tabs she can open; `inside` says that the page lies below the tab, not on it."""
    parts = [
        ("record", _("The record"), "stakeholders:engagement", Action.VIEW),
        ("people", _("People"), "stakeholders:participants", Action.READ_INTERNAL),
        ("consents", _("Consent"), "stakeholders:consents", Action.READ_INTERNAL),
        ("inputs", _("What they said"), "stakeholders:inputs", Action.VIEW),
        ("requests", _("What they asked for"), "stakeholders:requests", Action.VIEW),
        ("feedback", _("What they are told"), "stakeholders:feedback", Action.ANSWER),
        ("safety", _("Safety"), "stakeholders:follow_ups", Action.READ_INTERNAL),
        ("files", _("Files"), "stakeholders:attachments", Action.READ_INTERNAL),
        ("keeping", _("How long it is kept"), "stakeholders:retention", Action.LOG),
    ]
    if engagement.is_sealed:
        parts = [part for part in parts if part[0] in OF_SEALED]
    mark = "true" if inside else "page"
    return [
        Tab(title=title, url=reverse(name, args=[engagement.pk]), current=mark if part == current else "")
        for part, title, name, action in parts
        if access.can(user, action, engagement)
    ]


def log_tabs(user: Any, *, current: str) -> list[Tab]:
    """Returns the pages of the log as a whole that she can open; guests have the engagements only."""
    parts = [
        ("engagements", _("Engagements"), "stakeholders:list", None),
        ("calendar", _("Calendar"), "stakeholders:calendar", None),
        ("groups", _("Groups of people"), "stakeholders:groups", Action.VIEW),
        ("statistics", _("Statistics"), "stakeholders:statistics", Action.READ_INTERNAL),
        ("support", _("Support and funds"), "stakeholders:ledger", Action.READ_INTERNAL),
        ("initiatives", _("Together with others"), "stakeholders:initiatives", Action.VIEW),
        ("past", _("From a table"), "stakeholders:past_engagements", Action.LOG),
        ("tombstones", _("What was deleted"), "stakeholders:tombstones", Action.READ_INTERNAL),
    ]
    return [
        Tab(title=title, url=reverse(name), current="page" if part == current else "")
        for part, title, name, action in parts
        if action is None or company_ids(user, action)
    ]
