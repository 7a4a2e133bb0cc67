"""Who can read an assessment, in words for every box in which people write."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
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
    """Returns everyone who can read the assessment now, in three queries."""
    now = timezone.now()
    roles = roles_that_may(Action.VIEW)
    inside = (
        Membership.objects.standing()
        .filter(organisation=assessment.company_id, role__in=roles)
        .values("user")
        .distinct()
        .count()
    )
    standing = Q(group__organisation__memberships__ended_at=None)
    organisations = (
        assessment.organisation_grants.live(on=now)
        .values_list("group__organisation__name")
        .annotate(people=Count("group__organisation__memberships__user", distinct=True, filter=standing))
        .order_by("group__organisation__name")
    )
    persons = (
        assessment.person_grants.live(on=now)
        .values_list("user__name", flat=True)
        .distinct()
        .order_by("user__name")
    )
    return Readers(
        company=_with_number(assessment.company.name, inside),
        outsiders=[*(_with_number(name, people) for name, people in organisations), *persons],
    )


def _with_number(name: str, count: int) -> str:
    return ngettext("%(name)s, %(count)s person", "%(name)s, %(count)s people", count) % {
        "name": name,
        "count": count,
    }
