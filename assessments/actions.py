"""Every write about systems, assessments, risks and ratings. The only door."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from assessments.entries import COLUMNS, GRADES, Grades, RiskEntry
from assessments.models import Assessment, Rating, Risk, RiskRight, RiskThread, System
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.discussions import actions as discussions
from hrdd.discussions.models import Comment, Thread
from hrdd.lib.errors import Refused, Stale
from hrdd.sharing.access import acts_for
from taxonomy.models import Edition


@transaction.atomic
def create_system(
    *, company: Organisation, name: str, kind: str, description: str, by: User, at: datetime
) -> System:
    """Returns the new system; raises Refused when the company has one of that name."""
    # The company's row is the lock: two people who add one of the same name wait for each other.
    Organisation.objects.select_for_update().get(pk=company.pk)
    if System.objects.filter(company=company, name__iexact=name).exists():
        message = _("There is a system of this name already.")
        raise Refused(message, fields={"name": [message]})
    system = System.objects.create(
        company=company, name=name, kind=kind, description=description, created_at=at
    )
    record(by=by, at=at, action="system added", target=system, changes={"kind": kind})
    return system


@transaction.atomic
def revise_system(
    *, system: System, name: str, kind: str, description: str, expected_version: int, by: User, at: datetime
) -> System:
    """Returns the system as it now stands; raises Stale when someone saved first."""
    Organisation.objects.select_for_update().get(pk=system.company_id)
    locked: System = System.objects.select_for_update().get(pk=system.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    new = {"name": name, "kind": kind, "description": description}
    changes = changed(locked, new)
    if "name" in changes and System.objects.filter(company=locked.company_id, name__iexact=name).exclude(
        pk=locked.pk
    ):
        message = _("There is a system of this name already.")
        raise Refused(message, fields={"name": [message]})
    _save(locked, new)
    record(by=by, at=at, action="system changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def create_assessment(
    *, system: System, edition: Edition, title: str, moment: str, by: User, at: datetime
) -> Assessment:
    """Returns the new assessment, a draft with the company's next number, pinned to the edition."""
    company = Organisation.objects.select_for_update().get(pk=system.company_id)
    last = Assessment.objects.filter(company=company).aggregate(Max("number"))["number__max"] or 0
    assessment = Assessment.objects.create(
        company=company,
        system=system,
        edition=edition,
        number=last + 1,
        title=title,
        moment=moment,
        created_by=by,
        created_at=at,
    )
    record(by=by, at=at, action="assessment opened", target=assessment, changes={"edition": edition.code})
    return assessment


