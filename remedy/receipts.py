"""The signed proof that a concern came in, and how far it was on a day. It says nothing of what is in it."""

from datetime import date

from remedy.models import Case, SigningKey
from remedy.proof import Proof, written


def written_for(case: Case, *, on: date, status: str = "") -> str:
    """Returns the proof of complaint as text, signed with the company's key of today.

    `status` is for what is no stage: that it was erased.
    """
    key = SigningKey.objects.in_use().get(company=case.company_id)
    proof = Proof(
        company=case.company.name, channel=case.channel.slug, commitment=case.commitment,
        entries=case.head, day=on, status=status or case.stage, key=key.key_id,
    )  # fmt: skip
    return written(proof, key.private)
