"""An XLSX file is a ZIP archive of XML: looked through from outside before anything is parsed.

Sizes are those of its directory: Python unpacks no more of a part than is written there. Document types,
other encodings than UTF-8 and floods of elements are refused, so that no entity can be expanded ("billion
laughs") and no parser can be kept busy for long.
"""

import re
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from hrdd.lib.sheets.limits import Limits, Unreadable, counted, damaged, megabytes

MEMBERS: Final = 1_000
RATIO: Final = 200
SMALL: Final = 1_000_000  # below this, a good compression is no sign of a bomb
CHUNK: Final = 1 << 20
OVERLAP: Final = 16
ENCRYPTED: Final = 0x1
ELEMENTS_PER_CELL: Final = 4  # a cell, two or three for its value, and some empty ones beside it
OTHER_ELEMENTS: Final = 70_000  # styles, names, links, merged cells: Excel itself stops at about 65,500
CELLS: Final = re.compile(rb"<(?:\w+:)?(?:c|v|f|is|t|row)[\s/>]")
MACROS: Final = re.compile(r"vbaProject|macrosheets/", re.IGNORECASE)
DOCTYPE: Final = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
ENCODING: Final = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
COULD_BE_XML: Final = (b"<", b"\x00<", b"\xff\xfe", b"\xfe\xff")
PLAIN: Final = {b"utf-8", b"us-ascii", b"ascii"}


def check(archive: ZipFile, limits: Limits) -> None:
    """Raises Unreadable unless this is a spreadsheet that can safely be parsed."""
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(members) > MEMBERS:
        raise Unreadable(
            _("This file is packed from %(found)s parts. A spreadsheet may have %(limit)s.")
            % {"found": counted(len(members)), "limit": counted(MEMBERS)}
        )
    if any(MACROS.search(name) for name in names):
        raise Unreadable(_("This spreadsheet holds macros. Save it as XLSX, without macros, and try again."))
    if "xl/workbook.bin" in names or not any(name.startswith("xl/") for name in names):
        raise Unreadable(_("This is no XLSX file. Save the table as XLSX or as CSV (UTF-8), and try again."))
    if len(set(names)) != len(names):
        raise damaged()  # which of two parts of one name is read depends on who reads
    for member in members:
        _check_kind(member)
    if (size := sum(member.file_size for member in members)) > limits.unpacked:
        raise Unreadable(
            _("Unpacked, this file has %(found)s MB. It may have %(limit)s MB.")
            % {"found": megabytes(size), "limit": megabytes(limits.unpacked)}
        )
    for member in members:
        with archive.open(member) as part:
            _look_through(part, member.filename.lower(), limits)


def _check_kind(member: ZipInfo) -> None:
    if member.flag_bits & ENCRYPTED:
        raise Unreadable(_("This file is protected with a password. Save it without one, and try again."))
    if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise damaged()
    if member.file_size > SMALL and member.file_size > RATIO * max(member.compress_size, 1):
        raise Unreadable(
            _(
                "A part of this file grows %(found)s times when it is unpacked. %(limit)s times is the most "
                "we unpack. Copy the table into a new spreadsheet, and try again."
            )
            % {
                "found": counted(member.file_size // max(member.compress_size, 1)),
                "limit": counted(RATIO),
            }
        )


def _look_through(part: IO[bytes], name: str, limits: Limits) -> None:
    """Raises Unreadable when a parser should not see this part."""
    chunk = part.read(CHUNK)
    # A picture begins with letters of its own. Whatever could be XML is looked at as XML.
    start = chunk.removeprefix(b"\xef\xbb\xbf")
    head = start.lstrip()
    if head and not (name.endswith((".xml", ".rels")) or head.startswith(COULD_BE_XML)):
        return
    declared = ENCODING.match(start[:300])
    if declared and declared[1].lower() not in PLAIN:
        raise damaged()
    cells = others = 0
    tail = b""
    while chunk:
        if b"\x00" in chunk or DOCTYPE.search(tail + chunk):
            raise damaged()
        opened = chunk.count(b"<") - chunk.count(b"</")
        ours = _of_cells(chunk, name, opened)
        cells, others = cells + ours, others + opened - ours
        if cells > limits.cells * ELEMENTS_PER_CELL or others > OTHER_ELEMENTS:
            raise Unreadable(
                _(
                    "This spreadsheet holds far more than one table of %(limit)s cells, perhaps in other "
                    "sheets or in empty cells with a format. Copy the table into a new spreadsheet, and try "
                    "again."
                )
                % {"limit": counted(limits.cells)}
            )
        tail = chunk[-OVERLAP:]
        chunk = part.read(CHUNK)


def _of_cells(chunk: bytes, name: str, opened: int) -> int:
    """Returns how many of the elements opened here make up cells; the rest costs a parser more."""
    if name == "xl/sharedstrings.xml":
        return opened
    return len(CELLS.findall(chunk)) if name.startswith("xl/worksheets/") else 0
