"""Each error stands by the field that can mend it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from hrdd.evidence.forms import EvidenceForm, RemovalForm, RevisionForm
from tests.evidence import samples

TODAY = timezone.localdate()


def form(kind: str, files: dict[str, Any] | None = None, **given: Any) -> EvidenceForm:
    said = {
        "kind": kind, "title": "A letter", "source": "A newspaper", "read_on": TODAY.isoformat(),
        "claim_status": "reported",
    }  # fmt: skip
    return EvidenceForm(said | given, files or {})


def sent(content: bytes, name: str = "a.pdf") -> dict[str, Any]:
    # What the browser says about the type is a lie in all of these tests.
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf")}


def test_a_file_becomes_an_entry_that_is_checked_and_cleaned() -> None:
    filled = form("file", sent(samples.photo(), "Maria.html"))
    assert filled.is_valid(), filled.errors
    entry = filled.entry()
    assert entry.upload is not None
    assert (entry.kind, entry.upload.media_type, entry.file_name) == ("file", "image/jpeg", "Maria.html")


def test_a_link_and_a_quotation_become_entries() -> None:
    for kind, given in (
        ("link", {"url": " https://press.example/ ", "source": ""}),
        ("quotation", {"quotation": "x"}),
    ):
        filled = form(kind, **given)
        assert filled.is_valid(), filled.errors
        entry = filled.entry()
        assert (entry.kind, entry.upload, entry.file_name) == (kind, None, "")


@pytest.mark.parametrize(
    ("kind", "files", "given", "field"),
    [
        ("", {}, {}, "kind"),
        ("song", {}, {}, "kind"),
        ("file", {}, {}, "file"),
        ("file", {}, {"file": "a text"}, "file"),
        ("file", sent(b"<html>"), {}, "file"),
        ("file", sent(b""), {}, "file"),
        ("file", sent(samples.picture("png")), {"url": "https://press.example"}, "url"),
        ("file", sent(samples.picture("png")), {"source": " "}, "source"),
        ("link", {}, {}, "url"),
        ("link", {}, {"url": "javascript:alert(1)"}, "url"),
        ("link", sent(samples.picture("png")), {"url": "https://press.example"}, "file"),
        ("quotation", {}, {}, "quotation"),
        ("quotation", {}, {"quotation": "x" * 20_001}, "quotation"),
        ("quotation", {}, {"quotation": "x", "source": ""}, "source"),
        ("quotation", {}, {"quotation": "x", "title": ""}, "title"),
        ("quotation", {}, {"quotation": "x", "claim_status": "sure"}, "claim_status"),
        ("quotation", {}, {"quotation": "x", "read_on": "yesterday"}, "read_on"),
        ("quotation", {}, {"quotation": "x", "read_on": (TODAY + timedelta(1)).isoformat()}, "read_on"),
    ],
)
def test_an_error_stands_by_its_field(
    kind: str, files: dict[str, Any], given: dict[str, Any], field: str
) -> None:
    for file in files.values():
        file.seek(0)
    assert list(form(kind, files, **given).errors) == [field]


def test_a_revision_names_its_version_and_a_removal_its_reason() -> None:
    said = {"title": "A letter", "read_on": TODAY, "claim_status": "disputed"}
    assert list(RevisionForm(said).errors) == ["version"]
    filled = RevisionForm(said | {"version": 2})
    assert filled.is_valid()
    assert filled.details().claim_status == "disputed"
    assert list(RemovalForm({"reason": " "}).errors) == ["reason"]
