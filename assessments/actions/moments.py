"""Writes about moments to assess: proposed by the workbench or planned, then answered or waived."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessments.models import Assessment, Moment, Risk, System, SystemVersion
from assessments.moments import AFTER_COUNTRY, AFTER_INCIDENT, look_at_version_by
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib import countries
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save


@transaction.atomic
def propose_moment(
    *, system: System, kind: str, what: str, because: str, expected_by: date, risk: Risk | None = None,
    by: User, at: datetime,
) -> Moment:  # fmt: skip
    """Returns the moment the workbench proposes because of what `by` just did.

    While one for the same incident risk (or without a risk, of the same kind and words) is open, that one is
    returned and nothing is written.
    """
    what, because = _short(what), _short(because)
    same = {"system": system, "kind": kind, "risk": risk} | ({} if risk else {"what": what})
    still_open = Moment.objects.open()
    if found := still_open.filter(**same).order_by("id").first():
        return found
    told = {"what": what, "proposed_because": because, "expected_by": expected_by}
    moment, is_new = still_open.get_or_create(
        **same, defaults={**told, "company_id": system.company_id, "created_by": by, "created_at": at}
    )
    if is_new:
        record(by=by, at=at, action="moment proposed", target=moment, changes={"kind": kind, **told})
    return moment


@transaction.atomic
def propose_after_incident(*, risk: Risk, by: User, at: datetime) -> Moment:
    """Returns the moment to look again because this grave or extreme harm has happened."""
    # Reports show the words to outsiders of other assessments of the system: they name the risk, no more.
    named = {"risk": risk.reference, "assessment": risk.assessment.reference, "band": risk.severity.band}
    return propose_moment(
        system=risk.assessment.system,
        kind=Moment.Kind.INCIDENT,
        what=_("Look again after the incident %(risk)s of %(assessment)s") % named,
        because=_("%(risk)s of %(assessment)s has happened and is of band %(band)s.") % named,
        expected_by=localdate(at) + AFTER_INCIDENT,
        risk=risk,
        by=by,
        at=at,
    )


@transaction.atomic
def propose_for_version(*, version: SystemVersion, by: User, at: datetime) -> Moment:
    """Returns the moment to look at a new version, by its release if that lies ahead."""
    return propose_moment(
        system=version.system,
        kind=Moment.Kind.CAPABILITY,
        what=_("Look at version %(version)s") % {"version": version.name},
        because=_("Version %(version)s was added to the system.") % {"version": version.name},
        expected_by=look_at_version_by(today=localdate(at), released_on=version.released_on),
        by=by,
        at=at,
    )


@transaction.atomic
def propose_for_country(*, system: System, code: str, by: User, at: datetime) -> Moment:
    """Returns the moment to look at the system in a country that is new to it."""
    country = {"country": countries.name(code)}
    return propose_moment(
        system=system,
        kind=Moment.Kind.MARKET,
        what=_("Look at the system in a new country: %(country)s") % country,
        because=_("%(country)s was added to the countries of the system.") % country,
        expected_by=localdate(at) + AFTER_COUNTRY,
        by=by,
        at=at,
    )


@transaction.atomic
def plan_moment(*, system: System, kind: str, what: str, expected_by: date, by: User, at: datetime) -> Moment:
    """Returns a new moment that a person planned."""
    moment = Moment.objects.create(
        company_id=system.company_id, system=system, kind=kind, what=what, expected_by=expected_by,
        created_by=by, created_at=at,
    )  # fmt: skip
    told = {"kind": kind, "expected_by": expected_by}
    record(by=by, at=at, action="moment planned", target=moment, changes=told)
    return moment


@transaction.atomic
def revise_moment(
    *, moment: Moment, kind: str, what: str, expected_by: date, expected_version: int, by: User, at: datetime
) -> Moment:
    """Returns the moment with other words or another day; raises Stale when someone saved first."""
    locked = _open(moment, expected_version=expected_version)
    new = {"kind": kind, "what": what, "expected_by": expected_by}
    changes = changed(locked, new)
    save(locked, new)
    record(by=by, at=at, action="moment changed", target=locked, changes=changes)
    return locked


@transaction.atomic
def accept_moment(*, moment: Moment, by: User, at: datetime, expected_by: date | None = None) -> Moment:
    """Returns the proposal as a planned moment, on another day if one is given."""
    locked = _open(moment)
    if not locked.is_proposed:
        raise Refused(_("This moment is planned already."))
    new = {"accepted_at": at, "expected_by": expected_by or locked.expected_by}
    changes = changed(locked, new)
    save(locked, new)
    record(by=by, at=at, action="moment accepted", target=locked, changes=changes)
    return locked


@transaction.atomic
def answer_moment(*, moment: Moment, assessment: Assessment, by: User, at: datetime) -> Moment:
    """Returns the moment as answered by an assessment of the same system.

    Answering it again names another assessment instead, in case the wrong one was chosen.
    """
    locked = _locked(moment)
    if locked.waived_at:
        raise Refused(_("This moment was waived. Reopen it first."))
    if assessment.system_id != locked.system_id:
        message = _("Choose an assessment of the same system.")
        raise Refused(message, fields={"assessment": [message]})
    new = {"assessment": assessment, "answered_at": at}
    changes = {"assessment": [str(locked.assessment or ""), str(assessment)]}
    save(locked, new)
    record(by=by, at=at, action="moment answered", target=locked, changes=changes)
    return locked


@transaction.atomic
def waive_moment(*, moment: Moment, reason: str, by: User, at: datetime) -> Moment:
    """Returns the moment as waived, with the reason, who waived it and when; raises Refused without one."""
    reason = reason.strip()
    if not reason:
        message = _("Say why it is skipped. Every report shows the reason.")
        raise Refused(message, fields={"reason": [message]})
    locked = _open(moment)
    save(locked, {"waived_reason": reason, "waived_by": by, "waived_at": at})
    record(by=by, at=at, action="moment waived", target=locked, changes={"reason": reason})
    return locked


@transaction.atomic
def reopen_moment(*, moment: Moment, reason: str, by: User, at: datetime) -> Moment:
    """Returns the moment, open as it was before it was waived; who waived it, when and why stays in the log.

    Raises Refused without a reason, when it is not waived, and when its incident has another open moment.
    """
    reason = reason.strip()
    if not reason:
        message = _("Say why it has to be looked at after all.")
        raise Refused(message, fields={"reason": [message]})
    locked = _locked(moment)
    if locked.waived_at is None:
        raise Refused(_("This moment is not waived."))
    told = {name: getattr(locked, name) for name in ("waived_reason", "waived_by", "waived_at")}
    try:
        with transaction.atomic():
            save(locked, {"waived_reason": "", "waived_by": None, "waived_at": None})
    except IntegrityError as same_incident:
        raise Refused(
            _("The same incident has an open moment already. Decide on that one.")
        ) from same_incident
    record(by=by, at=at, action="moment reopened", target=locked, changes={"reason": reason, **told})
    return locked


def _locked(moment: Moment) -> Moment:
    rows = Moment.objects.select_for_update(of=["self"]).select_related("system", "assessment")
    locked: Moment = rows.get(pk=moment.pk)
    return locked


def _open(moment: Moment, *, expected_version: int | None = None) -> Moment:
    """Returns the moment, locked; raises Stale for an older version, Refused when it is over."""
    locked = _locked(moment)
    if expected_version not in (None, locked.version):
        raise Stale(locked)
    if locked.waived_at:
        raise Refused(_("This moment was waived already."))
    if locked.assessment_id:
        raise Refused(_("This moment was answered already."))
    return locked


def _short(text: str) -> str:
    """Returns the words so that they fit their column of 300."""
    return text if len(text) <= 300 else f"{text[:299]}…"
