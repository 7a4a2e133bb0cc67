"""Asks ClamAV about a file, where one is configured (CLAMAV_URL).

Nothing infected is ever stored. A scanner that is configured and silent stops uploads: what cannot be
checked is not taken. Where none is configured, the row says so, and so does the page.
"""

import logging
from io import BytesIO
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hrdd.lib.errors import Refused

log = logging.getLogger(__name__)
SECONDS = 30


class Verdict(models.TextChoices):
    """What is known of a stored file. "Infected" is no value: such a file is refused."""

    NOT_SCANNED = "not_scanned", gettext_lazy("not checked for viruses")
    CLEAN = "clean", gettext_lazy("checked for viruses, none found")


def is_configured() -> bool:
    """Returns whether files are checked for viruses here."""
    return bool(settings.CLAMAV_URL)


def scan(content: bytes) -> Verdict:
    """Returns the verdict; raises Refused for an infected file, and when the scanner does not answer."""
    if not is_configured():
        return Verdict.NOT_SCANNED
    try:
        answer = _client(settings.CLAMAV_URL).instream(BytesIO(content))
    except (ClamdError, OSError) as error:
        log.error("ClamAV does not answer, so a file was refused: %s", error)
        raise _refused(_unchecked()) from error
    status, signature = answer.get("stream", (None, None))
    if status == "OK":
        return Verdict.CLEAN
    if status == "FOUND":
        log.warning("ClamAV found %s in a file, which was refused", signature)
        raise _refused(_("The virus scanner found something in this file. It was not kept."))
    log.error("ClamAV could not read a file, so it was refused: %s", signature)
    raise _refused(_unchecked())


def _client(url: str) -> ClamdNetworkSocket:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return ClamdUnixSocket(path=parts.path, timeout=SECONDS)
    return ClamdNetworkSocket(host=parts.hostname or "", port=parts.port or 3310, timeout=SECONDS)


def _unchecked() -> str:
    return _("The virus scanner does not answer, so the file was not kept. Try again later.")


def _refused(message: str) -> Refused:
    return Refused(message, fields={"file": [message]})
