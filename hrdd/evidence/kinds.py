"""What a file really is. Its name and the type its sender gave are never believed.

puremagic makes the first guess by signature; each kind then proves itself, and most are afterwards opened
by a real reader (pictures.py, documents.py). Only what people bring as evidence is in the list: papers and
tables (pdf, docx, xlsx, odt, ods, txt, csv), pictures and screenshots (jpg, png, webp, gif), and what was
heard or filmed (mp3, m4a, wav, ogg, mp4, webm). Nothing in it runs by itself in a browser.
"""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

import puremagic
from django.utils.translation import gettext as _

from hrdd.evidence.names import ending
from hrdd.evidence.recordings import mp3_sound_starts
from hrdd.lib.errors import Refused

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
MARKUP = re.compile(r"\s*(<[a-zA-Z!?/%]|#!|@echo)", re.IGNORECASE)
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Text that some program would run, if it were saved under the name it came with.
RUNNABLE = frozenset(
    (
        *("html", "htm", "xhtml", "shtml", "svg", "xml", "js", "mjs", "vbs", "wsf", "hta", "bat", "cmd"),
        *("ps1", "sh", "bash", "py", "pl", "rb", "php", "jar", "lnk", "scr", "reg", "url"),
    )
)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"dex\n")
ARCHIVES = frozenset((".zip", ".rar", ".7z", ".gz", ".bz2", ".xz", ".tar", ".zst", ".cab", ".iso", ".lzh"))
MOVIES = frozenset((b"mp41", b"mp42", b"avc1", b"MSNV", b"dash", b"M4V ", b"M4VH", b"M4VP"))


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken; `proven` looks at the whole content."""

    extension: str
    media_type: str
    guesses: frozenset[str]
    proven: Callable[[bytes], bool]


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _is_ooxml(main: bytes) -> Callable[[bytes], bool]:
    return lambda content: main in _packed(content, "[Content_Types].xml")


def _is_odf(media_type: str) -> Callable[[bytes], bool]:
    return lambda content: _packed(content, "mimetype").strip() == media_type.encode()


def _is_mp3(content: bytes) -> bool:
    """Returns whether sound in MPEG's layer III starts where it should (ISO/IEC 11172-3, 2.4.1.3)."""
    start = mp3_sound_starts(content)
    head = content[start : start + 4]
    return (
        len(head) == 4
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[1] & 0x18 != 0x08
        and head[2] & 0xF0 != 0xF0
        and head[2] & 0x0C != 0x0C
    )


def _is_mp4(content: bytes) -> bool:
    return content[4:8] == b"ftyp" and (content[8:11] == b"iso" or content[8:12] in MOVIES)


def _is_ogg_sound(content: bytes) -> bool:
    return content[:4] == b"OggS" and any(
        sign in content[:80] for sign in (b"OpusHead", b"\x01vorbis", b"Speex   ", b"\x7fFLAC")
    )


KINDS = (
    Kind("pdf", "application/pdf", frozenset({".pdf"}), _starts(b"%PDF-")),
    Kind("jpg", "image/jpeg", frozenset({".jpg", ".jpeg"}), _starts(b"\xff\xd8\xff")),
    Kind("png", "image/png", frozenset({".png", ".apng"}), _starts(b"\x89PNG\r\n\x1a\n")),
    Kind("gif", "image/gif", frozenset({".gif"}), _starts(b"GIF87a", b"GIF89a")),
    Kind("webp", "image/webp", frozenset({".webp"}), lambda c: c[:4] == b"RIFF" and c[8:12] == b"WEBP"),
    Kind(
        "docx", f"{OOXML}.wordprocessingml.document", frozenset({".docx"}),
        _is_ooxml(b"wordprocessingml.document.main+xml"),
    ),
    Kind(
        "xlsx", f"{OOXML}.spreadsheetml.sheet", frozenset({".xlsx"}),
        _is_ooxml(b"spreadsheetml.sheet.main+xml"),
    ),
    Kind("odt", f"{ODF}.text", frozenset({".odt", ".docx"}), _is_odf(f"{ODF}.text")),
    Kind("ods", f"{ODF}.spreadsheet", frozenset({".ods", ".docx"}), _is_odf(f"{ODF}.spreadsheet")),
    Kind("wav", "audio/wav", frozenset({".wav"}), lambda c: c[:4] == b"RIFF" and c[8:12] == b"WAVE"),
    Kind("m4a", "audio/mp4", frozenset({".m4a"}), lambda c: c[4:12] in (b"ftypM4A ", b"ftypM4B ")),
    Kind("mp4", "video/mp4", frozenset({".mp4"}), _is_mp4),
    Kind("webm", "video/webm", frozenset({".webm"}), lambda c: b"webm" in c[:64]),
    Kind("ogg", "audio/ogg", frozenset({".ogg", ".oga", ".opus"}), _is_ogg_sound),
    Kind("mp3", "audio/mpeg", frozenset({".mp3"}), _is_mp3),
)  # fmt: skip
TEXT = Kind("txt", "text/plain", frozenset(), lambda _content: True)
TABLE = Kind("csv", "text/csv", frozenset(), lambda _content: True)


def kind_of(content: bytes, *, name: str) -> Kind:
    """Returns what the content is; raises Refused, and says why, for what is not taken.

    The name decides one thing only, between two kinds of the same text: whether it is a table.
    """
    guesses = _guesses(content)
    for kind in KINDS:
        if kind.guesses & guesses and kind.proven(content):
            return kind
    if _is_text(content):
        return _text_kind(content, ending(name))
    if content.startswith(PROGRAMS):
        raise Refused(_("This is a program. Programs are not taken."))
    if ARCHIVES & guesses or content.startswith(b"PK"):
        raise Refused(
            _(
                "This is an archive, or a document with macros. Add the files in it one by one, "
                "without macros."
            )
        )
    raise Refused(f"{_('This kind of file is not taken.')} {taken()}")


def taken() -> str:
    """Returns in one sentence which files are taken."""
    return _(
        "Taken are PDF, Word and Excel (docx, xlsx), OpenDocument (odt, ods), plain text and CSV in UTF-8, "
        "pictures (JPEG, PNG, WebP, GIF), sound (MP3, M4A, WAV, Ogg) and film (MP4, WebM)."
    )


def _guesses(content: bytes) -> set[str]:
    try:
        found = {str(match.extension) for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        found = set()
    # Signatures it does not know: most brands of MP4, and MP3 that starts with its sound.
    if content[4:8] == b"ftyp":
        found |= {".mp4"}
    if content[:1] == b"\xff":
        found |= {".mp3"}
    return found


def _text_kind(content: bytes, named: str) -> Kind:
    text = content.decode("utf-8-sig")
    if MARKUP.match(text) or named in RUNNABLE:
        raise Refused(
            _(
                "This is a web page, a drawing made of code (SVG) or a script. A browser would run it, so it "
                "is not taken. Save the page as PDF, or take a picture of the screen."
            )
        )
    if text.startswith(("{\\rtf", "%!PS")):
        raise Refused(f"{_('This kind of file is not taken.')} {taken()}")
    return TABLE if named == "csv" else TEXT


def _is_text(content: bytes) -> bool:
    try:
        return not UNPRINTABLE.search(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def _packed(content: bytes, name: str) -> bytes:
    """Returns the start of one file inside a package, or nothing when it is none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package, package.open(name) as inner:
            return inner.read(1_000_000)
    except Exception:  # a broken package fails in more ways than anybody lists
        return b""
