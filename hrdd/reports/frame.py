"""What a report says besides its risks: whose, about what, seen by whom, ranked how."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.anchors import ANCHORS
from assessments.models import Assessment, Moment
from assessments.moments import Fate
from assessments.severity import RULE
from hrdd.accounts.models import User
from hrdd.reports.document import Category as CategoryOfReport
from hrdd.reports.document import Frame, Method
from hrdd.reports.document import Moment as MomentOfReport
from hrdd.reports.models import Run
from hrdd.sharing.access import acts_for
from hrdd.sharing.policy import Action, roles_that_may
from taxonomy.models import Category

ORDER = (Fate.OVERDUE, Fate.PLANNED, Fate.PROPOSED, Fate.WAIVED, Fate.ANSWERED)


def frame(
    assessment: Assessment,
    categories: Sequence[Category],
    *,
    language: str,
    by: User,
    at: datetime,
    readers: Run.Readers,
) -> Frame:
    """Returns the frame in the active language, in at most four queries.

    `assessment` comes with its company, system, edition and approval.
    """
    company, system, edition = assessment.company, assessment.system, assessment.edition
    asked_for = acts_for(by, assessment)
    for_all = readers == Run.Readers.EVERYONE
    confidentiality = (
        _("For those named under “Who can see it”. Not for publication.")
        if for_all
        else _("For the company, and for auditors it lets in. Not for others, and not for publication.")
    )
    return {
        "kind": "severity",
        "rule": RULE,
        "language": language,
        "created_on": localdate(at).isoformat(),
        "confidentiality": confidentiality,
        "company": {"name": company.name},
        "assessment": {
            "reference": assessment.reference,
            "title": assessment.title,
            "status": assessment.status_line,
            "moment": assessment.moment,
            "edition": {
                "code": edition.code,
                "title": edition.title,
                "categories": [_category(category) for category in categories],
            },
            "who_can_see": [company.name, *_outsiders(assessment, at, all_of_them=for_all)],
        },
        "system": {
            "name": system.name,
            "kind": system.get_kind_display(),
            "description": system.description,
        },
        "requested_by": {"name": by.name, "organisation": str(asked_for or "")},
        "method": method(),
        "moments": _moments(assessment, at),
    }


def method() -> Method:
    """Returns the rule in words and its anchors, as domain rule `severity-first/1` sets them."""
    said = (
        _(
            "A risk here is a risk to people, not to the company. Three measures say how severe it is: "
            "scale, how grave it is for the person; scope, how many people it reaches; irremediability, "
            "whether they can be put back where they were. Each is judged from 1 to 5, with a reason."
        ),
        _(
            "Any one of the three can make a risk severe. The band is 5 when one of them is 5 and scale is "
            "at least 3; it is 4 when one of them is at least 4 and scale is at least 2; otherwise it is the "
            "largest of the three, but at most one above scale. What nobody knows yet ranks as 5 and is "
            "marked as needing evidence."
        ),
        _(
            "Risks are put in order by band, then scale, then irremediability, then whether waiting makes it "
            "harder to undo, then scope, then likelihood. The first of these in which two risks differ "
            "decides. Likelihood comes last and is never asked of harm that has happened. The numbers are "
            "compared, never added or multiplied. Where a report names a place “by score”, it shows what the "
            "usual multiplication would have said."
        ),
    )
    return {
        "statement": "\n\n".join(said),
        "anchors": {name: [str(anchors[step]) for step in range(1, 6)] for name, anchors in ANCHORS.items()},
    }


def _category(category: Category) -> CategoryOfReport:
    return {
        "code": category.code,
        "title": category.title,
        "short_title": category.short_title,
        "heat_title": category.heat_title,
    }


def _moments(assessment: Assessment, at: datetime) -> list[MomentOfReport]:
    """Returns the moments of the system: overdue, coming, waived, answered, each by the day expected."""
    today = localdate(at)
    found = [(moment.fate_on(today), moment) for moment in assessment.system.moments.by_day()]
    return [_moment(fate, moment) for state in ORDER for fate, moment in found if fate is state]


def _moment(fate: Fate, moment: Moment) -> MomentOfReport:
    # An assessment may be one that its readers cannot see: its reference says enough.
    return {
        "state": fate.value,
        "kind": moment.get_kind_display(),
        "what": moment.what,
        "expected_by": moment.expected_by.isoformat(),
        "assessment": moment.assessment.reference if moment.assessment else "",
        "reason": moment.waived_reason,
        "by": moment.waived_by.name if moment.waived_by else "",
        "on": localdate(moment.waived_at).isoformat() if moment.waived_at else "",
    }


def _outsiders(assessment: Assessment, at: datetime, *, all_of_them: bool) -> Iterator[str]:
    organisations = assessment.organisation_grants.live(on=at)
    people = assessment.person_grants.live(on=at)
    if not all_of_them:
        able = [f"as_{role}" for role in roles_that_may(Action.READ_INTERNAL)]
        organisations = organisations.filter(permission__codename__in=able)
        people = people.filter(permission__codename__in=able)
    named = (
        organisations.values_list("group__organisation__name", "until"),
        people.values_list("user__name", "until"),
    )
    for rows in named:
        # Let in twice, as reviewer and as auditor, she is named once, with the later end.
        latest = dict(sorted(rows, key=lambda row: row[1]))
        for name, until in sorted(latest.items()):
            yield _("%(name)s, until %(day)s") % {"name": name, "day": date_format(localdate(until), "j F Y")}
