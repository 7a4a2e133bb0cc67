"""What an approver would approve: the content as one digest, who wrote it, and what was approved before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from assessments.document.build import build
from assessments.document.compare import Comparison, compare
from assessments.document.frozen import read
from assessments.models import Approval, Assessment, Closure
from hrdd.accounts.models import User
from hrdd.lib.canonical import canonical_json, sha256
from hrdd.sharing import access
from hrdd.sharing.policy import Action


@dataclass(frozen=True, slots=True)
class Content:
    """The whole content of an assessment, as canonical JSON too, with the digest by which a change shows."""

    document: dict[str, Any]
    written: bytes
    digest: str


def content(assessment_id: UUID) -> Content:
    """Returns the content as it stands now."""
    document = build(assessment_id)
    written = canonical_json(document)
    return Content(document, written, sha256(written))


def since(approval: Approval | None, now: Content) -> Comparison | None:
    """Returns what differs from what was approved then; nothing without a version to compare with."""
    snapshot = getattr(approval, "snapshot", None)
    return compare(read(snapshot), now.document) if snapshot else None


def in_fours(digest: str) -> str:
    """Returns a digest so that people can compare it."""
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote part of it, and how many risks she recorded or changed last."""

    person: Any
    risks: int


def authors(assessment: Assessment) -> Sequence[Author]:
    """Returns who wrote it: whoever recorded a risk or changed it last, or closed something."""
    risks = list(assessment.risks.values_list("created_by", "updated_by"))
    closures = Closure.objects.filter(assessment=assessment).values_list("closed_by", flat=True)
    ids = {person for pair in risks for person in pair} | set(closures)
    people = User.objects.filter(pk__in=ids).order_by("name", "id")
    return [Author(person, sum(person.pk in pair for pair in risks)) for person in people]


def is_only_author(assessment: Assessment, person: User) -> bool:
    """Returns whether all of it was written by this person alone; the database asks the same of the risks."""
    of_others = ~Q(created_by=person) | ~Q(updated_by=person)
    if assessment.risks.exists():
        return not assessment.risks.filter(of_others).exists()
    closures = Closure.objects.filter(assessment=assessment)
    return closures.exists() and not closures.exclude(closed_by=person).exists()


def may_read_notes(user: User, assessment: Assessment) -> bool:
    """Returns whether notes and reasons of returns are hers to read: inside, and for auditors."""
    inside = access.can(user, Action.VIEW, assessment.system)
    return bool(inside or access.can(user, Action.VIEW_HISTORY, assessment))
