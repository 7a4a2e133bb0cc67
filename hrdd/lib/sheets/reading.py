"""From a file to a table, whatever the file's name says."""

import re
from typing import IO, Final

from django.utils.translation import gettext as _

from hrdd.lib.sheets.from_csv import read_csv
from hrdd.lib.sheets.from_xlsx import read_xlsx
from hrdd.lib.sheets.limits import LIMITS, Limits, Unreadable, megabytes
from hrdd.lib.sheets.table import Table

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office, and new Office behind a password
PAGE: Final = re.compile(rb"\A(\xef\xbb\xbf)?\s*<(\?xml|!doctype|html)", re.IGNORECASE)


def read_table(stream: IO[bytes], *, sheet: str = "", limits: Limits = LIMITS) -> Table:
    """Returns the table in a CSV or XLSX file; raises Unreadable, and nothing else, when there is none.

    The content alone tells the kind. `sheet` names a sheet of an XLSX; else it is the first one in sight.
    """
    content = stream.read(limits.size + 1)
    if len(content) > limits.size:
        raise Unreadable(
            _("This file has more than %(limit)s MB. Leave out what is not needed, or split it.")
            % {"limit": megabytes(limits.size)}
        )
    if not content.strip():
        raise Unreadable(_("This file is empty."))
    if content.startswith(ZIP):
        return read_xlsx(content, sheet, limits)
    if content.startswith(OLE):
        raise Unreadable(
            _(
                "This is a spreadsheet in the old XLS format, or one protected with a password. Save it as "
                "XLSX without a password, and try again."
            )
        )
    if content.startswith(b"%PDF") or PAGE.match(content):
        raise Unreadable(_("This is a document, not a table. Save the table as XLSX or as CSV (UTF-8)."))
    return read_csv(content, limits)
