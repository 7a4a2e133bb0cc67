"""The proof of complaint: a small text file with which a person shows that, and when, she complained.

It says which company's channel took what in, on which day, how it stood, and holds two digests: one of what
was said, one of all that came later. The company's key signs it (Ed25519, RFC 8032), so that it can be
checked without this product, its people or its database:

    python -m remedy.proof receipt.txt key.txt

needs nothing but this file and PyNaCl; docs/guide/proof-of-complaint.md does it with OpenSSL alone. Knows no
Django.
"""

import base64
import hashlib
import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Final

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

HEADING: Final = "Proof of complaint"
VERSION: Final = "1"
LONGEST: Final = 20_000
SALT_BYTES: Final = 32
HEX: Final = "[0-9a-f]"
SIGNATURE_BYTES: Final = 64
# Which fields there are, in this order, and how each has to look.
FORMS: Final = {
    "version": VERSION,
    "company": ".{1,300}",
    "channel": "[-_a-zA-Z0-9]{1,100}",
    "commitment": HEX + "{64}",
    "entries": HEX + "{64}",
    "day": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "status": "[a-z]+(_[a-z]+)*",
    "key": HEX + "{16}",
}
# What shows nothing, but belongs into words of some scripts.
JOINERS: Final = "\u200c\u200d"
IN_USE: Final = "-"
KEYS_EXPLAINED: Final = "# key id, public key, first day, last day (- while it is in use)"


class Reason(StrEnum):
    """Why a text proves nothing."""

    NOT_ONE = "this is not a proof of complaint, or a part of it is missing"
    FIELDS = "its lines are not those of a proof of complaint"
    FORM = "one of its lines does not have the form it must have"
    UNKNOWN_KEY = "none of these keys signed it"
    CHANGED = "it was changed after it was signed, or somebody else signed it"
    TOO_LATE = "it was signed with a key that was no longer in use on its day"


class Forged(Exception):
    """The text proves nothing; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proof:
    """What the company signs: its name and channel, two digests in hex, the day, how it stood, which key."""

    company: str
    channel: str
    commitment: str
    entries: str
    day: date
    status: str
    key: str


@dataclass(frozen=True, slots=True)
class SignedProof:
    """A proof as it was read, the very bytes that were signed, and the signature: not checked yet."""

    proof: Proof
    signed: bytes
    signature: bytes


def new_private_key() -> bytes:
    """Returns the 32 secret bytes of a new key."""
    return bytes(SigningKey.generate())


def public_key(private: bytes) -> bytes:
    """Returns the 32 public bytes that go with a private key."""
    return bytes(SigningKey(private).verify_key)


def key_id(public: bytes) -> str:
    """Returns what a proof calls a public key: the first 16 signs of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:16]


