"""The escrow key: two people use it together, with a reason; one alone opens nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hrdd.accounts.actions import lose_personal_key
from hrdd.accounts.models import Membership, Organisation, PersonalKey, User
from hrdd.audit.models import Event
from hrdd.lib import envelopes
from hrdd.lib.errors import Refused
from remedy import actions, escrow
from remedy.clock import close_escrow
from remedy.holders import called, handled_by_nobody, waiting_for
from remedy.models import Assignment, Case, Channel, EscrowHalf, EscrowShare, EscrowUse
from remedy.opened import opened_by_handler
from tests import factories
from tests.dump import database_dump

private_of = factories.remedy.private_of
NAME = "Wanjiku Marigold"


def lost_key(user: User) -> User:
    """Returns somebody who lost her key and made a new one."""
    lose_personal_key(key=PersonalKey.objects.living().get(user=user), by=user, at=timezone.now())
    return factories.with_key(user)


def asked(case: Case, recipient: User, *, by: User, **more: object) -> EscrowUse:
    given = {"purpose": "case", "reason": "She lost her key.", "at": timezone.now(), **more}
    return actions.ask_escrow(case=case, recipient=recipient, private=private_of(by), by=by, **given)


def agree(use: EscrowUse, by: User) -> EscrowUse:
    return actions.agree_escrow(use=use, private=private_of(by), by=by, at=timezone.now())


def confidential(channel: Channel, amara: User) -> Case:
    case = factories.filed(channel, anonymity="confidential", name=NAME, reach="+254 700")
    factories.taken_on(case, amara)
    return case


def test_two_together_give_a_handler_her_case_again(channel: Channel, amara, tomas, ada) -> None:
    case = factories.filed(channel)
    factories.taken_on(case, amara)
    lost_key(amara)
    with pytest.raises(envelopes.Closed):
        factories.taken_on(case, amara)
    agree(asked(case, amara, by=tomas), by=ada)
    assert factories.taken_on(case, amara).filing.what == factories.remedy.WHAT


def test_two_together_offer_a_case_to_somebody_new(channel: Channel, amara, bilal, tomas, ada) -> None:
    case = factories.filed(channel, without=[channel.desk.get(user=bilal).pk])
    carla = factories.with_key(factories.member(channel.company, "case_handler", name="Carla Rossi"))
    actions.seat(channel=channel, user=carla, shown_as="Carla", by=ada, at=timezone.now())
    actions.step_back(assignment=case.assignments.get(), by=amara, at=timezone.now())
    agree(asked(case, carla, by=ada), by=tomas)
    assert case.assignments.get(user=carla).state == Assignment.State.OFFERED
    assert factories.taken_on(case, carla).filing.what == factories.remedy.WHAT


def test_one_alone_opens_nothing(channel: Channel, amara, tomas, ada) -> None:
    """Neither with all she holds, nor with all that lies in the database."""
    case = factories.filed(channel)
    lost_key(amara)
    use = asked(case, amara, by=tomas)
    mine = private_of(tomas)
    found = []
    sealed = [bytes(row.sealed) for row in (*EscrowShare.objects.all(), *EscrowHalf.objects.all())]
    for one in sealed:
        try:
            found.append(envelopes.unwrap(mine, one))
        except envelopes.Closed:
            continue
    assert len(found) == 1, "her own half, and no other"
    for half in (found[0], *sealed):
        guess = escrow.joined(found[0], half[: len(found[0])])
        with pytest.raises(envelopes.Closed):
            envelopes.unwrap(guess, case.escrow_wrap)
    with pytest.raises(envelopes.Closed):
        envelopes.unwrap(found[0], case.escrow_wrap)
    with pytest.raises(Refused):
        agree(use, by=tomas)


def test_a_forged_second_opens_nothing(channel: Channel, amara, ines, tomas, ada) -> None:
    """Who writes into the database puts somebody in the second's place; her half is not of this key."""
    case = factories.filed(channel)
    lost_key(amara)
    use = asked(case, amara, by=tomas)
    factories.with_key(ines)
    key = PersonalKey.objects.living().get(user=ines)
    forged = envelopes.wrap(key.public_key, envelopes.new_key())
    EscrowShare.objects.create(key=use.key, holder=ines, partner=tomas, personal_key=key, sealed=forged)
    EscrowHalf.objects.create(use=use, partner=ines, personal_key=key, sealed=forged)
    with pytest.raises(Refused, match="do not open"):
        agree(use, by=ines)
    assert not EscrowUse.objects.exclude(agreed_at=None).exists()


