"""A file that came in becomes one that may be kept, or is refused with a reason.

What it really is comes from its content (kinds.py). Pictures are written anew; recordings, PDF and office
documents lose what programs and devices wrote about people (see the modules for what stays). Both digests
are kept: of what is stored, and of what was received where that differs, so that nobody can say it was
swapped.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hrdd.evidence.documents import cleaned_office, cleaned_pdf
from hrdd.evidence.kinds import Kind, kind_of
from hrdd.evidence.pictures import rewritten
from hrdd.evidence.recordings import without_tags_mp3, without_tags_mp4, without_tags_wav
from hrdd.lib.errors import Refused

RECORDINGS: dict[str, Callable[[bytes], bytes]] = {
    "mp3": without_tags_mp3,
    "mp4": without_tags_mp4,
    "m4a": without_tags_mp4,
    "wav": without_tags_wav,
}


@dataclass(frozen=True)
class Upload:
    """A checked and cleaned file. `sha256_received` is empty when cleaning changed nothing."""

    content: bytes
    media_type: str
    extension: str
    size: int
    sha256: str
    sha256_received: str = ""


def received(file: "UploadedFile[Any]") -> Upload:
    """Returns what a browser or a program sent, checked and cleaned; raises Refused with the reason."""
    limit = settings.EVIDENCE_MAX_BYTES
    if (file.size or 0) > limit:
        raise too_large()
    return checked(file.read(limit + 1), name=file.name or "")


def checked(content: bytes, *, name: str) -> Upload:
    """Returns the content checked and cleaned; raises Refused with the reason.

    Of the name only its ending is read, to tell a table from other text and to refuse scripts.
    """
    limit = settings.EVIDENCE_MAX_BYTES
    if not content:
        raise _refused(_("This file is empty."))
    if len(content) > limit:
        raise too_large()
    try:
        kind = kind_of(content, name=name)
        kept = _cleaned(content, kind)
    except Refused as refusal:
        raise _refused(refusal.message) from None
    if len(kept) > limit:
        raise too_large()
    digest, before = digest_of(kept), digest_of(content)
    return Upload(
        content=kept,
        media_type=kind.media_type,
        extension=kind.extension,
        size=len(kept),
        sha256=digest,
        sha256_received="" if before == digest else before,
    )


def digest_of(content: bytes) -> str:
    """Returns the SHA-256 digest in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def too_large() -> Refused:
    """Returns the refusal of a file above the limit."""
    limit = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
    return _refused(_("A file can have at most %(limit)s MB.") % {"limit": limit})


def _cleaned(content: bytes, kind: Kind) -> bytes:
    match kind.extension:
        case "jpg" | "png" | "gif" | "webp":
            return rewritten(content, kind.extension)
        case "pdf":
            return cleaned_pdf(content)
        case "docx" | "xlsx" | "odt" | "ods":
            return cleaned_office(content)
        case "mp3" | "mp4" | "m4a" | "wav":
            try:
                return RECORDINGS[kind.extension](content)
            except ValueError:
                raise Refused(_("This recording is damaged.")) from None
        case _:
            return content


def _refused(message: str) -> Refused:
    return Refused(message, fields={"file": [message]})
