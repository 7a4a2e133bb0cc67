"""Who can read an assessment, in words for every box in which people write."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import ngettext

from assessments.models import Assessment
from hrdd.accounts.models import Membership
from hrdd.sharing.policy import Action, roles_that_may


@dataclass(frozen=True)
class Readers:
    """The company's people, and the outsiders let in, each with a number."""

    company: str
    outsiders: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join([f"{self.company}.", *(f"{outsider}." for outsider in self.outsiders)])


def readers(assessment: Assessment) -> Readers:
    """Returns everyone who can read the assessment now, in four queries."""
    now = timezone.now()
    roles = roles_that_may(Action.VIEW)
    inside = (
        Membership.objects.standing()
        .filter(organisation=assessment.company_id, role__in=roles)
        .values("user")
        .distinct()
        .count()
    )
    organisations = (
        assessment.organisation_grants.live(on=now)
        .values_list("group__organisation__name", "group_id")
        .distinct()
        .order_by("group__organisation__name")
    )
    people = dict(
        Membership.objects.standing()
        .filter(organisation__group__in=[group for _name, group in organisations])
        .values_list("organisation__group")
        .annotate(Count("user", distinct=True))
    )
    persons = (
        assessment.person_grants.live(on=now)
        .values_list("user__name", flat=True)
        .distinct()
        .order_by("user__name")
    )
    return Readers(
        company=_with_number(assessment.company.name, inside),
        outsiders=[*(_with_number(name, people.get(group, 0)) for name, group in organisations), *persons],
    )


def _with_number(name: str, count: int) -> str:
    return ngettext("%(name)s, %(count)s person", "%(name)s, %(count)s people", count) % {
        "name": name,
        "count": count,
    }
