"""The parts of one assessment, as the tabs of its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.models import Assessment, System
from hrdd.lib.drawings import Tab
from hrdd.sharing import access
from hrdd.sharing.policy import Action


def tabs(assessment: Assessment, user: Any, *, current: str, inside: bool = False) -> list[Tab]:
    """Returns the tabs she can open; `current` is one of overview, risks, coverage, engagement, order,
    review, sharing, reports, history.

    `inside` says that the page lies below the tab, not on it.
    """
    parts = [
        ("overview", _("Overview"), "assessments:assessment", Action.VIEW),
        ("risks", _("Risks"), "assessments:register", Action.VIEW),
        ("coverage", _("Coverage"), "assessments:coverage", Action.VIEW),
        ("engagement", _("Engagement"), "stakeholders:for_assessment", Action.VIEW),
        ("order", _("Why this order"), "assessments:order", Action.VIEW),
        ("review", _("Review"), "assessments:approvals", Action.VIEW),
        ("sharing", _("Sharing"), "assessments:sharing", Action.SHARE),
        ("reports", _("Reports"), "reports:for_assessment", Action.FETCH_REPORT),
        ("history", _("History"), "dashboard:assessment_history", Action.VIEW_HISTORY),
    ]
    mark = "true" if inside else "page"
    return [
        Tab(title=title, url=reverse(name, args=[assessment.pk]), current=mark if part == current else "")
        for part, title, name, action in parts
        if access.can(user, action, assessment)
    ]


def system_tabs(system: System, *, current: str, inside: bool = False) -> list[Tab]:
    """Returns the parts of a system; `current` is one of overview, versions, parties, moments.

    `inside` says that the page lies below the tab, not on it. Whoever sees a system sees all of it.
    """
    parts = [
        ("overview", _("The system"), "assessments:system"),
        ("versions", _("Versions"), "assessments:system_versions"),
        ("parties", _("Suppliers and customers"), "assessments:system_parties"),
        ("moments", _("Moments"), "assessments:moments"),
    ]
    mark = "true" if inside else "page"
    return [
        Tab(title=title, url=reverse(name, args=[system.pk]), current=mark if part == current else "")
        for part, title, name in parts
    ]
