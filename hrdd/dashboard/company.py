"""Whose portfolio is read: that of one company at a time, so that an index serves its order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.lib.drawings import Tab
from hrdd.sharing.visibility import company_ids


@dataclass(frozen=True)
class Chosen:
    """The company whose portfolio is read, and the other companies she belongs to."""

    company: Organisation
    others: Sequence[Organisation]


def chosen(user: User, wanted: str = "") -> Chosen:
    """Returns the company named by its id, else her first by name; raises Http404 for people of none."""
    able = set(company_ids(user))
    hers = {m.organisation for m in user.standing_memberships if m.organisation_id in able}
    companies = sorted(hers, key=lambda company: company.name)
    for company in companies:
        if wanted in ("", str(company.pk)):
            return Chosen(company, [other for other in companies if other != company])
    raise Http404


def tabs(found: Chosen, *, current: str) -> list[Tab]:
    """Returns the parts of the portfolio; `current` is one of map, risks, measures."""
    of = f"?company={found.company.pk}" if found.others else ""
    parts = (
        ("map", _("Heat map and moments"), "dashboard:portfolio"),
        ("risks", _("Most severe risks"), "dashboard:portfolio_risks"),
        ("measures", _("Measures by owner"), "dashboard:portfolio_measures"),
    )
    return [
        Tab(title=title, url=reverse(name) + of, current="page" if part == current else "")
        for part, title, name in parts
    ]
