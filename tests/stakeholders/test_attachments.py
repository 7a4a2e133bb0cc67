"""Files on an engagement: checked and cleaned like evidence; what names people is unreadable on disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders import actions
from stakeholders.models import Attachment, Engagement, SealedOpening
from tests.dump import database_dump
from tests.evidence.samples import SECRET, photo

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
NAMES = "Zawadi Quillfeather\nNuru Thornfield\n"


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMAV_URL = ""
    return tmp_path / "files"


@pytest.fixture
def add(
    as_person: As, elsa: User, engagement: Engagement, django_capture_on_commit_callbacks: Any
) -> Callable[..., Any]:
    """Returns `add(content, name, **more)`, which hands a file in and gives the answer."""

    def added(content: bytes, name: str, **more: Any) -> Any:
        file = SimpleUploadedFile(name, content)
        data = {"kind": "agenda", "level": "internal", "file": file, **more}
        with django_capture_on_commit_callbacks(execute=True):
            return as_person(elsa).post(at("attachments", engagement.pk), data)

    return added


def stored(store: Path) -> list[bytes]:
    return [path.read_bytes() for path in store.rglob("*") if path.is_file()]


def test_a_file_is_kept_cleaned_and_taken_as_a_download(
    add: Callable[..., Any], as_person: As, ines: User, engagement: Engagement, store: Path
) -> None:
    assert add(photo(), "room.jpg", kind="photo", title="The room").status_code == 302
    [content] = stored(store)
    assert SECRET.encode() not in content
    file = Attachment.objects.get()
    answer = as_person(ines).get(at("attachment_file", engagement.pk, file.pk))
    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Event.objects.get(action="attached file taken away").actor_id == ines.pk
    assert "The room" in as_person(ines).get(at("attachments", engagement.pk)).text


@pytest.mark.parametrize("more", [{"kind": "attendance"}, {"names_people": "on"}, {"level": "sealed"}])
def test_what_names_people_is_unreadable_on_disk_and_in_the_database(
    add: Callable[..., Any], store: Path, more: dict[str, str], as_person: As, elsa: User,
    engagement: Engagement,
) -> None:  # fmt: skip
    assert add(NAMES.encode(), "Zawadi list.txt", title="Names of Nuru", **more).status_code == 302
    [content] = stored(store)
    assert b"Zawadi" not in content
    assert b"Quillfeather" not in content
    dump = database_dump()
    assert "zawadi" not in dump
    assert "nuru" not in dump
    file = Attachment.objects.get()
    assert file.is_sealed
    client = as_person(elsa)
    assert client.get(at("attachment_file", engagement.pk, file.pk)).status_code == 404
    assert "Zawadi" not in client.get(at("attachments", engagement.pk)).text


def test_an_attendance_list_opens_to_two_people_only(
    add: Callable[..., Any], as_person: As, elsa: User, tomas: User, ines: User, engagement: Engagement
) -> None:
    add(NAMES.encode(), "list.txt", kind="attendance")
    file = Attachment.objects.get()
    lead, approver, pk = as_person(elsa), as_person(tomas), engagement.pk
    ask = {"what": f"file-{file.pk}", "reason": "A threat has to be judged."}
    assert lead.post(at("openings", pk), ask).status_code == 302
    opening = SealedOpening.objects.get()
    taken = at("opening_attachment", pk, opening.pk, file.pk)
    assert lead.get(taken).status_code == 403
    assert lead.post(at("opening_agreement", pk, opening.pk)).status_code == 422
    assert lead.get(taken).status_code == 403
    assert approver.post(at("opening_agreement", pk, opening.pk)).status_code == 302
    for client in (lead, approver):
        answer = client.get(taken)
        assert b"".join(answer.streaming_content) == NAMES.encode()  # type: ignore[attr-defined]
        assert "list.txt" in answer["Content-Disposition"]
        assert "no-store" in answer["Cache-Control"]
    assert as_person(ines).get(taken).status_code == 404
    assert Event.objects.filter(action="sealed file taken away").count() == 2
    unsealed = lead.post(at("unsealing", pk, opening.pk), {"level": "internal", "reason": "Why not."})
    assert unsealed.status_code == 422, "a list of names stays sealed"


def test_the_database_takes_no_open_attendance_list(add: Callable[..., Any]) -> None:
    add(b"Ten o'clock.", "agenda.txt")
    for change in ({"kind": "attendance"}, {"names_people": True}, {"level": "sealed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.update(**change)


def test_sealing_a_record_seals_its_files_and_unsealing_opens_them(
    add: Callable[..., Any], store: Path, engagement: Engagement, elsa: User, tomas: User,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    add(b"Marigold at ten.", "agenda.txt", title="Marigold")
    by = {"by": elsa, "at": timezone.now()}
    with django_capture_on_commit_callbacks(execute=True):
        actions.seal_record(engagement=engagement, expected_version=engagement.version, **by)
    [content] = stored(store)
    assert b"Marigold" not in content
    assert "marigold" not in database_dump()
    opening = actions.ask_opening(engagement=engagement, reason="A threat.", **by)
    actions.agree_opening(opening=opening, by=tomas, at=by["at"])
    file = Attachment.objects.get()
    taken = actions.take_sealed_file(opening=opening, file=file, **by)
    assert (taken.content, taken.file_name) == (b"Marigold at ten.", "agenda.txt")
    with django_capture_on_commit_callbacks(execute=True):
        actions.unseal(opening=opening, level="internal", reason="Safe.", **by)
    assert stored(store) == [b"Marigold at ten."]
    assert Attachment.objects.get().title == "Marigold"


def test_a_removed_file_is_gone_from_the_store(
    add: Callable[..., Any], store: Path, as_person: As, elsa: User, engagement: Engagement,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    add(b"Ten o'clock.", "agenda.txt")
    address = at("attachment_removal", engagement.pk, Attachment.objects.get().pk)
    assert as_person(elsa).post(address, {"reason": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert as_person(elsa).post(address, {"reason": "The wrong one."}).status_code == 302
    assert stored(store) == []


def test_what_is_no_file_of_ours_is_refused(add: Callable[..., Any], store: Path) -> None:
    for content, name in ((b"<script>x</script>", "a.html"), (b"MZ\x90", "a.exe"), (b"", "a.txt")):
        assert add(content, name).status_code == 422
    assert stored(store) == []
    assert not Attachment.objects.exists()


def test_files_are_handed_in_and_taken_over_the_api(
    api: Any, elsa: User, ines: User, engagement: Engagement, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"/api/v1/engagements/{engagement.pk}/attachments/"
    for kind in ("agenda", "attendance"):
        data = {"kind": kind, "level": "internal", "file": SimpleUploadedFile("a.txt", NAMES.encode())}
        with django_capture_on_commit_callbacks(execute=True):
            made = api(elsa).post(address, data, format="multipart")
        assert made.status_code == 201, made.json()
    assert made.json()["level"] == "sealed"
    listed = api(elsa).get(address).json()["results"]
    assert [row["kind"] for row in listed] == ["agenda"]
    answer = api(ines).get(f"{address}{listed[0]['id']}/file/")
    assert b"".join(answer.streaming_content) == NAMES.encode()
    removal = f"{address}{listed[0]['id']}/removal/"
    assert api(ines).post(removal, {"reason": "x"}, format="json").status_code == 403
    assert api(elsa).post(removal, {"reason": "The wrong one."}, format="json").status_code == 204
