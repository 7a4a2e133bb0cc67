"""From the browser and back: a file too large gets an answer in words, and a download runs nowhere."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import path

from hrdd.accounts.models import User
from hrdd.evidence.forms import EvidenceForm
from hrdd.evidence.models import Evidence
from hrdd.evidence.serving import as_attachment
from hrdd.urls import urlpatterns as ours
from tests import factories
from tests.evidence import samples

LIMIT = 25 * 1024 * 1024
SAID = {
    "kind": "file", "title": "A letter", "source": "A newspaper", "read_on": "2026-01-05",
    "claim_status": "reported",
}  # fmt: skip


def receive(request: HttpRequest) -> HttpResponse:
    form = EvidenceForm(request.POST, request.FILES)
    file = request.FILES.get("file")
    told = {
        "errors": form.errors,
        "on disk": isinstance(file, TemporaryUploadedFile),
        "title": request.POST.get("title"),
    }
    return JsonResponse(told, status=200 if form.is_valid() else 422)


def fetch(request: HttpRequest) -> HttpResponseBase:
    return as_attachment(Evidence.objects.get())


urlpatterns = [*ours, path("test/receive", receive), path("test/fetch", fetch)]


@pytest.fixture
def browser(settings: LazySettings, client: Client, ines: User) -> Client:
    settings.ROOT_URLCONF = __name__
    client.force_login(ines)
    return client


def send(browser: Client, content: bytes, name: str = "a.txt") -> Any:
    return browser.post("/test/receive", {"file": SimpleUploadedFile(name, content), **SAID})


def test_a_file_above_the_limit_is_refused_in_words_at_its_field(browser: Client) -> None:
    answer = send(browser, b"x" * (LIMIT + 1))
    assert answer.status_code == 422
    assert answer.json()["errors"] == {"file": ["A file can have at most 25 MB."]}
    assert answer.json()["title"] == "A letter", "what came after the file was read, too"


def test_a_file_at_the_limit_is_taken_and_lies_on_disk_meanwhile(browser: Client) -> None:
    answer = send(browser, b"x" * LIMIT)
    assert (answer.status_code, answer.json()["on disk"]) == (200, True)


def test_a_small_file_stays_in_memory(browser: Client) -> None:
    answer = send(browser, samples.pdf(), "a.pdf")
    assert (answer.status_code, answer.json()["on disk"]) == (200, False)


def test_a_small_file_above_a_smaller_limit_is_refused_too(browser: Client, settings: LazySettings) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    answer = send(browser, b"x" * (1024 * 1024 + 1))
    assert answer.json()["errors"] == {"file": ["A file can have at most 1 MB."]}


def test_a_download_is_saved_and_neither_shown_nor_run_nor_kept(browser: Client) -> None:
    row = factories.evidence_file(content=b"%PDF-", file_name='Letter "né" \u5b57.pdf')
    answer = browser.get("/test/fetch")
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Type"] == row.media_type
    assert answer["Content-Length"] == "5"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Letter%20")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_what_has_no_file_or_lost_it_is_not_found(store: Path) -> None:
    with pytest.raises(Http404):
        as_attachment(factories.EvidenceFactory.create())
    row = factories.evidence_file()
    (store / str(row.file)).unlink()
    with pytest.raises(Http404):
        as_attachment(row)