def test_who_holds_no_part_neither_asks_nor_agrees(channel: Channel, amara, bilal, tomas, ines) -> None:
    case = factories.filed(channel)
    lost_key(amara)
    with pytest.raises(Refused):
        asked(case, amara, by=factories.with_key(ines))
    use = asked(case, amara, by=tomas)
    for other in (bilal, ines):
        with pytest.raises(Refused):
            agree(use, by=other)


def test_a_holder_never_gets_a_case(channel: Channel, tomas, ada) -> None:
    case = factories.filed(channel)
    for recipient in (tomas, ada):
        with pytest.raises(Refused, match="separate hands"):
            asked(case, recipient, by=tomas)
    with pytest.raises(Refused, match="separate hands"):
        actions.seat(channel=channel, user=handler_too(tomas), shown_as="T", by=ada, at=timezone.now())


def handler_too(user: User) -> User:
    company = user.memberships.get().organisation
    Membership.objects.create(user=user, organisation=company, role="case_handler", started_at=timezone.now())
    return user


def test_whom_the_person_excluded_is_given_nothing(channel: Channel, amara, bilal, tomas, ada) -> None:
    case = factories.filed(channel, without=[channel.desk.get(user=amara).pk])
    use = asked(case, amara, by=tomas)
    with pytest.raises(Refused, match="does not want"):
        agree(use, by=ada)
    assert not case.assignments.filter(user=amara).exists()


def test_it_needs_a_reason(channel: Channel, amara, tomas) -> None:
    case = factories.filed(channel)
    lost_key(amara)
    with pytest.raises(Refused, match="why"):
        asked(case, amara, by=tomas, reason="  ")


def test_who_can_open_her_case_needs_no_escrow(channel: Channel, amara, tomas) -> None:
    case = factories.filed(channel)
    with pytest.raises(Refused, match="can open"):
        asked(case, amara, by=tomas)


def test_who_stepped_back_is_not_brought_back(channel: Channel, amara, tomas) -> None:
    case = factories.filed(channel)
    actions.step_back(assignment=case.assignments.get(user=amara), by=amara, at=timezone.now())
    with pytest.raises(Refused, match="cannot be asked"):
        asked(case, amara, by=tomas)


def test_a_name_opens_to_who_handles_it_for_an_hour(channel: Channel, amara, bilal, tomas, ada) -> None:
    case = confidential(channel, amara)
    with pytest.raises(Refused, match="Only who handles"):
        asked(case, bilal, by=tomas, purpose="identity")
    use = agree(asked(case, amara, by=tomas, purpose="identity"), by=ada)
    assert NAME.encode() in envelopes.unwrap(private_of(amara), use.result)
    for other in (bilal, tomas, ada):
        with pytest.raises(envelopes.Closed):
            envelopes.unwrap(private_of(other), use.result)
    assert NAME.casefold() not in database_dump()
    EscrowUse.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert close_escrow() == 1
    use.refresh_from_db()
    assert use.result is None


def test_what_was_handed_on_goes_when_it_is_over(channel: Channel, amara, tomas, ada) -> None:
    case = factories.filed(channel)
    lost_key(amara)
    use = asked(case, amara, by=tomas)
    actions.turn_down(use=use, by=ada, at=timezone.now())
    assert not EscrowHalf.objects.exists()
    with pytest.raises(Refused, match="waits no more"):
        agree(use, by=ada)
    late = asked(case, amara, by=tomas)
    EscrowUse.objects.filter(pk=late.pk).update(asked_at=timezone.now() - timedelta(days=8))
    with pytest.raises(Refused, match="waits no more"):
        agree(late, by=ada)
    assert close_escrow() == 1
    assert not EscrowHalf.objects.exists()


