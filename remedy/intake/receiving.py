"""Files that come through the channel: cleaned like evidence, and smaller."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from hrdd.evidence.scan import scan
from hrdd.evidence.uploads import Upload, received
from hrdd.lib.errors import Refused

MOST_BYTES = 10 * 1024 * 1024


def received_all(files: "list[UploadedFile[Any]]") -> list[Upload]:
    """Returns the files, each checked and cleaned; raises Refused for the first that cannot be kept."""
    found = []
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            raise _refused(_("A file can have at most 10 MB here. Write to us about larger ones."))
        upload = received(file)
        scan(upload.content)
        found.append(upload)
    return found


def _refused(message: str) -> Refused:
    return Refused(message, fields={"file": [message]})
