"""How who a person is gets into her case: for whom she lets know, and for nobody else."""

from hrdd.lib import envelopes
from hrdd.lib.canonical import canonical_json
from remedy.models import Anonymity
from remedy.opened import locked


def identity_for(anonymity: str, identity: dict[str, str], *, key: bytes, escrow: bytes) -> bytes | None:
    """Returns who she is, for those whom she lets know: handlers, or two people of the escrow together."""
    if not identity:
        return None
    if anonymity == Anonymity.CONFIDENTIAL:
        return envelopes.wrap(escrow, canonical_json(identity))
    return locked(key, identity)
