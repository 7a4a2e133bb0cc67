"""Who can read an assessment, in words for every box in which people write."""

from dataclasses import dataclass, field

from django.db.models import Count, IntegerField, Q, Value
from django.utils import timezone
from django.utils.translation import ngettext

from assessments.models import Assessment
from hrdd.accounts.models import Organisation, User
from hrdd.sharing.policy import Action, roles_that_may


@dataclass(frozen=True)
class Readers:
    """The company's people, and the outsiders let in, each with a number."""

    company: str
    outsiders: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join([f"{self.company}.", *(f"{outsider}." for outsider in self.outsiders)])


def readers(assessment: Assessment) -> Readers:
    """Returns everyone who can read the assessment now, in one query."""
    now, company = timezone.now(), assessment.company_id
    # Inside, the role decides; of an organisation that was let in, everybody reads.
    may_read = Q(memberships__role__in=roles_that_may(Action.VIEW)) | ~Q(pk=company)
    counted = Count("memberships__user", distinct=True, filter=may_read & Q(memberships__ended_at=None))
    groups = assessment.organisation_grants.live(on=now).values("group")
    organisations = (
        Organisation.objects.filter(Q(pk=company) | Q(group__in=groups))
        .annotate(people=counted)
        .values_list("name", "pk", "people")
        .order_by()
    )
    persons = (
        User.objects.filter(pk__in=assessment.person_grants.live(on=now).values("user"))
        .annotate(people=Value(None, IntegerField()))
        .values_list("name", "pk", "people")
    )
    found = {pk: (name, people) for name, pk, people in sorted(organisations.union(persons, all=True))}
    _name, inside = found.pop(company)
    return Readers(
        company=_with_number(assessment.company.name, inside),
        outsiders=[name if people is None else _with_number(name, people) for name, people in found.values()],
    )


def _with_number(name: str, count: int) -> str:
    return ngettext("%(name)s, %(count)s person", "%(name)s, %(count)s people", count) % {
        "name": name,
        "count": count,
    }
