"""Of what somebody tells, nothing lies anywhere in the open: not in tables, broker, cache or files."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from remedy.models import Assignment, Case, Channel
from tests import factories
from tests.dump import database_dump, memory_dump

# Each word stands in one place.
TOLD = {
    "what": "marigoldwhat", "product": "marigoldproduct", "wants_words": "marigoldwants",
    "fears": "marigoldfears", "name": "marigoldname", "reach": "marigoldreach",
}  # fmt: skip
LATER = {
    "message": "marigoldmessage", "file": "marigoldfile", "later_file": "marigoldlater",
    "withdrawal": "marigoldwithdrawal", "judgement": "marigoldjudgement", "appeal": "marigoldappeal",
    "reply": "marigoldreply", "reason": "marigoldreason", "step": "marigoldstep", "hold": "marigoldhold",
    "hold_end": "marigoldend",
}  # fmt: skip


def paper(word: str, *, large: bool = False) -> SimpleUploadedFile:
    """Returns a text with the word; a large one goes through a file of the server on its way."""
    lines = f"{word}\n".encode() * (250_000 if large else 1)
    return SimpleUploadedFile(f"{word}.txt", lines, content_type="text/plain")


@pytest.fixture
def places(settings: Any, tmp_path: Path) -> Path:
    """Returns the folder in which all files of the product lie, those on their way as well."""
    (tmp_path / "files").mkdir()
    (tmp_path / "uploads").mkdir()
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    return tmp_path


def in_the_open(places: Path) -> list[str]:
    """Returns the words that somebody reads who takes the database, broker, cache and files."""
    files = [path for path in places.rglob("*") if path.is_file()]
    stored = " ".join(path.name + path.read_bytes().decode("latin-1") for path in files).casefold()
    everything = " ".join([database_dump(), memory_dump(), stored])
    return sorted(set(re.findall("marigold[a-z]*", everything)))


def file_concern(channel: Channel) -> str:
    data = {
        **TOLD, "who": "group", "agreed": "no", "danger": "yes", "about": "product", "works_here": "on",
        "wants": ["stop", "help"], "fears_pressure": "on", "country": "KE", "anonymity": "named",
        "at": "3", "next": "1", "language": "en", "files": [paper(LATER["file"])],
    }  # fmt: skip
    page = Client().post(f"/raise/{channel.slug}/", data).content.decode()
    found = re.search(r'<code class="secret" dir="ltr">([^<]+)</code>', page)
    assert found, page
    return found[1]


def act(code: str, deed: str, /, **data: Any) -> None:
    answer = Client().post(f"/raise/inbox/{deed}/", {"code": code, "do": "1", **data})
    assert answer.status_code == 200, (deed, answer.content.decode())


def move(client: Client, pk: Any, to: str, **words: str) -> None:
    version = Case.objects.get(pk=pk).version
    data = {"to": to, "version": version, "reason": "Because.", "message": "We go on.", **words}
    assert client.post(f"/cases/{pk}/steps/", data).status_code == 302


def test_nothing_that_is_told_lies_anywhere_in_the_open_and_handlers_read_all(
    channel: Channel, amara: Any, places: Path
) -> None:
    code = file_concern(channel)
    assert in_the_open(places) == []
    case = Case.objects.get()
    client = factories.open_key(Client(), amara)
    client.post(f"/cases/{case.pk}/statement/", {"free": "1"})
    act(code, "messages", text=LATER["message"], files=[paper(LATER["later_file"], large=True)])
    client.post(f"/cases/{case.pk}/messages/", {"text": LATER["reply"]})
    move(client, case.pk, "acknowledged")
    move(client, case.pk, "screened", reason=LATER["reason"], message=LATER["step"])
    move(client, case.pk, "declined")
    act(code, "appeal", text=LATER["appeal"])
    act(code, "withdrawal", text=LATER["withdrawal"], pressed="yes")
    act(code, "judgement", view="not", text=LATER["judgement"])
    client.post(f"/cases/{case.pk}/holds/", {"reason": LATER["hold"]})
    client.post(f"/cases/{case.pk}/holds/ending/", {"reason": LATER["hold_end"]})
    assert in_the_open(places) == []
    pages = [f"/cases/{case.pk}/", f"/cases/{case.pk}/holds/"]
    read = " ".join(client.get(page).content.decode() for page in pages)
    for file in case.files.all():
        answer = client.get(f"/cases/{case.pk}/files/{file.pk}/")
        read += b"".join(answer.streaming_content).decode("latin-1")
    missing = [word for word in (*TOLD.values(), *LATER.values()) if word not in read]
    assert missing == []


def test_a_name_in_confidence_is_read_by_nobody_alone(channel: Channel, amara: Any, places: Path) -> None:
    code = file_concern(channel)
    act(code, "anonymity", anonymity="confidential", name="marigoldsecret", reach="marigoldphone")
    case = Case.objects.get()
    client = factories.open_key(Client(), amara)
    client.post(f"/cases/{case.pk}/statement/", {"free": "1"})
    assert in_the_open(places) == []
    page = client.get(f"/cases/{case.pk}/").content.decode()
    for word in ("marigoldsecret", "marigoldphone", "marigoldname"):
        assert word not in page
    act(code, "anonymity", anonymity="anonymous", name="marigoldsecret")
    assert Case.objects.get().identity is None


def test_who_does_not_handle_it_has_no_key_to_it(channel: Channel, amara: Any, bilal: Any) -> None:
    case = factories.filed(channel, without=[channel.desk.get(user=bilal).pk])
    held = Assignment.objects.filter(case=case)
    assert [assignment.user for assignment in held] == [amara]


def test_the_dump_would_show_what_lies_in_the_open(channel: Channel, places: Path) -> None:
    channel.about = "marigoldabout"
    channel.save()
    (places / "files" / "note").write_text("marigoldfile")
    cache.set("key", "marigoldcache")
    assert in_the_open(places) == ["marigoldabout", "marigoldcache", "marigoldfile"]
