"""A proof of complaint is read strictly, and every change of it is found out."""

import base64
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from remedy.proof import (
    FORMS,
    Forged,
    Proof,
    PublishedKey,
    Reason,
    chained,
    checked,
    commitment,
    key_id,
    keys_read,
    keys_written,
    main,
    public_key,
    tidy,
    verified,
    written,
)

ROOT = Path(__file__).resolve().parents[2]
PRIVATE, OTHER = b"1" * 32, b"2" * 32
PUBLIC = public_key(PRIVATE)
KEYS = {key_id(PUBLIC): PUBLIC}
DAY = date(2026, 11, 25)
SAID = commitment(b"s" * 32, b"They took our pictures.")
PROOF = Proof(
    company="Torvane AI", channel="torvane", commitment=SAID, entries=chained(SAID, b"later"), day=DAY,
    status="received", key=key_id(PUBLIC),
)  # fmt: skip
TEXT = written(PROOF, PRIVATE)
IN_USE = {key_id(PUBLIC): PublishedKey(PUBLIC, DAY - timedelta(30), None)}
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
PROOFS = st.builds(
    Proof,
    company=st.text(min_size=1, max_size=200).filter(tidy),
    channel=st.from_regex(f"{FORMS['channel']}", fullmatch=True),
    commitment=DIGESTS,
    entries=DIGESTS,
    day=st.dates(min_value=date(1000, 1, 1)),
    status=st.from_regex(FORMS["status"], fullmatch=True),
    key=st.just(PROOF.key),
)


def why(text: str) -> Reason:
    with pytest.raises(Forged) as refused:
        verified(text, KEYS)
    return refused.value.reason


def test_what_a_proof_looks_like() -> None:
    lines = TEXT.splitlines()
    assert lines[0] == "Proof of complaint"
    assert [line.split(": ")[0] for line in lines[1:9]] == list(FORMS)
    assert lines[9] == ""
    assert lines[10].startswith("signature: ")
    assert len(lines) == 11


@given(PROOFS)
def test_what_was_written_is_what_is_proved(proof: Proof) -> None:
    assert verified(written(proof, PRIVATE), KEYS) == replace(proof, company=tidy(proof.company))


@given(st.integers(0, len(TEXT) - 2), st.characters())
def test_any_one_changed_sign_is_found_out(at: int, sign: str) -> None:
    assume(TEXT[at] != sign)
    assert why(TEXT[:at] + sign + TEXT[at + 1 :])


@given(st.integers(0, len(TEXT) - 2))
def test_any_sign_left_out_is_found_out(at: int) -> None:
    assert why(TEXT[:at] + TEXT[at + 1 :])


@given(st.integers(1, len(TEXT) - 2), st.characters(exclude_characters="\r"))
def test_any_sign_put_in_is_found_out(at: int, sign: str) -> None:
    changed = TEXT[:at] + sign + TEXT[at:]
    assume(changed != TEXT)
    assert why(changed)


@given(st.text())
def test_no_text_of_others_proves_anything(text: str) -> None:
    assert why(text)


@pytest.mark.parametrize(
    "resaved",
    [
        TEXT.replace("\n", "\r\n"),
        TEXT.rstrip("\n"),
        TEXT + "\n\n",
        "\r\n" + TEXT,
        "\ufeff" + TEXT.replace("\n", "\r\n"),
    ],
)
def test_line_ends_of_other_systems_change_nothing(resaved: str) -> None:
    assert verified(resaved, KEYS) == PROOF


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ("", Reason.NOT_ONE),
        (TEXT * 200, Reason.NOT_ONE),
        (TEXT + "It was all settled.\n", Reason.FORM),
        ("Dear all,\n" + TEXT, Reason.NOT_ONE),
        (TEXT.partition("\n\n")[0], Reason.NOT_ONE),
        (TEXT.replace("status: received\n", ""), Reason.FIELDS),
        (TEXT.replace("status:", "status: received\nstatus:"), Reason.FIELDS),
        (TEXT.replace("status:", "note: settled\nstatus:"), Reason.FIELDS),
        (TEXT.replace("version: 1", "version: 2"), Reason.FORM),
        (TEXT.replace("2026-11-25", "2026-11-31"), Reason.FORM),
        (TEXT.replace("2026-11-25", "٢٠٢٦-11-25"), Reason.FORM),
        (TEXT.replace("2026-11-25", "2026-11-24"), Reason.CHANGED),
        (TEXT.replace("Torvane AI", "Torvane \ud800"), Reason.FORM),
        (TEXT.replace("\n", "\r"), Reason.NOT_ONE),
        (TEXT[:-2] + "\n", Reason.FORM),
    ],
)
def test_what_is_no_proof_is_told_with_its_reason(changed: str, reason: Reason) -> None:
    assert why(changed) == reason


def test_a_signature_can_be_written_in_one_way_only() -> None:
    head, _, signature = TEXT.rstrip("\n").rpartition(" ")
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = signs[signs.index(signature[-3]) + 1]  # The same 64 bytes to a careless reader.
    twin = f"{signature[:-3]}{last}=="
    assert base64.b64decode(twin) == base64.b64decode(signature)
    assert why(f"{head} {twin}\n") == Reason.FORM


