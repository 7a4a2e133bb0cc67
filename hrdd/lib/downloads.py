"""A file to be saved, and by nobody on the way."""

from base64 import b64encode

from django.http import HttpResponse

from hrdd.lib.canonical import sha256


def attachment(name: str, content: bytes, media_type: str) -> HttpResponse:
    """Returns the file, its digest beside it (RFC 9530); nobody on the way keeps or packs it."""
    digest = b64encode(bytes.fromhex(sha256(content))).decode()
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Encoding": "identity",
        "Repr-Digest": f"sha-256=:{digest}:",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)
