"""Writes about files on an engagement. The log gets kind, number and digest, never a name or a title."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import PRODUCT, record
from hrdd.evidence import store
from hrdd.evidence.names import clean_name
from hrdd.evidence.scan import scan
from hrdd.evidence.uploads import Upload
from hrdd.lib.errors import Refused
from hrdd.lib.sealing import Purpose, seal_bytes
from stakeholders.actions import _sealed
from stakeholders.actions._files import FOLDER, sealed_about
from stakeholders.actions._rows import lock_engagement
from stakeholders.confidentiality import Level, narrower
from stakeholders.models import Attachment, Engagement
from stakeholders.sealed import ATTACHMENT


@dataclass(frozen=True, slots=True)
class AttachmentEntry:
    """A file as it was handed in, checked and cleaned (hrdd.evidence.uploads)."""

    kind: str
    upload: Upload
    file_name: str
    level: str
    title: str = ""
    names_people: bool = False


@transaction.atomic
def attach_file(*, engagement: Engagement, entry: AttachmentEntry, by: User, at: datetime) -> Attachment:
    """Returns the file, kept once its row is committed. What names people is sealed, whatever was chosen."""
    locked = lock_engagement(engagement)
    if entry.kind not in Attachment.Kind.values:
        raise _refused("kind", _("Say what it is."))
    if entry.level not in set(Level):
        raise _refused("level", _("Choose who may take it."))
    last = locked.attachments.aggregate(Max("number"))["number__max"] or 0
    file = Attachment(
        engagement=locked, number=last + 1, kind=entry.kind, names_people=entry.names_people,
        level=narrower(Level(entry.level), Level(locked.level)).value, title=entry.title.strip(),
        file_name=clean_name(entry.file_name, entry.upload.extension), media_type=entry.upload.media_type,
        size=entry.upload.size, sha256=entry.upload.sha256, sha256_received=entry.upload.sha256_received,
        scan=scan(entry.upload.content), added_by=by, added_at=at,
    )  # fmt: skip
    file.file.name = store.new_name(FOLDER)
    content = entry.upload.content
    if file.must_be_sealed or file.is_sealed:
        content = seal_bytes(content, Purpose.CONTENT)
        file.sealed = sealed_about(file, Level.SEALED.value)
        for name, nothing in _sealed.emptied(file, ATTACHMENT).items():
            setattr(file, name, nothing)
        file.level = Level.SEALED.value
    store.keep(str(file.file), partial(bytes, content), take_back=partial(_take_back, file))
    file.save(force_insert=True)
    record(by=by, at=at, action="file attached", target=file, changes=_said(file))
    return file


@transaction.atomic
def record_file_taken(*, file: Attachment, by: User, at: datetime) -> Attachment:
    """Returns the file that she takes away; the log has it."""
    record(by=by, at=at, action="attached file taken away", target=file, changes=_said(file))
    return file


@transaction.atomic
def remove_file(*, file: Attachment, reason: str, by: User, at: datetime) -> Attachment:
    """Returns the file that is gone for good, from the store, too; the reason stays in the log.

    A sealed one goes without being opened: to delete it nobody has to read it.
    """
    engagement = lock_engagement(file.engagement, sealed_too=True)
    locked = Attachment.objects.select_for_update().filter(pk=file.pk).first()
    if locked is None:
        raise Refused(_("This file was removed meanwhile."))
    if not reason.strip():
        raise _refused("reason", _("Say why. The reason stays in the log."))
    if engagement.holds.running().exists():
        raise _refused("reason", _("A legal hold stops this: nothing of this record may be deleted."))
    locked.engagement = engagement
    record(
        by=by, at=at, action="attached file removed", target=locked,
        changes=_said(locked) | {"reason": reason.strip()},
    )  # fmt: skip
    store.drop(str(locked.file))
    locked.delete()
    return file


@transaction.atomic
def _take_back(file: Attachment) -> None:
    if Attachment.objects.filter(pk=file.pk).exists():
        record(by=PRODUCT, at=timezone.now(), action="attached file lost", target=file, changes=_said(file))
        Attachment.objects.filter(pk=file.pk).delete()


def _said(file: Attachment) -> dict[str, object]:
    said: dict[str, object] = {"kind": file.kind, "level": file.level}
    return said | ({"sha256": file.sha256} if file.sha256 else {})


def _refused(field: str, message: str) -> Refused:
    return Refused(message, fields={field: [message]})