def commitment(salt: bytes, content: bytes) -> str:
    """Returns the digest that stands for what was said; who has salt and content can show that it does.

    The salt, 32 random bytes, keeps others from trying out what may have been said.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    return hashlib.sha256(b"proof of complaint, content\0" + salt + content).hexdigest()


def chained(head: str, entry: bytes) -> str:
    """Returns the digest of all entries so far and one more. The chain begins with the commitment.

    Whoever sees two heads can try out entries: an entry holds random bytes of its own, or nothing secret.
    """
    return hashlib.sha256(b"proof of complaint, entry\0" + bytes.fromhex(head) + entry).hexdigest()


def tidy(name: str) -> str:
    """Returns a name as one line of what can be seen, so that every program shows and keeps it alike."""
    shown = []
    for sign in unicodedata.normalize("NFC", name):
        kind = unicodedata.category(sign)
        if kind[0] == "Z" or kind == "Cc":
            shown.append(" ")
        elif sign in JOINERS or kind not in ("Cf", "Cs"):
            shown.append(sign)
    return " ".join("".join(shown).split())


def written(proof: Proof, private: bytes) -> str:
    """Returns the signed text; the company's name in it is `tidy`.

    Raises ValueError when a value cannot stand in a proof, or the key is another than the one it names.
    """
    if proof.key != key_id(public_key(private)):
        raise ValueError("the proof names another key")
    values = {"version": VERSION, **{field.name: getattr(proof, field.name) for field in fields(proof)}}
    values |= {"company": tidy(proof.company), "day": proof.day.isoformat()}
    lines = [HEADING, *(f"{name}: {values[name]}" for name in FORMS)]
    signed = "".join(f"{line}\n" for line in lines)
    signature = SigningKey(private).sign(signed.encode()).signature
    text = f"{signed}\nsignature: {base64.b64encode(signature).decode()}\n"
    try:
        read(text)
    except Forged as wrong:
        raise ValueError(str(wrong)) from None
    return text


def read(text: str) -> SignedProof:
    """Returns what a text says, not checked yet; raises Forged when it has not exactly the form of a proof.

    Line ends of other systems, and empty lines around it, are no change of what it says.
    """
    if len(text) > LONGEST:
        raise Forged(Reason.NOT_ONE)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").strip("\n")
    head, gap, signature = text.partition("\n\nsignature: ")
    heading, *lines = head.split("\n")
    if not gap or heading != HEADING:
        raise Forged(Reason.NOT_ONE)
    pairs = [line.partition(": ") for line in lines]
    if [name for name, _, _ in pairs] != list(FORMS):
        raise Forged(Reason.FIELDS)
    values = {name: value for name, _, value in pairs}
    if any(not re.fullmatch(form, values[name]) for name, form in FORMS.items()):
        raise Forged(Reason.FORM)
    del values["version"]
    try:
        day = date.fromisoformat(values.pop("day"))
        signed = f"{head}\n".encode()
        raw = base64.b64decode(signature, validate=True)
    except ValueError:
        raise Forged(Reason.FORM) from None
    # Written in one way only: base64 has room for signs that change nothing.
    if base64.b64encode(raw).decode() != signature or len(raw) != SIGNATURE_BYTES:
        raise Forged(Reason.FORM)
    return SignedProof(Proof(day=day, **values), signed, raw)


def verified(text: str, public_keys: Mapping[str, bytes]) -> Proof:
    """Returns what the text proves; raises Forged when no key (key id -> 32 bytes) signed just that."""
    found = read(text)
    public = public_keys.get(found.proof.key, b"")
    if key_id(public) != found.proof.key:
        raise Forged(Reason.UNKNOWN_KEY)
    try:
        VerifyKey(public).verify(found.signed, found.signature)
    except (BadSignatureError, ValueError, TypeError):
        raise Forged(Reason.CHANGED) from None
    return found.proof


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A public key as the company publishes it; `until_day` is missing while it is in use."""

    public: bytes
    from_day: date
    until_day: date | None

    @property
    def id(self) -> str:
        """Returns what proofs call it."""
        return key_id(self.public)


def checked(text: str, keys: Mapping[str, PublishedKey]) -> Proof:
    """Returns what the text proves, as `verified`; a key that was taken out of use signs no later day.

    So an old key that was stolen makes no new proofs.
    """
    proof = verified(text, {name: key.public for name, key in keys.items()})
    until = keys[proof.key].until_day
    if until and proof.day > until:
        raise Forged(Reason.TOO_LATE)
    return proof


def keys_written(company: str, keys: Sequence[PublishedKey]) -> str:
    """Returns the list a company publishes: a line per key, with its id, itself, its first and last day."""
    lines = [
        f"# Keys with which {tidy(company)} signs proofs of complaint (Ed25519, base64).",
        KEYS_EXPLAINED,
    ]
    for key in keys:
        last = key.until_day.isoformat() if key.until_day else IN_USE
        lines.append(f"{key.id} {base64.b64encode(key.public).decode()} {key.from_day.isoformat()} {last}")
    return "".join(f"{line}\n" for line in lines)


def keys_read(text: str) -> dict[str, PublishedKey]:
    """Returns key id -> key of such a list; raises ValueError when a line is none, or names another key."""
    found = {}
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if len(parts := line.split()) != 4:
            raise ValueError("a line of the list of keys does not have four parts")
        name, public, first, last = parts
        key = PublishedKey(
            base64.b64decode(public, validate=True),
            date.fromisoformat(first),
            None if last == IN_USE else date.fromisoformat(last),
        )
        if key.id != name:
            raise ValueError("a key is not the one its id names")
        found[name] = key
    return found


def main(arguments: Sequence[str]) -> int:
    """Says whether a proof is genuine: 0 when it is, 1 when not, 2 when that cannot be told."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m remedy.proof receipt.txt key.txt\n")
        return 2
    try:
        text, listed = (Path(name).read_bytes().decode(errors="replace") for name in arguments)
        keys = keys_read(listed)
    except (OSError, ValueError) as trouble:
        sys.stderr.write(f"cannot tell: {trouble}\n")
        return 2
    try:
        proof = checked(text, keys)
    except Forged as wrong:
        sys.stdout.write(f"not genuine: {wrong}\n")
        return 1
    sys.stdout.write(
        f"genuine: {proof.company} took a complaint in through its channel {proof.channel}. "
        f"Signed {proof.day}, status {proof.status}, key {proof.key}.\n"
    )
    return 0


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # names no terminal of hers can show
    sys.exit(main(sys.argv[1:]))
