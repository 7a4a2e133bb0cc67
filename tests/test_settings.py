"""Production starts only when it is safe to, and knows who calls."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRODUCTION = {
    "SECRET_KEY": "a key of production that is long enough to be one",
    "IDENTITY_SECRETS": "a secret of production that is long enough to be one",
    "ALLOWED_HOSTS": "workbench.example.org",
    "BASE_URL": "https://workbench.example.org",
    "DATABASE_URL": "postgresql://hrdd_app:x@database/hrdd",
    "CELERY_BROKER_URL": "redis://broker/0",
}


def start(code: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
    """Returns what a process says that reads the settings in this environment and no other."""
    given = {name: value for name, value in {**PRODUCTION, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, "-c", f"from hrdd import settings\n{code}"],
        env={"PATH": os.environ["PATH"], **given}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_production_starts_when_all_is_given() -> None:
    assert start().returncode == 0


@pytest.mark.parametrize("name", PRODUCTION)
def test_a_missing_value_stops_the_start_with_its_name(name: str) -> None:
    refused = start(**{name: ""})
    assert refused.returncode
    assert name in refused.stderr


def test_production_without_https_does_not_start() -> None:
    refused = start(BASE_URL="http://workbench.example.org")
    assert refused.returncode
    assert "https://" in refused.stderr


def test_a_caller_cannot_choose_the_address_by_which_she_is_counted() -> None:
    said = start("print(settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.REST_FRAMEWORK['NUM_PROXIES'])")
    assert said.stdout.split() == ["1", "1"]


def test_plain_http_is_for_this_machine_alone() -> None:
    refused = start(HRDD_LOCAL="1")
    assert refused.returncode
    assert "localhost" in refused.stderr
    allowed = start("print(settings.DEBUG)", HRDD_LOCAL="1", BASE_URL="http://localhost:8000")
    assert allowed.stdout.strip() == "False", "no details of errors are shown on script/server either"
