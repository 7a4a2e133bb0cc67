"""Writes about what a risk rests on: evidence for how it is judged, and evidence against. Both count."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.actions._rows import lock_risk
from assessments.actions.freshness import mark_stale
from assessments.entries import Weight
from assessments.models import Risk, RiskEvidence
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import changed, record
from hrdd.evidence.actions import add_evidence, remove_evidence, revise_evidence
from hrdd.evidence.entries import Details, EvidenceEntry
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save

WEIGHT = ("stance", "about", "says")


@transaction.atomic
def add_risk_evidence(
    *, risk: Risk, entry: EvidenceEntry, weight: Weight, by: User, at: datetime
) -> RiskEvidence:
    """Returns the evidence, tied to the risk. What speaks against the rating makes it stale."""
    locked = lock_risk(risk, by=by, at=at)
    _check(weight)
    evidence = add_evidence(
        company=locked.company, root_id=locked.assessment_id, entry=entry, by=by, at=at,
        about=_about(locked, weight.stance),
    )  # fmt: skip
    link = RiskEvidence(risk=locked, evidence=evidence, **asdict(weight))
    link.save(force_insert=True)
    if link.is_against:
        _mark_stale(locked, by=by, at=at)
    return link


@transaction.atomic
def revise_risk_evidence(
    *, link: RiskEvidence, details: Details, weight: Weight, expected_version: int, by: User, at: datetime
) -> RiskEvidence:
    """Returns the evidence with other words about it, or weighed anew; raises Stale on a conflict."""
    locked = _locked(link, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    _check(weight)
    was_against = locked.is_against
    revise_evidence(
        evidence=locked.evidence, details=details, expected_version=locked.evidence.version, by=by, at=at,
        about=_about(locked.risk, weight.stance),
    )  # fmt: skip
    changes = changed(locked, asdict(weight))
    save(locked, asdict(weight))
    if changes:
        told: dict[str, object] = {"revised": ", ".join(changes)}
        told |= {name: pair for name, pair in changes.items() if name != "says"}
        record(by=by, at=at, action="evidence weighed anew", target=locked, changes=told)
    if locked.is_against and not was_against:
        _mark_stale(locked.risk, by=by, at=at)
    return locked


@transaction.atomic
def remove_risk_evidence(
    *, link: RiskEvidence, reason: str, expected_version: int, by: User, at: datetime
) -> RiskEvidence:
    """Returns what was removed, the reason being in the log; a file goes for good once no risk needs it.

    Raises Stale when it is no longer what she saw.
    """
    locked = _locked(link, by=by, at=at)
    if locked.version != expected_version:
        raise Stale(locked)
    others = RiskEvidence.objects.filter(evidence=locked.evidence_id).exclude(pk=locked.pk)
    if not others.exists():
        about = _about(locked.risk, locked.stance)
        # The link goes with the evidence.
        remove_evidence(evidence=locked.evidence, reason=reason, by=by, at=at, about=about)
        return locked
    if not reason.strip():
        message = _("Say why. The reason stays in the log.")
        raise Refused(message, fields={"reason": [message]})
    record(
        by=by, at=at, action="evidence taken off", target=locked,
        changes={"stance": locked.stance, "reason": reason.strip(), "sha256": locked.evidence.sha256},
    )  # fmt: skip
    removed_id = locked.pk
    locked.delete()
    locked.pk = removed_id
    return locked


@transaction.atomic
def record_taking(*, link: RiskEvidence, by: User, at: datetime) -> Event:
    """Returns the event that she took the file away."""
    return record(
        by=by, at=at, action="evidence taken away", target=link.evidence,
        changes={"about": link.risk.reference, "sha256": link.evidence.sha256},
    )  # fmt: skip


def _locked(link: RiskEvidence, *, by: User, at: datetime) -> RiskEvidence:
    risk = lock_risk(link.risk, by=by, at=at)
    rows = RiskEvidence.objects.select_for_update(of=["self"]).select_related("evidence")
    locked = rows.filter(pk=link.pk).first()
    if locked is None:
        raise Refused(_("This evidence was removed meanwhile."))
    locked.risk = risk
    return locked


def _mark_stale(risk: Risk, *, by: User, at: datetime) -> None:
    day = date_format(timezone.localtime(at), "j F Y")
    because = _("evidence against it was added on %(day)s") % {"day": day}
    mark_stale(risk=risk, because=because, by=by, at=at)


def _about(risk: Risk, stance: str) -> str:
    if stance == RiskEvidence.Stance.COUNTERS:
        return _("%(risk)s, against its rating") % {"risk": risk.reference}
    return _("%(risk)s, for its rating") % {"risk": risk.reference}


def _check(weight: Weight) -> None:
    for name, choices in (("stance", RiskEvidence.Stance), ("about", RiskEvidence.About)):
        if getattr(weight, name) not in choices.values:
            message = _("Choose one of the answers.")
            raise Refused(message, fields={name: [message]})
