"""How much of a file is taken off the line. Django's own limit counts everything but files."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class UpToTheLimit(FileUploadHandler):
    """Stops keeping a file once it is too large, but reads on: the sender gets a page and no broken line.

    It stands before Django's handlers, which keep small files in memory and large ones on disk. The form
    finds an empty file with the size that came in, and says that it is too large.
    """

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Starts to count anew."""
        super().new_file(*args, **kwargs)
        self.too_large = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Returns the piece for the handlers behind, or nothing above the limit."""
        self.too_large = self.too_large or start + len(raw_data) > settings.EVIDENCE_MAX_BYTES
        return None if self.too_large else raw_data

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        """Returns an empty stand-in for a file that is too large; otherwise the others have it."""
        if not self.too_large:
            return None
        empty = ContentFile(b"")
        return UploadedFile(empty, name=self.file_name, content_type=self.content_type, size=file_size)
