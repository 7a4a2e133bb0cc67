"""The write by which somebody raises a concern."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import PersonalKey
from hrdd.audit.recorder import Unnamed
from hrdd.evidence.uploads import Upload
from hrdd.lib import envelopes
from hrdd.lib.canonical import canonical_json
from hrdd.lib.codes import SIGNS
from hrdd.lib.errors import Refused
from remedy import proof
from remedy.actions._files import add_file
from remedy.actions._identity import identity_for
from remedy.actions._offers import offer
from remedy.actions._rows import add_step, day_of, record, save_progress
from remedy.codes import Door
from remedy.filing import Filing
from remedy.models import Case, Channel, EscrowKey, Hand
from remedy.opened import locked
from remedy.readers import readers
from remedy.states import CaseState


@transaction.atomic
def file_concern(
    *, channel: Channel, filing: Filing, door: Door, language: str, by: Unnamed, at: datetime,
    files: Sequence[Upload] = (), without: Collection[UUID] = (),
) -> Case:  # fmt: skip
    """Returns the case, locked for the people who handle it, for its person, and for escrow.

    Sent twice with one code, as on a line that broke, it is filed once. `without` are members of the desk who
    must not read it. Raises Refused when nobody is left to read it, or the channel takes no concerns.
    """
    held = Channel.objects.select_for_update(no_key=True).select_related("company").get(pk=channel.pk)
    if earlier := Case.objects.filter(code_hash=door.code_hash).select_related("channel", "company").first():
        found: Case = earlier
        return found
    escrow = EscrowKey.objects.in_use().filter(company=held.company_id).first()
    if not held.is_open or escrow is None:
        raise Refused(_("This page takes no concerns at the moment. Please use one of the other ways."))
    day = day_of(at)
    everybody = readers(held, on=day)
    people = [reader for reader in everybody if reader.member_pk not in set(without)]
    # Whose place it is, and who stands in for her: neither is let in later.
    places = held.desk.filter(pk__in=without).values_list("user", flat=True)
    left_out = {reader.user.pk for reader in everybody if reader not in people} | set(places)
    keys = {key.user_id: key for key in _keys_of(people)}
    if not keys:
        message = _("Leave at least one of them. Otherwise nobody here could read what you write.")
        raise Refused(message, fields={"without": [message]})
    key = envelopes.new_key()
    salt = envelopes.new_key()
    case = Case(
        company=held.company, channel=held, reference=_reference(), code_hash=door.code_hash,
        person_key=door.pair.public, person_wrap=envelopes.wrap(door.pair.public, key),
        escrow_key=escrow, escrow_wrap=envelopes.wrap(escrow.public_key, key),
        gist=locked(key, filing.gist),
        content=locked(key, {"told": filing.told, "salt": salt.hex(), "without": sorted(map(str, left_out))}),
        identity=identity_for(filing.anonymity, filing.identity, key=key, escrow=bytes(escrow.public_key)),
        anonymity=filing.anonymity, language=language, is_urgent=filing.is_urgent,
        filed_on=day, stage_on=day, last_word_on=day, head="",
        commitment=proof.commitment(salt, canonical_json(filing.told)),
    )  # fmt: skip
    case.head = case.commitment
    case.save(force_insert=True)
    add_step(case, key=key, to=CaseState.RECEIVED, reason="", hand=Hand.PERSON, by=None, day=day)
    for upload in files:
        add_file(case, key=key, upload=upload, hand=Hand.PERSON, day=day)
    for reader in people:
        if reader.user.pk in keys:
            offer(
                case, to=reader.user, personal_key=keys[reader.user.pk], key=key, day=day,
                instead_of=reader.instead_of, until=reader.until,
            )  # fmt: skip
    save_progress(case)
    record(by=by, at=at, action="concern raised", case=case)
    return case


def _keys_of(people: Sequence[Any]) -> Any:
    return PersonalKey.objects.living().filter(user__in=[reader.user for reader in people])


def _reference() -> str:
    """Returns a random name such as C-7KQ2M: nobody learns from it how many there are, or when it came."""
    drawn = envelopes.new_key()
    return "C-" + "".join(SIGNS[byte % len(SIGNS)] for byte in drawn[:6])
