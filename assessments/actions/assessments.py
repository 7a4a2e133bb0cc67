"""Writes about assessments as a whole."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from assessments.actions._rows import begin_edit
from assessments.actions.moments import answer_moment, propose_for_version
from assessments.actions.system_versions import add_system_version
from assessments.models import Assessment, System, SystemVersion
from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Stale
from hrdd.lib.saving import save
from taxonomy.models import Edition


@transaction.atomic
def create_assessment(
    *, system: System, edition: Edition, title: str, moment: str, by: User, at: datetime,
    system_version: SystemVersion | None = None, based_on: Assessment | None = None,
) -> Assessment:  # fmt: skip
    """Returns the new assessment, a draft with the company's next number, pinned to the edition."""
    if based_on:
        Assessment.objects.select_for_update(no_key=True).get(pk=based_on.pk)
    company = Organisation.objects.select_for_update(no_key=True).get(pk=system.company_id)
    last = Assessment.objects.filter(company=company).aggregate(Max("number"))["number__max"] or 0
    assessment = Assessment.objects.create(
        company=company,
        system=system,
        edition=edition,
        number=last + 1,
        title=title,
        moment=moment,
        system_version=system_version,
        based_on=based_on,
        created_by=by,
        created_at=at,
    )
    record(by=by, at=at, action="assessment opened", target=assessment, changes={"edition": edition.code})
    return assessment


@transaction.atomic
def revise_assessment(
    *, assessment: Assessment, title: str, moment: str, system_version: SystemVersion | None,
    expected_version: int, by: User, at: datetime, new_version: str = "",
) -> Assessment:  # fmt: skip
    """Returns the assessment as it now stands; raises Stale when someone saved first.

    A `new_version` is added to the system and taken for the one that is looked at: the moment it proposes is
    answered by this assessment. Raises Refused when the system has one of that name.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    proposed = None
    if new_version:
        system_version = add_system_version(system=locked.system, name=new_version, by=by, at=at)
        proposed = propose_for_version(version=system_version, by=by, at=at)
    new = {"title": title, "moment": moment, "system_version": system_version}
    changes = changed(locked, new)
    save(locked, new)
    record(by=by, at=at, action="assessment changed", target=locked, changes=changes)
    if proposed:
        answer_moment(moment=proposed, assessment=locked, by=by, at=at)
    return locked
