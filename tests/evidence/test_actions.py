"""Evidence is kept with its digest, changed only in what is said about it, and leaves nothing behind."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone

from hrdd.accounts.models import Organisation, User
from hrdd.audit.models import Event
from hrdd.audit.presenters import line
from hrdd.evidence import actions
from hrdd.evidence.entries import Details, EvidenceEntry
from hrdd.evidence.models import Evidence
from hrdd.evidence.uploads import checked
from hrdd.lib.errors import Refused, Stale
from tests import factories
from tests.evidence import samples
from tests.evidence.test_scan import BAD, clamd  # noqa: F401  # a fixture

AT = timezone.now()
ROOT = uuid4()
Commits = Callable[..., Any]
SAID = {
    "title": "Letter of Maria", "source": "Maria herself", "read_on": date(2026, 1, 5),
    "claim_status": "alleged", "note": "Ask Maria.",
}  # fmt: skip


@pytest.fixture
def add(company: Organisation, ines: User) -> Callable[..., Evidence]:
    """Returns `add(kind, ...)`, which adds evidence to ROOT as Ines."""

    def added(kind: str = "quotation", **given: Any) -> Evidence:
        own: dict[str, Any] = {
            "quotation": {"quotation": "It read my letter."},
            "link": {"url": "https://press.example/maria"},
            "file": {"upload": checked(samples.photo(), name="x"), "file_name": "../Maria at home.jpeg"},
        }.get(kind, {})
        entry = EvidenceEntry(**{**SAID, "kind": kind, **own, **given})
        return actions.add_evidence(company=company, root_id=ROOT, entry=entry, by=ines, at=AT, about="R-3")

    return added


def refused(call: Callable[[], Any], field: str) -> str:
    with pytest.raises(Refused) as refusal:
        call()
    assert list(refusal.value.fields) == [field]
    assert not Evidence.objects.exists()
    assert not Event.objects.filter(action="evidence added").exists()
    return refusal.value.message


def test_a_quotation_is_kept_in_one_canonical_form_with_its_digest(add: Callable[..., Evidence]) -> None:
    row = add(
        title="Letter\nof Maria", note="half \ud800", quotation="  It read\r\nmy le\u0301tter.  \x00\r\n"
    )
    row.refresh_from_db()
    assert row.quotation == "It read\nmy l\u00e9tter."
    assert row.sha256 == hashlib.sha256(row.quotation.encode()).hexdigest()
    assert (row.title, row.note) == ("Letter of Maria", "half ?")
    assert list(Evidence.objects.of_root(ROOT).in_full()) == [row]
    assert not Evidence.objects.of_root(uuid4()).exists()


def test_a_link_has_the_digest_of_its_address(add: Callable[..., Evidence]) -> None:
    row = add("link", url=" https://press.example/a?b=1#c ")
    assert row.url == "https://press.example/a?b=1#c"
    assert row.sha256 == hashlib.sha256(row.url.encode()).hexdigest()


def test_a_file_goes_to_the_store_under_a_name_that_says_nothing(
    add: Callable[..., Evidence], stored: Callable[[], list[Path]],
    django_capture_on_commit_callbacks: Commits,
) -> None:  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        row = add("file")
        assert stored() == [], "nothing is written before the commit"
    [path] = stored()
    row.refresh_from_db()
    assert path.parent.name == "evidence"
    assert len(path.name) == 32
    assert set(path.name) <= set("0123456789abcdef")
    assert path.name not in (row.pk.hex, row.sha256)
    assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row.size == path.stat().st_size
    assert row.sha256_received == hashlib.sha256(samples.photo()).hexdigest()
    assert (row.file_name, row.media_type, row.scan) == ("Maria at home.jpg", "image/jpeg", "not_scanned")


def test_a_transaction_that_fails_leaves_no_file(
    add: Callable[..., Evidence], stored: Callable[[], list[Path]],
    django_capture_on_commit_callbacks: Commits,
) -> None:  # fmt: skip
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(ZeroDivisionError),
        transaction.atomic(),
    ):
        add("file")
        raise ZeroDivisionError
    assert stored() == []
    assert not Evidence.objects.exists()


def test_a_store_that_fails_takes_the_row_back_and_says_so(
    add: Callable[..., Evidence], settings: LazySettings, tmp_path: Path,
    django_capture_on_commit_callbacks: Commits,
) -> None:  # fmt: skip
    (tmp_path / "no folder").write_text("")
    settings.MEDIA_ROOT = tmp_path / "no folder"
    with pytest.raises(OSError), django_capture_on_commit_callbacks(execute=True):
        add("file")
    assert not Evidence.objects.exists()
    assert Event.objects.filter(action="evidence lost").count() == 1


def test_an_infected_file_leaves_nothing(
    add: Callable[..., Evidence],
    stored: Callable[[], list[Path]],
    clamd: Any,  # noqa: F811
    django_capture_on_commit_callbacks: Commits,
) -> None:
    bad = checked(BAD, name="a.txt")
    with django_capture_on_commit_callbacks(execute=True):
        assert "virus" in refused(lambda: add("file", upload=bad), "file")
    assert stored() == []


def test_a_file_that_the_scanner_saw_is_called_clean(
    add: Callable[..., Evidence],
    clamd: Any,  # noqa: F811
) -> None:
    row = add("file")
    assert row.scan == "clean"
    assert row.is_scanned
    assert len(clamd.seen) == 1


@pytest.mark.parametrize(
    "url",
    [
        "", "press.example", "javascript:alert(1)", "ftp://press.example/", "file:///etc/passwd", "http://",
        "https://maria:secret@press.example/", "https://press.example/\u202egpj.exe", "https://a b.example/",
        "data:text/html,x", "https://press.example/" + "x" * 2_000, "https://[::1/", "https://press\x00.example/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_of_the_web_is_refused(add: Callable[..., Evidence], url: str) -> None:
    refused(lambda: add("link", url=url), "url")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("kind", {"kind": "song"}),
        ("file", {"kind": "file", "upload": None}),
        ("quotation", {"quotation": "  \x00 "}),
        ("quotation", {"quotation": "x" * 20_001}),
        ("title", {"title": " "}),
        ("title", {"title": "x" * 301}),
        ("source", {"source": "x" * 501}),
        ("claim_status", {"claim_status": "sure"}),
        ("read_on", {"read_on": timezone.localdate(AT) + timedelta(1)}),
    ],
)
def test_what_is_missing_or_impossible_is_refused_at_its_field(
    add: Callable[..., Evidence], field: str, given: dict[str, Any]
) -> None:
    refused(lambda: add(**given), field)


def test_what_is_said_about_it_can_be_said_better(add: Callable[..., Evidence], ines: User) -> None:
    row = add()
    details = Details(**{**SAID, "title": "A letter", "claim_status": "court_finding"})
    given = {"details": details, "expected_version": 1, "by": ines, "at": AT}
    revised = actions.revise_evidence(evidence=row, **given)
    revised.refresh_from_db()
    assert (revised.title, revised.claim_status, revised.version) == ("A letter", "court_finding", 2)
    assert (revised.quotation, revised.sha256) == (row.quotation, row.sha256)
    with pytest.raises(Stale):
        actions.revise_evidence(evidence=row, **given)
    same = actions.revise_evidence(evidence=row, **{**given, "expected_version": 2})
    assert same.version == 2, "nothing changed, so nothing is written down"
    assert Event.objects.filter(action="evidence changed").count() == 1


def test_a_day_that_has_not_come_is_refused_later_too(add: Callable[..., Evidence], ines: User) -> None:
    row = add()
    details = replace(Details(**SAID), read_on=timezone.localdate(AT) + timedelta(1))
    with pytest.raises(Refused):
        actions.revise_evidence(evidence=row, details=details, expected_version=1, by=ines, at=AT)


def test_what_is_removed_is_gone_with_its_file_and_its_digest_stays_in_the_log(
    ines: User, stored: Callable[[], list[Path]], django_capture_on_commit_callbacks: Commits
) -> None:
    row = factories.evidence_file(root_id=ROOT)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(evidence=row, reason="It names a child.", by=ines, at=AT, about="R-3")
        assert len(stored()) == 1, "nothing is deleted before the commit"
    assert stored() == []
    assert not Evidence.objects.exists()
    event = Event.objects.get(action="evidence removed")
    assert event.changes == {
        "kind": "file", "sha256": row.sha256, "claim_status": "reported", "reason": "It names a child.",
        "about": "R-3",
    }  # fmt: skip
    assert event.root_id == ROOT
    with pytest.raises(Refused, match="removed meanwhile"):
        actions.remove_evidence(evidence=row, reason="Again.", by=ines, at=AT)


def test_nothing_is_removed_without_a_reason(ines: User, company: Organisation) -> None:
    row = factories.EvidenceFactory.create()
    with pytest.raises(Refused, match="Say why"):
        actions.remove_evidence(evidence=row, reason=" ", by=ines, at=AT)
    assert Evidence.objects.exists()


def test_the_log_says_nothing_private(add: Callable[..., Evidence], ines: User) -> None:
    rows = [add(kind) for kind in ("quotation", "link", "file")]
    for row in rows:
        other = Details(**{**SAID, "title": "Maria's other letter", "note": "", "source": "Maria"})
        actions.revise_evidence(evidence=row, details=other, expected_version=1, by=ines, at=AT, about="R-3")
        actions.remove_evidence(evidence=row, reason="Not needed.", by=ines, at=AT)
    events = list(Event.objects.filter(action__startswith="evidence"))
    assert len(events) == 9
    written = str([vars(event) for event in events])
    assert "aria" not in written
    assert "letter" not in written
    assert all(row.sha256 in written for row in rows)
    told = line(next(event for event in events if event.action == "evidence changed"))
    assert ("revised", "title, source, note") in [(change.name, change.after) for change in told.changes]
