"""Writes about what was considered and found not relevant: categories, and rights."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import begin_edit
from assessments.coverage import categories_with_risks, rights_with_risks
from assessments.models import Assessment, Closure
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from taxonomy.models import Category, Right


@transaction.atomic
def close_category(
    *, assessment: Assessment, category: Category, reason: str, expected_version: int, by: User, at: datetime
) -> Closure:
    """Returns the closure of a category that is not relevant here, or the one there is with a new reason.

    `expected_version` is 0 for a new one. Raises Stale when someone was faster, Refused when the category is
    not of the edition, when risks stand in it, and without a reason.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    if category.edition_id != locked.edition_id:
        raise _refusal("category", _("This category is not in the edition this assessment uses."))
    if categories_with_risks(locked, [category]):
        raise _refusal("category", _("Risks stand in this category, so it is relevant here."))
    return _close(locked, reason, expected_version, by, at, category=category)


@transaction.atomic
def close_right(
    *, assessment: Assessment, right: Right, reason: str, expected_version: int, by: User, at: datetime
) -> Closure:
    """Returns the closure of one right that is not relevant here; as `close_category` otherwise."""
    locked = begin_edit(assessment.pk, by=by, at=at)
    if rights_with_risks(locked, [right]):
        raise _refusal("right", _("Risks touch this right, so it is relevant here."))
    return _close(locked, reason, expected_version, by, at, right=right)


@transaction.atomic
def close_rights(
    *, assessment: Assessment, rights: Collection[Right], reason: str, by: User, at: datetime
) -> list[Closure]:
    """Returns the closures of many rights for one reason: all of them, or none.

    Raises Refused when one of them is touched by a risk or closed already, and names it.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    chosen = list(dict.fromkeys(rights))
    if not chosen:
        raise _refusal("rights", _("Choose at least one right."))
    if touched := rights_with_risks(locked, chosen):
        message = _("Risks touch %(rights)s. Leave out what is relevant here.")
        raise _refusal("rights", message % {"rights": _named(touched)})
    earlier = Closure.objects.filter(assessment=locked, right__in=chosen)
    if closed := list(Right.objects.filter(pk__in=earlier.values("right"))):
        message = _("%(rights)s: closed already. Leave them out, or open them again first.")
        raise _refusal("rights", message % {"rights": _named(closed)})
    said = _reason(reason)
    made = Closure.objects.bulk_create(
        Closure(assessment=locked, right=right, reason=said, closed_by=by, closed_at=at) for right in chosen
    )
    codes = [right.code for right in chosen]
    changes = {"rights": [[], codes], "reason": said}
    record(by=by, at=at, action="rights found not relevant", target=locked, changes=changes)
    return made


@transaction.atomic
def reopen_closure(*, closure: Closure, by: User, at: datetime) -> Closure:
    """Returns the closure as it was; the row is gone, and its category or right counts as not considered."""
    locked = begin_edit(closure.assessment_id, by=by, at=at)
    found = (
        Closure.objects.select_related("category", "right").filter(pk=closure.pk, assessment=locked).first()
    )
    if found is None:
        raise Refused(_("It is open again already."))
    record(by=by, at=at, action="coverage opened again", target=found, changes={"reason": [found.reason, ""]})
    found.delete()
    return found


def _close(
    assessment: Assessment, reason: str, expected_version: int, by: User, at: datetime, *,
    category: Category | None = None, right: Right | None = None,
) -> Closure:  # fmt: skip
    said = _reason(reason)
    found = Closure.objects.filter(assessment=assessment, category=category, right=right).first()
    if (found.version if found else 0) != expected_version:
        # Closed meanwhile, closed otherwise, or opened again: all of them are for her to see.
        raise Stale(found or Closure(assessment=assessment, category=category, right=right, version=0))
    new = {"reason": said, "closed_by": by, "closed_at": at}
    changes: dict[str, object] = {"reason": said}
    if found:
        changes = {name: pair for name, pair in changed(found, new).items() if name == "reason"}
        save(found, new)
    else:
        found = Closure.objects.create(assessment=assessment, category=category, right=right, **new)
    record(
        by=by, at=at, target=found, changes=changes,
        action="category found not relevant" if category else "right found not relevant",
    )  # fmt: skip
    return found


def _reason(text: str) -> str:
    # The database knows no NUL, which no keyboard types.
    said = text.replace("\x00", "").strip()
    if not said:
        raise _refusal("reason", _("Say why. Reviewers and auditors will read it."))
    return said


def _named(rights: Collection[Right]) -> str:
    return ", ".join(right.title for right in rights)


def _refusal(field: str, message: str) -> Refused:
    return Refused(message, fields={field: [message]})