def test_the_key_of_another_company_proves_nothing() -> None:
    theirs = written(replace(PROOF, key=key_id(public_key(OTHER))), OTHER)
    assert why(theirs) == Reason.UNKNOWN_KEY
    # Not even when she publishes it under the id of this one.
    as_this = theirs.replace(key_id(public_key(OTHER)), PROOF.key)
    assert why(as_this) == Reason.CHANGED
    with pytest.raises(Forged):
        verified(TEXT, {PROOF.key: public_key(OTHER)})


def test_a_key_out_of_use_signs_no_later_day() -> None:
    def ended(on: date) -> dict[str, PublishedKey]:
        return {PROOF.key: replace(IN_USE[PROOF.key], until_day=on)}

    assert checked(TEXT, IN_USE) == checked(TEXT, ended(DAY)) == PROOF
    with pytest.raises(Forged) as refused:
        checked(TEXT, ended(DAY - timedelta(1)))
    assert refused.value.reason == Reason.TOO_LATE


@pytest.mark.parametrize(
    "odd",
    [
        {"company": " \n "}, {"channel": "a b"}, {"channel": ""}, {"commitment": "0"}, {"status": "All well"},
        {"status": "received\nnote: x"}, {"key": "0" * 16},
    ],
)  # fmt: skip
def test_what_cannot_be_read_again_is_never_written(odd: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"form|lines|key"):
        written(replace(PROOF, **odd), PRIVATE)  # type: ignore[arg-type]


def test_a_name_stays_on_its_line_and_shows_what_it_is() -> None:
    assert tidy(" Torvane\nstatus: closed \u2028x\u202e ") == "Torvane status: closed x"
    assert tidy("Cafe\u0301") == "Caf\u00e9"


def test_digests_stand_for_salt_content_and_order() -> None:
    assert commitment(b"s" * 32, b"a") != commitment(b"t" * 32, b"a")
    assert commitment(b"s" * 32, b"a") != commitment(b"s" * 32, b"b")
    assert chained(chained(SAID, b"a"), b"b") != chained(chained(SAID, b"b"), b"a")
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", b"a")


def test_published_keys_are_read_as_they_were_written() -> None:
    keys = [
        PublishedKey(PUBLIC, DAY - timedelta(30), DAY),
        PublishedKey(public_key(OTHER), DAY, None),
    ]
    listed = keys_written("Torvane AI", keys)
    assert listed.startswith("# Keys with which Torvane AI signs")
    assert keys_read(listed) == keys_read(listed.replace("\n", "\r\n")) == {key.id: key for key in keys}


@pytest.mark.parametrize("change", [("2026", "2O26"), (" -", ""), (PROOF.key, "0" * 16), ("=", "")])
def test_a_broken_list_of_keys_is_no_list(change: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"four|names|format|base64|padding"):
        keys_read(keys_written("Torvane AI", list(IN_USE.values())).replace(*change))


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Returns `run(text)`: the command on a file with this text, in a process without any environment."""
    keys = tmp_path / "key.txt"
    keys.write_text(keys_written("Torvane AI", list(IN_USE.values())))

    def of(text: bytes) -> "subprocess.CompletedProcess[str]":
        receipt = tmp_path / "receipt.txt"
        receipt.write_bytes(text)
        command = [sys.executable, "-m", "remedy.proof", str(receipt), str(keys)]
        return subprocess.run(command, env={}, cwd=ROOT, capture_output=True, text=True, check=False)

    return of


def test_the_command_needs_no_product_around_it(run: Run) -> None:
    done = run(TEXT.encode())
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("genuine: Torvane AI took a complaint in")
    changed = run(TEXT.replace("received", "closed").encode())
    assert (changed.returncode, changed.stderr) == (1, "")
    assert changed.stdout == f"not genuine: {Reason.CHANGED.value}\n"
    assert run(b"\xff\x00").returncode == 1


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_guide_checks_a_proof_with_openssl_alone(tmp_path: Path, ends: str) -> None:
    guide = (ROOT / "docs/guide/proof-of-complaint.md").read_text()
    section = guide.split("### With OpenSSL alone")[1].split("It says `")[0]
    recipe = "\n".join(line[4:] for line in section.splitlines() if line.startswith("    "))
    (tmp_path / "key.txt").write_text(keys_written("Torvane AI", list(IN_USE.values())))

    def said(text: str) -> str:
        (tmp_path / "receipt.txt").write_bytes(text.replace("\n", ends).encode())
        done = subprocess.run(["sh", "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.stdout + done.stderr

    assert "Signature Verified Successfully" in said(TEXT)
    assert "Signature Verification Failure" in said(TEXT.replace("received", "closed"))


def test_the_command_says_when_it_cannot_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "none"), str(tmp_path / "none")]) == 2
    (tmp_path / "odd").write_text("not a list of keys")
    assert main([str(tmp_path / "odd"), str(tmp_path / "odd")]) == 2
    assert "cannot tell" in capsys.readouterr().err
