"""The parts of one engagement, as the tabs of its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hrdd.lib.drawings import Tab
from hrdd.sharing import access
from hrdd.sharing.policy import Action
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
