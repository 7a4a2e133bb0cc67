"""Writes that put content into a seal, and take it out again under an opening two people agreed on."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import Product, record
from hrdd.lib import sealing
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from hrdd.lib.sealing import Purpose, Unreadable
from stakeholders.actions import _sealed
from stakeholders.actions._files import seal_file, seal_file_anew, unseal_file
from stakeholders.actions._rows import lock_engagement
from stakeholders.confidentiality import Level, narrower
from stakeholders.models import Attachment, Engagement, Input, RecordVersion, SealedOpening


@transaction.atomic
def seal_record(*, engagement: Engagement, expected_version: int, by: User, at: datetime) -> Engagement:
    """Returns the record, sealed with everything in it: inputs, versions, files. Raises Stale.

    From here on nobody reads it alone, and nobody writes in it.
    """
    locked = lock_engagement(engagement, expected_version=expected_version)
    before = locked.level
    content, empty = _sealed.seal_whole(locked)
    inputs = list(_inputs(locked).exclude(level=Level.SEALED.value))
    files = list(_files(locked).exclude(level=Level.SEALED.value))
    content |= {"inputs": [str(said.pk) for said in inputs], "files": [str(file.pk) for file in files]}
    for said in inputs:
        _sealed.seal_input(said)
    for file in files:
        seal_file(file)
    _sealed.seal_versions(locked)
    save(locked, {**empty, "level": Level.SEALED.value, "sealed": _sealed.packed(content)})
    record(by=by, at=at, action="record sealed", target=locked, changes={"level": [before, locked.level]})
    return locked


@transaction.atomic
def seal_input(*, said: Input, expected_version: int, by: User, at: datetime) -> Input:
    """Returns the input, sealed with its earlier versions; its links stay, its words do not. Raises Stale."""
    engagement = lock_engagement(said.engagement)
    locked: Input = _inputs(engagement).get(pk=said.pk)
    locked.engagement = engagement
    if locked.version != expected_version:
        raise Stale(locked)
    if locked.is_sealed:
        raise Refused(_("This is sealed already."))
    before = locked.level
    _sealed.seal_input(locked)
    _sealed.seal_versions(engagement, [locked.pk])
    record(by=by, at=at, action="input sealed", target=locked, changes={"level": [before, locked.level]})
    return locked


@transaction.atomic
def unseal(*, opening: SealedOpening, level: str, reason: str, by: User, at: datetime) -> SealedOpening:
    """Returns the opening, ended: what it opened is read by those of a level again, as it was before.

    Only by one of its two people, while it runs, and with a reason, which stays in the log.
    """
    engagement = lock_engagement(opening.engagement, sealed_too=True)
    rows = SealedOpening.objects.select_for_update(of=["self"], no_key=True).in_full()
    locked = rows.get(pk=opening.pk)
    locked.engagement = engagement
    if not locked.is_running(at) or not locked.is_of(by):
        raise Refused(_("Only the two people who opened it unseal it, while it is open."))
    wrong: dict[str, list[str]] = {}
    if level not in set(Level) - {Level.SEALED}:
        wrong["level"] = [_("Choose who may read it from now on.")]
    if not reason.strip():
        wrong["reason"] = [_("Say why. The reason stays in the log.")]
    if wrong:
        raise Refused(_("It cannot be unsealed yet."), fields=wrong)
    what = locked.what
    if locked.input:
        said = _inputs(engagement).get(pk=locked.input.pk)
        _sealed.unseal_input(said, narrower(Level(level), Level(engagement.level)).value)
        _sealed.unseal_versions(_versions(engagement).filter(of_id=said.pk))
    elif locked.attachment:
        if locked.attachment.must_be_sealed:
            raise Refused(
                _("What names people stays sealed. Read it here, and delete it when it is not needed.")
            )
        unseal_file(_files(engagement).get(pk=locked.attachment.pk), level=level)
    else:
        _unseal_record(engagement, level)
    locked.ended_at, locked.ended_by = at, by
    locked.save(update_fields=["ended_at", "ended_by"])
    record(
        by=by, at=at, action="unsealed", target=locked,
        changes={"what": what, "level": [Level.SEALED.value, level], "reason": reason.strip()},
    )  # fmt: skip
    return locked


@transaction.atomic
def seal_content_anew(*, company: Organisation, by: User | Product, at: datetime) -> tuple[int, int]:
    """Returns how many seals of content were made anew with the first secret, and how many no key opens.

    The latter stay as they are.
    """
    of_company = {"engagement__company": company, "sealed__isnull": False}
    done = unreadable = 0
    for row in (
        *Engagement.objects.select_for_update(of=["self"]).filter(company=company, sealed__isnull=False),
        *Input.objects.select_for_update(of=["self"]).filter(**of_company),
        *RecordVersion.objects.select_for_update(of=["self"]).filter(**of_company),
        *Attachment.objects.select_for_update(of=["self"]).filter(**of_company),
    ):
        try:
            row.sealed = sealing.seal_anew(row.sealed or b"", Purpose.CONTENT)
            if isinstance(row, Attachment):
                seal_file_anew(row)
        except (Unreadable, FileNotFoundError):
            unreadable += 1
            continue
        row.save(update_fields=["sealed", "file"] if isinstance(row, Attachment) else ["sealed"])
        done += 1
    record(
        by=by, at=at, action="sealed content sealed anew", target=company, company_id=company.pk,
        root_id=company.pk, changes={"seals": done, "unreadable": unreadable},
    )  # fmt: skip
    return done, unreadable


def _unseal_record(engagement: Engagement, level: str) -> None:
    content = _sealed.opened(engagement.sealed)
    for name, (rows, columns) in _sealed.parts_of(engagement).items():
        for row in _sealed.fill_all(rows, content[name]):
            row.save(update_fields=list(columns))
    _sealed.put_feedback_back(engagement.pk, content["feedback"])
    new = {**_sealed.put_back(engagement, content["record"]), "level": level, "sealed": None}
    save(engagement, new)
    apart = set(_inputs(engagement).filter(sealed__isnull=False).values_list("pk", flat=True))
    for said in _inputs(engagement).filter(pk__in=content["inputs"]):
        own = _sealed.opened(said.sealed)["level"]
        _sealed.unseal_input(said, narrower(Level(level), Level(own)).value)
        apart.discard(said.pk)
    for file in _files(engagement).filter(pk__in=content["files"]):
        unseal_file(file, level=level)
    _sealed.unseal_versions(_versions(engagement).exclude(of_id__in=apart))


def _inputs(engagement: Engagement) -> "models.QuerySet[Input]":
    return (
        Input.objects.select_for_update(of=["self"], no_key=True)
        .select_related("group")
        .filter(engagement=engagement)
    )


def _files(engagement: Engagement) -> "models.QuerySet[Attachment]":
    return Attachment.objects.select_for_update(of=["self"], no_key=True).filter(engagement=engagement)


def _versions(engagement: Engagement) -> "models.QuerySet[RecordVersion]":
    return RecordVersion.objects.filter(engagement=engagement, sealed__isnull=False)
