"""The running product: reports asked for over HTTP, made by a worker of its own, which may be killed."""

import json
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from hrdd.lib.canonical import sha256
from hrdd.local.server import demo_people
from hrdd.local.workbench import Workbench

PATIENCE = 90


class Caller:
    """A person who uses the API of a running workbench."""

    def __init__(self, workbench: Workbench, role: str) -> None:
        (email,) = (who["email"] for who in demo_people() if who["role"] == role)
        self.url = f"{workbench.url}/api/v1"
        self.token = workbench.manage("api_token", email).split()[-1]

    def call(self, path: str, *, data: Any = None) -> tuple[int, bytes]:
        """Returns status and body; POSTs when there is data."""
        address = path if path.startswith("http") else f"{self.url}/{path}"
        body = None if data is None else json.dumps(data).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(address, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read()

    def read(self, path: str) -> Any:
        """Returns the JSON at an address."""
        return json.loads(self.call(path)[1])

    def ask(self) -> dict[str, Any]:
        """Returns the report just asked for, of the demo's first assessment."""
        every = self.read("assessments/?page_size=100")["results"]
        (chosen,) = (row["id"] for row in every if row["title"].startswith("Aster 4, before photo editing"))
        status, body = self.call(f"assessments/{chosen}/reports/", data={})
        assert status == 202
        run: dict[str, Any] = json.loads(body)
        return run

    def wait(self, run: dict[str, Any], *statuses: str) -> dict[str, Any]:
        """Returns the report once it has one of these statuses."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            row: dict[str, Any] = self.read(f"reports/{run['id']}/")
            if row["status"] in statuses:
                return row
            time.sleep(0.02)
        raise AssertionError(f"still {row['status']}: {row}")


@pytest.fixture(scope="module")
def ines(workbench: Workbench) -> Caller:
    return Caller(workbench, "analyst")


def files_of(workbench: Workbench, run: dict[str, Any]) -> list[str]:
    return sorted(path.name for path in (workbench.folder.files / "reports").glob(f"{run['id']}*"))


def words_of(pdf: bytes, folder: Path) -> str:
    (folder / "report.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def test_a_report_asked_for_over_http_lists_risks_most_severe_first(
    workbench: Workbench, ines: Caller, tmp_path: Path
) -> None:
    run = ines.wait(ines.ask(), "ready", "failed")
    assert run["status"] == "ready", run["failure"]
    _status, pdf = ines.call(run["links"]["pdf"])
    assert sha256(pdf) == run["file_sha256"]
    ranked = ines.read(f"assessments/{run['assessment']}/risks/?page_size=100")["results"]
    words = words_of(pdf, tmp_path)
    # Each title stands in the list and once more above its own block: the last mention before the closing
    # chapters, which name some again, is the block.
    closing = words.rindex("Who was not consulted")
    places = [words.rindex(" ".join(risk["title"].split())[:40], 0, closing) for risk in ranked]
    assert len(places) >= 5
    assert places == sorted(places)
    assert [risk["band"] for risk in ranked] == sorted((risk["band"] for risk in ranked), reverse=True)


def test_a_worker_killed_half_way_leaves_exactly_one_file(workbench: Workbench, ines: Caller) -> None:
    run = ines.wait(ines.ask(), "rendering", "ready", "failed")
    old = workbench.kill("worker")
    assert ines.read(f"reports/{run['id']}/")["status"] == "rendering"
    workbench.await_new("worker", old)
    done = ines.wait(run, "ready", "failed")
    assert done["status"] == "ready", done["failure"]
    assert files_of(workbench, run) == [f"{run['id']}-2.pdf"]
    assert done["document_sha256"] == run["document_sha256"]
