"""Probers learn what is down, without a session, a cookie or a redirect."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db


def test_alive_needs_nobody_signed_in_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert not answer.cookies


def test_alive_is_asked_over_plain_http_behind_the_proxy(client: Client, settings: LazySettings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    assert Client().get("/healthz").status_code == 200
    assert Client().get("/").status_code == 301


def test_not_ready_names_the_missing_worker(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "ok", "broker": "ok", "files": "ok", "worker": "down"}


def test_not_ready_names_the_file_store(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "gone"
    assert client.get("/readyz").json()["parts"]["files"] == "down"


def test_health_takes_no_writes(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
