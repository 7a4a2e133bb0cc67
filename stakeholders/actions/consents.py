"""Writes about what participants agreed to, use by use, and what they took back.

Each leaves one event on the engagement. It names the uses and never the participant, not even by her
pseudonym: the log is for good.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import Product, changed, record
from hrdd.lib.codes import new_code
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders import codes
from stakeholders.actions._rows import keep_version, lock_engagement
from stakeholders.entries import ConsentEntry, UseEntry
from stakeholders.models import Consent, ConsentUse, Engagement
from stakeholders.models.consent import UseAnswer

# Long enough that nobody has to hurry, short enough that a lost sheet of paper does not matter for good.
CODE_HOLDS = timedelta(days=3 * 365)
ASKED = (UseAnswer.GIVEN.value, UseAnswer.WITHHELD.value)


class Participant(Product):
    """Somebody with her code. The log says that it was her, and not who she is."""

    def __str__(self) -> str:
        return "a participant"


PARTICIPANT = Participant()


@transaction.atomic
def record_consent(*, engagement: Engagement, entry: ConsentEntry, by: User, at: datetime) -> Consent:
    """Returns what a participant agreed to; a use without an answer gets no row and is not allowed."""
    locked = lock_engagement(engagement)
    _checked(locked, entry, at=at)
    consent = Consent(engagement=locked, created_by=by, created_at=at, **_columns(entry))
    consent.save(force_insert=True)
    for use, said in entry.uses.items():
        ConsentUse.objects.create(consent=consent, use=use, **said.columns())
    record(
        by=by, at=at, action="consent recorded", target=locked, changes={"asked about": _listed(entry.uses)}
    )
    return consent


@transaction.atomic
def revise_consent(
    *, consent: Consent, entry: ConsentEntry, reason: str, expected_version: int, by: User, at: datetime
) -> Consent:
    """Returns the consent with these answers; raises Stale, Refused.

    On record it is a correction: it needs a reason, and what it said before is kept. What was taken back
    becomes a yes again only when she was asked anew.
    """
    engagement = lock_engagement(consent.engagement)
    locked = _locked(consent, engagement, expected_version=expected_version)
    _checked(engagement, entry, at=at, but=locked)
    known = locked.answers
    _not_turned_round(known, entry)
    new = _columns(entry)
    changes = changed(locked, new)
    uses = _changed_uses(known, entry.uses)
    if not changes and not uses:
        return locked
    if engagement.is_on_record:
        before = {name: getattr(locked, name) for name in changes}
        before |= {use: str(known[use].answer) if use in known else "" for use in uses}
        keep_version(engagement=engagement, of=locked, before=before, reason=reason, by=by, at=at)
    for use in uses:
        _put(locked, known.get(use), use, entry.uses.get(use))
    save(locked, new)
    told: dict[str, Any] = {"asked again about": _listed(uses)} if uses else {}
    revised = [name.replace("_", " ") for name in changes]
    record(
        by=by, at=at, action="consent changed", target=engagement,
        changes=told | ({"revised": ", ".join(revised)} if revised else {}),
    )  # fmt: skip
    return _fresh(locked)


@transaction.atomic
def withdraw_consent(
    *, consent: Consent, uses: Collection[str], how: str, by: User | Product, at: datetime
) -> Consent:
    """Returns the consent with these uses taken back: from now on they are not allowed, anywhere.

    Raises Refused when none of them was given. Nobody has to say why.
    """
    engagement = lock_engagement(consent.engagement, sealed_too=True)
    locked = _locked(consent, engagement)
    rows = [use for use in locked.uses.all() if use.use in uses and use.is_given]
    if not rows:
        message = _("Choose what is taken back. What was not given needs no taking back.")
        raise Refused(message, fields={"uses": [message]})
    for row in rows:
        row.answer, row.withdrawn_at, row.withdrawn_how = UseAnswer.WITHDRAWN, at, how
        row.save(update_fields=["answer", "withdrawn_at", "withdrawn_how"])
    save(locked, {})
    record(
        by=by, at=at, action="consent withdrawn", target=engagement,
        changes={"use": _listed(row.use for row in rows), "how": how.replace("_", " ")},
    )  # fmt: skip
    return _fresh(locked)


@transaction.atomic
def make_code(*, consent: Consent, by: User, at: datetime) -> tuple[Consent, str]:
    """Returns the consent and its new code, which nobody can show again; an earlier one ends."""
    engagement = lock_engagement(consent.engagement)
    locked = _locked(consent, engagement)
    code = new_code()
    save(
        locked,
        {
            "code_hash": codes.slow_hash(code),
            "code_digest": codes.digests(code)[0],
            "code_until": localdate(at) + CODE_HOLDS,
        },
    )
    record(by=by, at=at, action="consent code made", target=engagement, changes={"until": locked.code_until})
    return locked, code


def _locked(consent: Consent, engagement: Engagement, *, expected_version: int | None = None) -> Consent:
    rows = Consent.objects.select_for_update(of=["self"], no_key=True).select_related("group")
    locked: Consent = rows.prefetch_related("uses").get(pk=consent.pk)
    locked.engagement = engagement
    if expected_version not in (None, locked.version):
        raise Stale(locked)
    return locked


def _fresh(consent: Consent) -> Consent:
    """Returns the consent without the answers read before they were changed."""
    consent._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    return consent


def _columns(entry: ConsentEntry) -> dict[str, Any]:
    new = entry.columns()
    if not entry.is_child:
        new |= {"guardian_agreed": None, "child_agreed": None}
    return new


def _checked(
    engagement: Engagement, entry: ConsentEntry, *, at: datetime, but: Consent | None = None
) -> None:
    """Raises Refused, with every reason under its question."""
    wrong: dict[str, list[str]] = {}
    if entry.group and entry.group.company_id != engagement.company_id:
        wrong["group"] = [_("Choose one of your company’s groups.")]
    same = engagement.consents.filter(called=entry.called)
    if (same.exclude(pk=but.pk) if but else same).exists():
        wrong["called"] = [_("Somebody is called this already here. Choose another name or number.")]
    if entry.given_on > localdate(at):
        wrong["given_on"] = [_("This day has not come yet.")]
    for use, said in entry.uses.items():
        if said.answer not in ASKED:
            wrong[use] = [_("Yes, no, or no answer. What is taken back has a page of its own.")]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)


def _not_turned_round(known: Mapping[str, ConsentUse], entry: ConsentEntry) -> None:
    """Raises Refused when a yes that was taken back is made a yes again without asking her anew."""
    wrong = {}
    for use, said in entry.uses.items():
        row = known.get(use)
        if row and row.withdrawn_at and said.answer == UseAnswer.GIVEN:
            taken_back = localdate(row.withdrawn_at)
            if entry.given_on < taken_back:
                day = date_format(taken_back, "j F Y")
                wrong[use] = [
                    _("She took this back on %(day)s. Ask her again, and say on which day.") % {"day": day}
                ]
    if wrong:
        raise Refused(_("This cannot be saved yet."), fields=wrong)


def _changed_uses(known: Mapping[str, ConsentUse], new: Mapping[str, UseEntry]) -> list[str]:
    """Returns the uses whose answer is another one; what was taken back stays so unless it is a yes again."""
    found = []
    for use in sorted({*known, *new}):
        row, said = known.get(use), new.get(use)
        if row and row.answer == UseAnswer.WITHDRAWN and (said is None or said.answer != UseAnswer.GIVEN):
            continue
        if row is None or said is None or changed(row, said.columns()):
            found.append(use)
    return found


def _put(consent: Consent, row: ConsentUse | None, use: str, said: UseEntry | None) -> None:
    if said is None and row is not None:
        row.delete()
    elif said is not None:
        fresh = {**said.columns(), "withdrawn_at": None, "withdrawn_how": ""}
        ConsentUse.objects.update_or_create(consent=consent, use=use, defaults=fresh)


def _listed(uses: Any) -> str:
    return ", ".join(sorted(uses)) or "nothing"
