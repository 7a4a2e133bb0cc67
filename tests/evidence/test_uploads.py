"""What comes in is what it says by its content, is cleaned, and has the digest of what is kept."""

import hashlib
import io
import struct
import tracemalloc
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hrdd.evidence.uploads import checked, received
from hrdd.lib.errors import Refused
from tests.evidence import samples

LIMIT = 25 * 1024 * 1024


def refused(content: bytes, name: str = "a.pdf") -> str:
    with pytest.raises(Refused) as refusal:
        checked(content, name=name)
    assert list(refusal.value.fields) == ["file"]
    return refusal.value.message


@pytest.mark.parametrize("extension", samples.TAKEN)
def test_every_promised_kind_is_taken_and_known_by_its_content(extension: str) -> None:
    make, media_type = samples.TAKEN[extension]
    kept = checked(make(), name="x.csv" if extension == "csv" else "x.bin")
    assert (kept.extension, kept.media_type) == (extension, media_type)
    assert kept.size == len(kept.content)
    assert kept.sha256 == hashlib.sha256(kept.content).hexdigest()


@pytest.mark.parametrize("extension", ["docx", "xlsx", "odt", "ods", "pdf", "mp3", "m4a", "wav", "mp4"])
def test_what_programs_wrote_about_people_goes(extension: str) -> None:
    content = samples.TAKEN[extension][0]()
    kept = checked(content, name="x")
    for said in (samples.SECRET.encode(), samples.SECRET.encode("utf-16-be")):
        assert said not in unpacked(kept.content)
    assert kept.sha256_received == hashlib.sha256(content).hexdigest() != kept.sha256


def unpacked(content: bytes) -> bytes:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return b"".join(parts.read(name) for name in parts.namelist())
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            assert "/Info" not in document.trailer
            assert "/Metadata" not in document.Root
            out = io.BytesIO()
            document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
            return out.getvalue()
    return content


def test_a_cleaned_table_still_opens() -> None:
    book = openpyxl.load_workbook(io.BytesIO(checked(samples.xlsx(), name="x").content))
    assert book.active["A1"].value == "kept"
    with zipfile.ZipFile(io.BytesIO(checked(samples.odf("text"), name="x").content)) as parts:
        assert parts.namelist()[0] == "mimetype"
        assert parts.infolist()[0].compress_type == zipfile.ZIP_STORED


def test_a_recording_keeps_its_sound_and_its_length() -> None:
    film = samples.mp4()
    kept = checked(film, name="x").content
    assert len(kept) == len(film)
    assert b"film" in kept
    assert b"tkhdkept" in kept
    assert b"\1\2" * 100 in checked(samples.wav(), name="x").content
    assert checked(samples.mp3(), name="x").content == b"\xff\xfb\x90\x00" + bytes(413)


def test_a_signed_pdf_stays_as_it_is() -> None:
    content = samples.signed_pdf()
    kept = checked(content, name="x")
    assert kept.content == content
    assert kept.sha256_received == ""


def test_text_stays_byte_by_byte() -> None:
    content = "\ufeffShe said „no“.\r\n".encode()
    kept = checked(content, name="said.md")
    assert (kept.content, kept.extension, kept.sha256_received) == (content, "txt", "")


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        b"\n\n  <html>",
        b"\xef\xbb\xbf<HTML>",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<!-- --><svg/>",
        b"#!/bin/sh\nrm -rf /\n",
        b"<?php system('id');",
    ],
)
def test_web_pages_drawings_of_code_and_scripts_are_refused_under_any_name(content: bytes) -> None:
    for name in ("letter.pdf", "a.txt", "a", "photo.jpg"):
        assert "script" in refused(content, name)


@pytest.mark.parametrize("name", ["x.js", "x.SVG", "x.bat", "x.html"])
def test_text_that_a_program_would_run_is_refused_by_its_name(name: str) -> None:
    assert "script" in refused(b"alert(1)", name)


def test_a_talk_about_code_is_text() -> None:
    said = b"The model answered: <script>alert(1)</script>"
    assert checked(said, name="chat.txt").extension == "txt"
    assert checked(b"MZ is a company. ID3 is a tag.", name="a.txt").extension == "txt"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"MZ\x90\0\3\0\0\0" + bytes(100), "program"),
        (b"\x7fELF\2\1\1" + bytes(100), "program"),
        (samples.package({"a.txt": "x"}), "archive"),
        (b"\x1f\x8b\x08\0" + bytes(100), "archive"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(100), "archive"),
        (b"Rar!\x1a\x07\x00" + bytes(100), "archive"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "not taken"),
        (samples.picture("bmp"), "not taken"),
        (samples.picture("tiff"), "not taken"),
        (b"{\\rtf1 hello}", "not taken"),
        ("hello there".encode("utf-16"), "not taken"),
        ("caf\xe9".encode("latin-1"), "not taken"),
        (bytes(1000), "not taken"),
        (b"", "empty"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "damaged"),
        (samples.picture("png")[:60], "damaged"),
        (samples.docx()[:-40], "archive"),
    ],
)
def test_what_is_not_in_the_list_is_refused_and_told_why(content: bytes, word: str) -> None:
    assert word in refused(content)


def test_macros_and_passwords_are_refused() -> None:
    assert "macros" in refused(samples.docx(**{"word/vbaProject.bin": b"x"}))
    closed = samples.pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "password" in refused(closed)


def test_a_package_that_unpacks_to_gigabytes_is_refused() -> None:
    assert "100 MB" in refused(samples.docx(**{"word/big.xml": bytes(101 * 1024 * 1024)}))


def test_a_package_that_lies_about_what_it_unpacks_to_is_refused() -> None:
    size = 90 * 1024 * 1024
    lying = samples.docx(**{"word/big.xml": bytes(size)}).replace(
        struct.pack("<I", size), struct.pack("<I", 9)
    )
    tracemalloc.start()
    try:
        assert "damaged" in refused(lying)
        assert tracemalloc.get_traced_memory()[1] < size / 3
    finally:
        tracemalloc.stop()


def test_a_pdf_that_unpacks_to_gigabytes_is_refused() -> None:
    document = pikepdf.new()
    document.add_blank_page()
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    content = out.getvalue()
    # Its table of objects is packed, too; with zeros without end in its place it is a bomb.
    end = content.rindex(b"\nendstream")
    start = content.rindex(b"stream\n", 0, end) + 7
    bomb = content[:start] + zlib.compress(bytes(300 * 1024 * 1024), 9) + content[end:]
    assert len(bomb) < 1024 * 1024
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] <= 100 * 1024 * 1024
    assert "too large inside" in refused(bomb)


def test_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert checked(b"x" * LIMIT, name="a.txt").size == LIMIT
    assert "25 MB" in refused(b"x" * (LIMIT + 1), "a.txt")


def test_a_file_that_grows_over_the_limit_when_cleaned_is_refused(settings: LazySettings) -> None:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(out, "WEBP", quality=1)
    content = out.getvalue()
    assert checked(content, name="x").size > len(content)
    settings.EVIDENCE_MAX_BYTES = len(content)
    assert "at most" in refused(content)


def test_a_sent_file_is_judged_by_its_size_before_it_is_read() -> None:
    file = SimpleUploadedFile("a.txt", b"hello")
    assert received(file).content == b"hello"
    file.size = LIMIT + 1
    with pytest.raises(Refused, match="25 MB"):
        received(file)
