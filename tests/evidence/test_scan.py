"""No infected file is kept, and none at all while a scanner that should look is silent."""

import socketserver
import struct
import threading
from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from hrdd.evidence import scan as scanner
from hrdd.lib.errors import Refused

BAD = b"harmless marker of a test"


class Clamd(socketserver.StreamRequestHandler):
    """Speaks the part of clamd's language that matters: INSTREAM, pieces with their length, a verdict."""

    def handle(self) -> None:
        assert self.rfile.readline() == b"nINSTREAM\n"
        content = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.seen.append(content)  # type: ignore[attr-defined]
        answer = getattr(self.server, "answer", b"") or (
            b"stream: Test.Signature FOUND\n" if BAD in content else b"stream: OK\n"
        )
        self.wfile.write(answer)


@pytest.fixture
def clamd(settings: LazySettings) -> Iterator[socketserver.TCPServer]:
    """Returns a scanner on a port of its own, which the settings name."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as server:
        server.seen = []  # type: ignore[attr-defined]
        settings.CLAMAV_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def refused(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        scanner.scan(content)
    assert list(refusal.value.fields) == ["file"]
    return refusal.value.message


def test_without_a_scanner_it_is_said_that_nobody_looked() -> None:
    assert scanner.scan(BAD) == "not_scanned"
    assert not scanner.is_configured()


def test_a_clean_file_is_seen_whole_and_called_clean(clamd: socketserver.TCPServer) -> None:
    content = bytes(range(256)) * 2_000
    assert scanner.scan(content) == "clean"
    assert clamd.seen == [content]  # type: ignore[attr-defined]


def test_an_infected_file_is_refused(clamd: socketserver.TCPServer) -> None:
    assert "not kept" in refused(b"x" * 5_000 + BAD)


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\n", b"nonsense\n", b"\n", b"x: y ERROR\n"]
)
def test_an_answer_that_is_no_verdict_refuses(clamd: socketserver.TCPServer, answer: bytes) -> None:
    clamd.answer = answer  # type: ignore[attr-defined]
    assert "Try again later" in refused(b"x")


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.sock"])
def test_a_scanner_that_does_not_answer_stops_uploads_and_is_logged(
    settings: LazySettings, caplog: pytest.LogCaptureFixture, url: str
) -> None:
    settings.CLAMAV_URL = url
    assert "Try again later" in refused(b"x")
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_the_log_holds_nothing_of_the_file(
    clamd: socketserver.TCPServer, caplog: pytest.LogCaptureFixture
) -> None:
    refused(BAD)
    assert BAD.decode() not in caplog.text
