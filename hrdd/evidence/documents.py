"""Papers and tables without what programs write about their writers: author, company, dates, editing time.

Left as they are: what stands on the pages, names in comments and in tracked changes, pictures inside a
document with what their cameras wrote. A signed PDF stays byte by byte, so that its signature holds.
"""

import zipfile
from io import BytesIO
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from hrdd.lib.errors import Refused

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 10_000
# Inside a PDF, too, a few bytes can unpack to gigabytes. For the whole process; reports need far less.
pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED)

XML = '<?xml version="1.0" encoding="UTF-8"?>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NOTHING_SAID = {
    "docprops/core.xml": f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}"/>',
    "docprops/app.xml": f'{XML}<Properties xmlns="{OFFICE}/extended-properties"/>',
    "docprops/custom.xml": f'{XML}<Properties xmlns="{OFFICE}/custom-properties"/>',
    "meta.xml": (
        f'{XML}<office:document-meta office:version="1.2" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>'
    ),
}
MACROS = ("vbaproject.bin", "vbadata.xml")
MACRO_FOLDERS = ("basic/", "scripts/")


def cleaned_pdf(content: bytes) -> bytes:
    """Returns the PDF without its description of itself; raises Refused when it cannot be opened."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if _is_signed(pdf):
                return content
            del pdf.docinfo
            for thing in pdf.objects:
                _forget(thing)
            out = BytesIO()
            pdf.save(out, deterministic_id=True)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise Refused(_("This PDF asks for a password. Save it without one.")) from None
    except Exception:  # damaged or hostile files break readers in more ways than anybody lists
        raise Refused(_("This PDF is damaged or too large inside, and cannot be opened.")) from None


def cleaned_office(content: bytes) -> bytes:
    """Returns the document without its description of itself; raises Refused when it cannot be opened."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            _check(parts)
            out = BytesIO()
            with zipfile.ZipFile(out, "w") as fresh:
                for part in parts:
                    _copy(package, part, fresh)
            return out.getvalue()
    except Refused:
        raise
    except Exception:  # as above
        raise Refused(_("This document is damaged and cannot be opened.")) from None


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & 1)


def _forget(thing: Any) -> None:
    """Takes the descriptions off a page, a picture or the whole; editors' private notes as well."""
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for name in ("/Metadata", "/PieceInfo"):
            if name in thing:
                del thing[name]


def _check(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused(_("This document asks for a password. Save it without one."))
    if any(name.endswith(MACROS) or name.startswith(MACRO_FOLDERS) for name in names):
        raise Refused(_("This document holds macros, which are programs. Save it without them."))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(_("This document is too large inside: more than 100 MB once it is unpacked."))
    if len(set(names)) < len(names):
        raise ValueError("two parts of one name")


def _copy(package: zipfile.ZipFile, part: zipfile.ZipInfo, fresh: zipfile.ZipFile) -> None:
    """Writes the part under its name alone, without the moment and the machine."""
    # OpenDocument wants its first part as it is, so that its kind can be read off the first bytes.
    packing = zipfile.ZIP_STORED if part.filename == "mimetype" else zipfile.ZIP_DEFLATED
    said = NOTHING_SAID.get(part.filename.lower())
    if said is None and part.filename.lower().endswith(".psmdcp"):
        said = NOTHING_SAID["docprops/core.xml"]
    with package.open(part) as inner:
        # Asked for so much and no more: a part can hold gigabytes while its head says ten bytes.
        content = inner.read(part.file_size) if said is None else said.encode()
    fresh.writestr(zipfile.ZipInfo(part.filename), content, compress_type=packing)
