"""Small real files of every kind, some with what must not stay in them."""

import io
import struct
import wave
import zipfile
import zlib
from typing import Any

import openpyxl
import pikepdf
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
SECRET = "Maria Novak"


def picture(extension: str, size: tuple[int, int] = (16, 8), **options: Any) -> bytes:
    """Returns a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, {"jpg": "JPEG"}.get(extension, extension.upper()), **options)
    return out.getvalue()


def exif(orientation: int = 1) -> bytes:
    """Returns what a telephone writes: who, which device, and where."""
    said = Image.Exif()
    said[Base.Artist], said[Base.Make], said[Base.Orientation] = SECRET, "Phonemaker", orientation
    said.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    said.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    return said.tobytes()


def photo(extension: str = "jpg", orientation: int = 1) -> bytes:
    xmp = f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode()
    options: dict[str, Any] = {"exif": exif(orientation), "icc_profile": SECRET.encode() * 20}
    if extension == "png":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", SECRET)
        text.add_itxt("XML:com.adobe.xmp", SECRET)
        options |= {"pnginfo": text}
    elif extension == "jpg":
        options |= {"xmp": xmp, "comment": SECRET.encode(), "quality": 95}
    elif extension == "webp":
        options |= {"xmp": xmp, "lossless": True}
    else:
        options = {"comment": SECRET.encode()}
    return picture(extension, **options)


def animation(extension: str) -> bytes:
    frames = [Image.new("RGB", (16, 8), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, extension.upper(), save_all=True, append_images=frames[1:], duration=120, loop=0)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Returns a few bytes that claim to be a picture of this size."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def pdf(**options: Any) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Author"] = SECRET
    with document.open_metadata() as said:
        said["dc:creator"] = [SECRET]
    page = document.pages[0].obj
    page.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
    out = io.BytesIO()
    document.save(out, **options)
    return out.getvalue()


def signed_pdf() -> bytes:
    document = pikepdf.open(io.BytesIO(pdf()))
    document.Root.AcroForm = document.make_indirect(pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for name, content in parts.items():
            fresh.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    types = f'<Types><Override ContentType="{OOXML}.wordprocessingml.document.main+xml"/></Types>'
    core = f"<cp:coreProperties><dc:creator>{SECRET}</dc:creator></cp:coreProperties>"
    parts: dict[str, str | bytes] = {"[Content_Types].xml": types, "word/document.xml": "<w/>"}
    return package(parts | {"docProps/core.xml": core, "docProps/app.xml": SECRET} | more)


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = SECRET
    book.active["A1"] = "kept"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def odf(kind: str) -> bytes:
    return package({"mimetype": f"{ODF}.{kind}", "content.xml": "<kept/>", "meta.xml": f"<m>{SECRET}</m>"})


def box(name: bytes, *inner: bytes) -> bytes:
    body = b"".join(inner)
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(brand: bytes = b"isom") -> bytes:
    place = box(b"udta", box(b"\xa9xyz", SECRET.encode()))
    track = box(b"trak", box(b"tkhd", b"kept"), box(b"meta", SECRET.encode()))
    return box(b"ftyp", brand, b"\0\0\2\0", brand) + box(b"moov", place, track) + box(b"mdat", b"film")


def mp3() -> bytes:
    said = b"TIT2" + SECRET.encode()
    tag = b"ID3\x04\0\0" + bytes([0, 0, 0, len(said)]) + said
    return tag + b"\xff\xfb\x90\x00" + bytes(413) + b"TAG" + SECRET.encode().ljust(125, b"\0")


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\1\2" * 100)
    content = out.getvalue()
    said = b"LIST" + struct.pack("<I", len(SECRET) + 5) + b"INFO" + SECRET.encode() + b"\0\0"
    return content[:4] + struct.pack("<I", len(content) - 8 + len(said)) + content[8:] + said


def ogg() -> bytes:
    return b"OggS\0\2" + bytes(16) + b"\0\0\0\0\x01\x13OpusHead" + bytes(11)


def webm() -> bytes:
    return bytes.fromhex("1a45dfa39f4286810142f7810142f2810442f381084282847765626d") + bytes(40)


TAKEN = {
    "pdf": (pdf, "application/pdf"),
    "jpg": (lambda: picture("jpg"), "image/jpeg"),
    "png": (lambda: picture("png"), "image/png"),
    "gif": (lambda: picture("gif"), "image/gif"),
    "webp": (lambda: picture("webp"), "image/webp"),
    "docx": (docx, f"{OOXML}.wordprocessingml.document"),
    "xlsx": (xlsx, f"{OOXML}.spreadsheetml.sheet"),
    "odt": (lambda: odf("text"), f"{ODF}.text"),
    "ods": (lambda: odf("spreadsheet"), f"{ODF}.spreadsheet"),
    "mp3": (mp3, "audio/mpeg"),
    "m4a": (lambda: mp4(b"M4A "), "audio/mp4"),
    "wav": (wav, "audio/wav"),
    "ogg": (ogg, "audio/ogg"),
    "mp4": (mp4, "video/mp4"),
    "webm": (webm, "video/webm"),
    "txt": (lambda: "Sie sagte: „nein“.\n".encode(), "text/plain"),
    "csv": (lambda: b"group,count\nchildren,3\n", "text/csv"),
}
