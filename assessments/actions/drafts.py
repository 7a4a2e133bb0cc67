"""Writes about drafts: what is typed and not saved yet.

The only writes without a line in the log, on purpose: a draft changes no risk, only its author can ever
read it, and it goes when she saves. A line for every few seconds of typing would bury what matters in the
history and would tell her colleagues when she hesitated. Saving the risk leaves its line as always.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Draft, Risk
from hrdd.accounts.models import User
from hrdd.lib.errors import Refused

# Two of the longest forms anyone could fill in, in characters.
LARGEST = 400_000
MOST_PER_ASSESSMENT = 50
KEPT = timedelta(days=30)


@transaction.atomic
def keep_draft(
    *, assessment: Assessment, risk: Risk | None, key: UUID, data: Mapping[str, Sequence[str]],
    based_on_version: int | None, continues: UUID | None = None, by: User, at: datetime,
) -> Draft:  # fmt: skip
    """Returns her draft of this window as it now stands; the draft that she continues in it goes.

    Raises Refused when there is too much text, or too many drafts.
    """
    # PostgreSQL keeps no NUL in a text; no form would take it, either.
    kept = {name: [text.replace("\x00", "") for text in texts] for name, texts in data.items()}
    if len(json.dumps(kept)) > LARGEST:
        raise Refused(_("This is more text than the form can take, so it was not kept."))
    own = Draft.objects.of(by)
    earlier = own.filter(key=key).first()
    if earlier is None:
        if own.filter(assessment=assessment).count() >= MOST_PER_ASSESSMENT:
            raise Refused(_("You have many texts here that were not saved. Throw some of them away first."))
    elif (earlier.assessment_id, earlier.risk_id) != (assessment.pk, risk.pk if risk else None):
        raise Refused(_("This window has another form open. Load the page again."))
    draft, _created = Draft.objects.update_or_create(
        user=by,
        key=key,
        defaults={"data": kept, "based_on_version": based_on_version, "saved_at": at},
        create_defaults={
            "assessment": assessment,
            "risk": risk,
            "data": kept,
            "based_on_version": based_on_version,
            "saved_at": at,
        },
    )
    if continues and continues != key:
        own.filter(assessment=assessment, risk=risk, key=continues).delete()
    return draft


@transaction.atomic
def drop_drafts(*, assessment: Assessment, keys: Sequence[UUID], by: User, at: datetime) -> int:  # noqa: ARG001
    """Returns how many of her drafts with these keys went: the risk was saved, or she threw them away."""
    gone, _tables = Draft.objects.of(by).filter(assessment=assessment, key__in=keys).delete()
    return gone


@transaction.atomic
def drop_old_drafts(*, table: type[Draft], at: datetime) -> int:
    """Returns how many drafts went because nobody has written on for thirty days; the clock calls it."""
    gone, _tables = table.objects.saved_before(at - KEPT).delete()
    return gone
