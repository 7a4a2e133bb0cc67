"""Every write of evidence. The audit log gets kind, digest and claim status; never a title, a name, a text.

Nothing is left behind when a transaction fails; and when the store fails, the row goes, and the log says so
(hrdd.evidence.store).
"""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import PRODUCT, changed, record
from hrdd.evidence import store
from hrdd.evidence.addresses import cleaned_url
from hrdd.evidence.entries import DETAILS, Details, EvidenceEntry
from hrdd.evidence.models import ClaimStatus, Evidence
from hrdd.evidence.names import clean_name
from hrdd.evidence.scan import scan
from hrdd.evidence.uploads import Upload, digest_of
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.models import new_id

FOLDER = "evidence"
LIMITS = {"title": 300, "source": 500, "note": 5_000, "quotation": 20_000}


@transaction.atomic
def add_evidence(
    *, company: Organisation, root_id: UUID, entry: EvidenceEntry, by: User, at: datetime, about: str = ""
) -> Evidence:
    """Returns a new piece of evidence, reached through `root_id`; a file is checked for viruses first.

    `about` names for the log what it is evidence of, such as "R-3"; the other actions take it, too. Whoever
    calls ties it to that in the same transaction, with a link that goes when the evidence goes. The file is
    in the store after the commit.
    """
    row = Evidence(
        company=company, root_id=root_id, kind=entry.kind, added_by=by, added_at=at, **_details(entry, at=at)
    )
    match entry.kind:
        case Evidence.Kind.FILE if entry.upload is not None:
            _fill_file(row, entry.upload, entry.file_name)
            _keep(row, partial(bytes, entry.upload.content))
        case Evidence.Kind.LINK:
            row.url = cleaned_url(entry.url)
            row.sha256 = digest_of(row.url.encode())
        case Evidence.Kind.QUOTATION:
            row.quotation = _text("quotation", entry.quotation, _("Write down what was said."))
            row.sha256 = digest_of(row.quotation.encode())
        case Evidence.Kind.FILE:
            raise _refused("file", _("Choose a file."))
        case _:
            raise _refused("kind", _("Choose what it is: a file, a link or a quotation."))
    row.save(force_insert=True)
    record(by=by, at=at, action="evidence added", target=row, changes=_said(row, about))
    return row


@transaction.atomic
def copy_file(*, evidence: Evidence, root_id: UUID, by: User, at: datetime, about: str = "") -> Evidence:
    """Returns a file once more, reached through another root of the same company, with bytes of its own.

    What one root removes, the other keeps. The copy is in the store after the commit.
    """
    row = Evidence.objects.get(pk=evidence.pk)
    name = str(row.file)
    row.pk, row.root_id, row.version = new_id(), root_id, 1
    row.added_by, row.added_at = by, at
    row.file.name = store.new_name(FOLDER)
    _keep(row, partial(store.content_of, name))
    row.save(force_insert=True)
    record(by=by, at=at, action="evidence added", target=row, changes=_said(row, about))
    return row


@transaction.atomic
def revise_evidence(
    *, evidence: Evidence, details: Details, expected_version: int, by: User, at: datetime, about: str = ""
) -> Evidence:
    """Returns the evidence with other words about it; file, link and quotation stay for good.

    Raises Stale when it was changed meanwhile.
    """
    locked = _locked(evidence)
    if locked.version != expected_version:
        raise Stale(locked)
    new = _details(details, at=at)
    changes = changed(locked, new)
    if not changes:
        return locked
    for name, value in new.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*new, "version"])
    said = {"version": locked.version, "revised": ", ".join(name.replace("_", " ") for name in changes)}
    said |= {name: pair for name, pair in changes.items() if name == "claim_status"}
    record(
        by=by, at=at, action="evidence changed", target=locked, changes=said | _named(about)
    )  # fmt: skip
    return locked


@transaction.atomic
def remove_evidence(*, evidence: Evidence, reason: str, by: User, at: datetime, about: str = "") -> Evidence:
    """Returns what was removed: the row goes now, its file after the commit.

    Digest and reason stay in the log. Links of other apps go with the row, if they were made to.
    """
    locked = _locked(evidence)
    why = _text("reason", reason, _("Say why. The reason stays in the log."), limit=500)
    record(
        by=by, at=at, action="evidence removed", target=locked, changes=_said(locked, about) | {"reason": why}
    )  # fmt: skip
    if locked.is_file:
        store.drop(str(locked.file))
    removed_id = locked.pk
    locked.delete()
    locked.pk = removed_id
    return locked


def _fill_file(row: Evidence, upload: Upload, file_name: str) -> None:
    row.scan = scan(upload.content)
    row.file.name = store.new_name(FOLDER)
    row.file_name = clean_name(file_name, upload.extension)
    row.media_type, row.size = upload.media_type, upload.size
    row.sha256, row.sha256_received = upload.sha256, upload.sha256_received


def _keep(row: Evidence, content: Callable[[], bytes]) -> None:
    store.keep(str(row.file), content, take_back=partial(_take_back, row.pk))


@transaction.atomic
def _take_back(evidence_id: UUID) -> None:
    row = Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    if row is not None:
        record(by=PRODUCT, at=timezone.now(), action="evidence lost", target=row, changes=_said(row, ""))
        row.delete()


def _locked(evidence: Evidence) -> Evidence:
    locked = Evidence.objects.select_for_update().filter(pk=evidence.pk).first()
    if locked is None:
        raise Refused(_("This evidence was removed meanwhile."))
    return locked


def _details(details: Details, *, at: datetime) -> dict[str, Any]:
    if details.claim_status not in ClaimStatus.values:
        raise _refused("claim_status", _("Say how sure this is."))
    if details.read_on > timezone.localdate(at):
        raise _refused("read_on", _("This day has not come yet."))
    said = {name: getattr(details, name) for name in DETAILS}
    said["title"] = _text("title", _in_one_line(details.title), _("Give it a title."))
    said["source"] = _text("source", _in_one_line(details.source), "")
    said["note"] = _text("note", details.note, "")
    return said


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _text(field: str, text: str, when_empty: str, limit: int = 0) -> str:
    """Returns the text in one canonical form, of which a digest is the same on every machine."""
    limit = limit or LIMITS[field]
    # The database knows neither NUL nor half a character, which no keyboard types.
    text = text.encode(errors="replace").decode()
    lines = unicodedata.normalize("NFC", text.replace("\x00", "")).splitlines()
    cleaned = "\n".join(line.rstrip() for line in lines).strip()
    if not cleaned and when_empty:
        raise _refused(field, when_empty)
    if len(cleaned) > limit:
        raise _refused(field, _("At most %(limit)s characters.") % {"limit": limit})
    return cleaned


def _said(row: Evidence, about: str) -> dict[str, object]:
    return {"kind": row.kind, "sha256": row.sha256, "claim_status": row.claim_status} | _named(about)


def _named(about: str) -> dict[str, object]:
    return {"about": about} if about else {}


def _refused(field: str, message: str) -> Refused:
    return Refused(message, fields={field: [message]})