def test_the_use_keeps_why_the_case_who_and_the_company_that_it_happened(
    channel: Channel, company: Organisation, amara, tomas, ada
) -> None:
    case = factories.filed(channel)
    lost_key(amara)
    agree(asked(case, amara, by=tomas, reason="Her password was reset."), by=ada)
    used = Event.objects.get(action="escrow used")
    assert (used.company_id, used.root_id) == (None, case.pk)
    assert used.actor_label == str(ada)
    assert str(tomas) in str(used.changes)
    # The log is for good: why is kept with the use, which goes with its case.
    assert EscrowUse.objects.get(case=case).reason == "Her password was reset."
    assert "Her password was reset." not in str([vars(event) for event in Event.objects.all()])
    known = Event.objects.filter(company_id=company.pk)
    assert known.filter(action="escrow key used").count() == 1
    said = str([vars(event) for event in known.filter(action__contains="escrow", at__gte=used.at)])
    assert case.reference not in said
    assert str(case.pk) not in said
    for person in (amara, tomas, ada):
        assert str(person) not in said


def test_holders_find_what_waits_and_what_nobody_handles(
    channel: Channel, amara, bilal, tomas, ada, nina
) -> None:
    case = factories.filed(channel)
    assert list(handled_by_nobody(ada)) == []
    for user in (amara, bilal):
        actions.step_back(assignment=case.assignments.get(user=user), by=user, at=timezone.now())
    assert list(handled_by_nobody(ada)) == [case]
    assert list(handled_by_nobody(nina)) == []
    assert called(ada, f" {case.reference.lower()} ") == case
    assert called(nina, case.reference) is None


def test_a_case_whose_keys_are_all_lost_is_handled_by_nobody(
    channel: Channel, amara, bilal, tomas, ada
) -> None:
    case = factories.filed(channel)
    lost_key(amara)
    assert list(handled_by_nobody(ada)) == []
    lost_key(bilal)
    assert list(handled_by_nobody(ada)) == [case]
    use = asked(case, amara, by=tomas)
    assert list(waiting_for(ada, at=timezone.now())) == [use]
    assert list(waiting_for(tomas, at=timezone.now())) == []
    agree(use, by=ada)
    assert list(handled_by_nobody(ada)) == []


def test_two_others_give_a_holder_her_part_again(
    company: Organisation, amara, bilal, tomas, ada, ines
) -> None:
    channel = factories.open_channel(company, desk=(amara, bilal), escrow=(tomas, ada, ines))
    case = factories.filed(channel)
    lost_key(amara)
    lost_key(ines)
    with pytest.raises(Refused, match="opens no part"):
        asked(case, amara, by=ines)
    use = actions.reshare_escrow(
        key=case.escrow_key, holder=ines, reason="A new password.", private=private_of(tomas), by=tomas,
        at=timezone.now(),
    )  # fmt: skip
    agree(use, by=ada)
    agree(asked(case, amara, by=ines), by=tomas)
    assert factories.taken_on(case, amara).filing.what == factories.remedy.WHAT
    lost_key(bilal)
    agree(asked(case, bilal, by=ada), by=ines)
    assert opened_by_handler(case.assignments.get(user=bilal), private_of(bilal)).filing.what


def test_a_new_escrow_key_leaves_older_cases_to_the_one_before(
    channel: Channel, amara, tomas, ada, ines
) -> None:
    older = factories.filed(channel)
    before = older.escrow_key
    opened = factories.taken_on(older, amara)
    factories.with_key(ines)
    actions.make_escrow_key(channel=channel, holders=[ada, ines], by=ada, at=timezone.now())
    newer = factories.filed(channel, code="another")
    lost_key(amara)
    assert newer.escrow_key != before
    agree(asked(older, amara, by=tomas), by=ada)
    opened = factories.taken_on(older, amara)
    actions.rewrap_escrow(opened=opened, by=amara, at=timezone.now())
    older.refresh_from_db()
    assert older.escrow_key == newer.escrow_key
    lost_key(amara)
    agree(asked(older, amara, by=ines), by=ada)
    assert factories.taken_on(older, amara).filing.what == factories.remedy.WHAT


def test_a_locked_name_keeps_its_case_with_the_key_before(channel: Channel, amara, tomas, ada, ines) -> None:
    case = confidential(channel, amara)
    factories.with_key(ines)
    actions.make_escrow_key(channel=channel, holders=[ada, ines], by=ada, at=timezone.now())
    with pytest.raises(Refused, match="stays locked"):
        actions.rewrap_escrow(opened=factories.taken_on(case, amara), by=amara, at=timezone.now())
