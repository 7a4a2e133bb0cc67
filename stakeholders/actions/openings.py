"""Writes by which two people open what is sealed: one asks, another agrees, both read, it ends.

No answer of theirs is written twice: the log gets who, when and which record, never a word of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.errors import Refused
from stakeholders.actions import _files, _sealed
from stakeholders.actions._rows import lock_engagement
from stakeholders.models import Attachment, Engagement, Input, RecordVersion, SealedOpening
from stakeholders.models.opening import OPENS_FOR


@dataclass(frozen=True)
class Read:
    """What an opening shows: rows as they were before they were sealed, of which none may be saved.

    `record` is None where one input or file was opened, and not the whole record.
    """

    record: Engagement | None
    inputs: Sequence[Input]
    parts: dict[str, list[Any]]
    versions: Sequence[RecordVersion]
    files: Sequence[tuple[Attachment, dict[str, Any]]]


@dataclass(frozen=True)
class SealedFile:
    """The bytes of a sealed file, and what it is called."""

    content: bytes
    file_name: str
    media_type: str


@transaction.atomic
def ask_opening(
    *, engagement: Engagement, reason: str, by: User, at: datetime, said: Input | None = None,
    file: Attachment | None = None,
) -> SealedOpening:  # fmt: skip
    """Returns the opening somebody asks for: the record, or one sealed input or file in it.

    Nothing opens until another person agrees. Raises Refused without a reason, and while one is asked for.
    """
    locked = lock_engagement(engagement, sealed_too=True)
    thing = said or file or locked
    if not reason.strip():
        message = _("Say why it has to be read. The reason stays in the log.")
        raise Refused(message, fields={"reason": [message]})
    if not thing.is_sealed or (locked.is_sealed and thing is not locked):
        message = _("This opens by itself, or together with the whole record. Choose what is sealed.")
        raise Refused(message, fields={"what": [message]})
    mine = SealedOpening.objects.select_for_update(of=["self"]).filter(
        engagement=locked, input=said, attachment=file
    )
    for late in mine.run_out(at=at):
        late.ended_at = at
        late.save(update_fields=["ended_at"])
    if mine.filter(ended_at=None).exists():
        message = _("It is asked for, or open, already. One opening at a time.")
        raise Refused(message, fields={"reason": [message]})
    opening = SealedOpening(
        engagement=locked, input=said, attachment=file, reason=reason.strip(), asked_by=by, asked_at=at
    )
    opening.save(force_insert=True)
    record(by=by, at=at, action="opening asked for", target=opening, changes={"reason": opening.reason})
    return opening


@transaction.atomic
def agree_opening(*, opening: SealedOpening, by: User, at: datetime) -> SealedOpening:
    """Returns the opening, open for an hour to both; raises Refused for whoever asked for it herself."""
    locked = _locked(opening)
    if locked.asked_by_id == by.pk:
        raise Refused(_("You asked for it yourself. Another person has to agree."))
    if not locked.is_asked(at):
        raise Refused(_("Nobody waits for an agreement here any more. It has to be asked for anew."))
    locked.agreed_by, locked.agreed_at, locked.until = by, at, at + OPENS_FOR
    locked.save(update_fields=["agreed_by", "agreed_at", "until"])
    record(
        by=by, at=at, action="opening agreed to", target=locked,
        changes={"asked by": str(locked.asked_by), "until": locked.until},
    )  # fmt: skip
    return locked


@transaction.atomic
def end_opening(*, opening: SealedOpening, by: User, at: datetime) -> SealedOpening:
    """Returns the opening, ended before its time, or turned down; raises Refused when it is over."""
    locked = _locked(opening)
    if not locked.is_asked(at) and not locked.is_running(at):
        raise Refused(_("It is over already."))
    locked.ended_at, locked.ended_by = at, by
    locked.save(update_fields=["ended_at", "ended_by"])
    record(by=by, at=at, action="opening ended", target=locked)
    return locked


@transaction.atomic
def read_sealed(*, opening: SealedOpening, by: User, at: datetime) -> Read:
    """Returns what was opened; that she read it is in the log before she does."""
    locked = _open_to(opening, by=by, at=at)
    engagement, files = locked.engagement, [locked.attachment] if locked.attachment else []
    inputs: list[Input] = [locked.input] if locked.input else []
    record_row, parts = None, {}
    versions = RecordVersion.objects.filter(engagement=engagement, sealed__isnull=False)
    if locked.input:
        versions = versions.filter(of_id=locked.input.pk)
    elif locked.attachment:
        versions = versions.none()
    else:
        content = _sealed.opened(engagement.sealed)
        record_row = engagement
        inputs = list(engagement.inputs.in_full())
        files = list(engagement.attachments.in_full())
        for name, (rows, _columns) in _sealed.parts_of(engagement).items():
            parts[name] = _sealed.fill_all(rows, content[name])
        _sealed.put_back(engagement, content["record"])
    for said in inputs:
        _sealed.put_back(said, _sealed.opened(said.sealed)["input"])
        said.shows_words = True
    earlier = list(versions.select_related("made_by"))
    for version in earlier:
        _sealed.put_back(version, _sealed.opened(version.sealed))
    record(by=by, at=at, action="sealed content read", target=locked)
    return Read(record_row, inputs, parts, earlier, [(file, _files.about(file)) for file in files])


@transaction.atomic
def take_sealed_file(*, opening: SealedOpening, file: Attachment, by: User, at: datetime) -> SealedFile:
    """Returns a sealed file that was opened, or that lies in an opened record; the log has it."""
    locked = _open_to(opening, by=by, at=at)
    if not file.is_sealed or (not locked.opens_all and locked.attachment_id != file.pk):
        raise Refused(_("This opening is not for this file."))
    about = _files.about(file)
    content = _files.plain_content(file)
    record(by=by, at=at, action="sealed file taken away", target=locked, changes={"file": str(file)})
    return SealedFile(content, str(about["file_name"]), str(about["media_type"]))


def _locked(opening: SealedOpening) -> SealedOpening:
    engagement = lock_engagement(opening.engagement, sealed_too=True)
    rows = SealedOpening.objects.select_for_update(of=["self"], no_key=True).in_full()
    locked = rows.get(pk=opening.pk)
    locked.engagement = engagement
    return locked


def _open_to(opening: SealedOpening, *, by: User, at: datetime) -> SealedOpening:
    locked = _locked(opening)
    if not locked.is_running(at):
        raise Refused(_("This is not open. Two people open it, for an hour, each time with a reason."))
    if not locked.is_of(by):
        raise Refused(_("Only the two people who opened it read it."))
    return locked
