"""What every table of ours shares."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Returns a time-ordered identifier (UUID version 7, RFC 9562), so that indexes grow at one end."""
    return uuid7()


class Row(models.Model):
    """A table with an identifier fit for an address.

    Each model sorts its own columns into two lists; retention, export and erasure read the first one,
    and a contract test fails when a column stands in neither.
    """

    PERSONAL_FIELDS: ClassVar[tuple[str, ...]] = ()
    OTHER_FIELDS: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
