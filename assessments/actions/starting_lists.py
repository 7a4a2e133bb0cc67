"""Writes that start many risks at once from the list for a kind of system."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.actions._rows import begin_edit
from assessments.actions.risks import record_risk
from assessments.entries import RiskEntry
from assessments.examples import category_in, first_sentence, known
from assessments.models import Assessment, Risk
from hrdd.accounts.models import User
from hrdd.lib.errors import Refused


@transaction.atomic
def start_risks(
    *, assessment: Assessment, codes: Iterable[str], list_name: str, by: User, at: datetime
) -> list[Risk]:
    """Returns the new risks, one for each of these examples that no risk of the assessment began with.

    Nothing about them is judged: every measure is unknown, which ranks as 5 and needs evidence.
    """
    locked = begin_edit(assessment.pk, by=by, at=at)
    used = set(locked.risks.exclude(example=None).values_list("example_id", flat=True))
    reason = _("Not looked at yet. Started from the list for %(kind)s.") % {"kind": list_name}
    begun = []
    for example in known(codes):
        category = category_in(example, locked)
        if example.pk in used or category is None:
            continue
        entry = RiskEntry(
            title=first_sentence(example.text),
            category=category,
            rights=tuple(example.rights.all()),
            groups=tuple(example.groups.all()),
            nature=Risk.NatureChoice.POTENTIAL,
            scale=None,
            scope=None,
            irremediability=None,
            likelihood=None,
            scale_reason=reason,
            scope_reason=reason,
            irremediability_reason=reason,
            likelihood_reason=reason,
        )
        begun.append(record_risk(assessment=locked, entry=entry, example=example, by=by, at=at))
    if not begun:
        raise Refused(_("Nothing was started: choose at least one that is not in the register yet."))
    return begun
