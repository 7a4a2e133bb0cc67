"""How a file leaves the store: as a download, never as a page of ours."""

from io import BytesIO
from typing import IO

from django.http import FileResponse, Http404

from hrdd.evidence.models import Evidence

HEADERS = {
    # Whatever it holds, no browser guesses another type, runs it, or lets it reach anything.
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    # Named so, it is sent with its length and a download shows its progress.
    "Content-Encoding": "identity",
}


def as_attachment(evidence: Evidence) -> FileResponse:
    """Returns the file, streamed out of the store, to be saved under its name; raises Http404 without.

    The caller has checked access: it loaded the root of this evidence through `access.get` and the evidence
    through that root.
    """
    if not evidence.is_file:
        raise Http404
    try:
        file = evidence.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return download(file, file_name=evidence.file_name, media_type=evidence.media_type)


def download(file: IO[bytes] | bytes, *, file_name: str, media_type: str) -> FileResponse:
    """Returns a file, or its bytes, to be saved under a name; the caller has checked access."""
    return FileResponse(
        BytesIO(file) if isinstance(file, bytes) else file,
        as_attachment=True,
        filename=file_name,
        content_type=media_type,
        headers=dict(HEADERS),
    )