@transaction.atomic
def revise_assessment(
    *, assessment: Assessment, title: str, moment: str, status: str, expected_version: int, by: User,
    at: datetime,
) -> Assessment:  # fmt: skip
    """Returns the assessment as it now stands; raises Stale when someone saved first."""
    locked: Assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if locked.version != expected_version:
        raise Stale(locked)
    new = {"title": title, "moment": moment, "status": status}
    changes = changed(locked, new)
    _save(locked, new)
    record(by=by, at=at, action="assessment changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def record_risk(*, assessment: Assessment, entry: RiskEntry, by: User, at: datetime) -> Risk:
    """Returns the new risk, with the author's rating beside it."""
    locked = Assessment.objects.select_for_update().get(pk=assessment.pk)
    _check(entry=entry, assessment=locked)
    risk = Risk(
        company_id=locked.company_id,
        assessment=locked,
        number=locked.next_risk_number,
        created_by=by,
        created_at=at,
        updated_by=by,
        updated_at=at,
        **{name: getattr(entry, name) for name in COLUMNS},
    )
    risk.save(force_insert=True)
    locked.next_risk_number += 1
    locked.save(update_fields=["next_risk_number"])
    _link(risk=risk, entry=entry)
    _keep_rating(risk=risk, grades=entry, side=Rating.Side.COMPANY, by=by, at=at)
    record(by=by, at=at, action="risk recorded", target=risk, changes=_facts(entry))
    return risk


@transaction.atomic
def revise_risk(*, risk: Risk, entry: RiskEntry, expected_version: int, by: User, at: datetime) -> Risk:
    """Returns the risk as it now stands; raises Stale with the row in force when someone saved first."""
    locked = (
        Risk.objects.select_for_update(of=["self"]).select_related("assessment", "category").get(pk=risk.pk)
    )
    if locked.version != expected_version:
        raise Stale(locked)
    _check(entry=entry, assessment=locked.assessment)
    before = _links(locked)
    new = {name: getattr(entry, name) for name in COLUMNS}
    changes = changed(locked, new)
    _save(locked, {**new, "updated_by": by, "updated_at": at})
    _link(risk=locked, entry=entry)
    after = {
        "rights": [right.code for right in entry.rights],
        "groups": [group.code for group in entry.groups],
    }
    changes |= {
        name: [before[name], after[name]] for name in after if sorted(before[name]) != sorted(after[name])
    }
    if set(changes).intersection(GRADES):
        _keep_rating(risk=locked, grades=entry, side=Rating.Side.COMPANY, by=by, at=at)
    record(by=by, at=at, action="risk changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def rate_risk(*, risk: Risk, grades: Grades, by: User, at: datetime) -> Rating:
    """Returns a reviewer's own rating of a risk. It stands beside the company's and moves no rank."""
    return _keep_rating(risk=risk, grades=grades, side=Rating.Side.REVIEWER, by=by, at=at, log=True)


@transaction.atomic
def comment_on_risk(*, risk: Risk, text: str, audience: str, by: User, at: datetime) -> Thread:
    """Returns a new thread about a risk, read by the audience she chose."""
    thread = discussions.open_thread(
        company=risk.company,
        root_id=risk.assessment_id,
        text=text,
        audience=audience,
        organisation=acts_for(by, risk.assessment),
        by=by,
        at=at,
        about=risk.reference,
    )
    RiskThread.objects.create(risk=risk, thread=thread)
    return thread


@transaction.atomic
def reply(*, thread: Thread, assessment: Assessment, text: str, by: User, at: datetime) -> Comment:
    """Returns her reply, spoken for the organisation through which she sees the assessment."""
    risk = Risk.objects.get(risk_threads__thread=thread)
    speaker = acts_for(by, assessment)
    return discussions.reply(
        thread=thread, text=text, organisation=speaker, by=by, at=at, about=risk.reference
    )


def _save(row: System | Assessment | Risk, new: Mapping[str, object]) -> None:
    for name, value in new.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*new, "version"])


def _check(*, entry: RiskEntry, assessment: Assessment) -> None:
    if entry.category.edition_id != assessment.edition_id:
        message = _("This category is not in the edition this assessment uses.")
        raise Refused(message, fields={"category": [message]})
    if entry.nature == Risk.NatureChoice.ACTUAL and entry.likelihood is not None:
        message = _("Likelihood is not asked of something that has happened. Leave it empty.")
        raise Refused(message, fields={"likelihood": [message]})


def _links(risk: Risk) -> dict[str, list[str]]:
    rights = risk.risk_rights.order_by("-primary", "id").values_list("right__code", flat=True)
    return {"rights": list(rights), "groups": list(risk.groups.values_list("code", flat=True))}


def _link(*, risk: Risk, entry: RiskEntry) -> None:
    risk.risk_rights.all().delete()
    RiskRight.objects.bulk_create(
        RiskRight(risk=risk, right=right, primary=position == 0)
        for position, right in enumerate(dict.fromkeys(entry.rights))
    )
    risk.groups.set(entry.groups)


def _keep_rating(
    *, risk: Risk, grades: Grades, side: str, by: User, at: datetime, log: bool = False
) -> Rating:
    new = {name: getattr(grades, name) for name in GRADES}
    earlier = Rating.objects.select_for_update().filter(risk=risk, author=by).first()
    changes = changed(earlier, new) if earlier else new
    rating, _created = Rating.objects.update_or_create(
        risk=risk,
        author=by,
        defaults={
            **new,
            "organisation": acts_for(by, risk.assessment),
            "side": side,
            "rated_at": at,
            "version": earlier.version + 1 if earlier else 1,
        },
    )
    if log:
        record(by=by, at=at, action="rated as reviewer", target=rating, changes=changes)
    return rating


def _facts(entry: RiskEntry) -> dict[str, object]:
    facts = {
        name: getattr(entry, name) for name in ("nature", "scale", "scope", "irremediability", "likelihood")
    }
    return {**facts, "category": entry.category.code, "involvement": entry.involvement}
