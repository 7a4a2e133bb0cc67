"""The database tells on which day a person acted, and never at which hour: not by a column, not by an id."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.audit.recorder import UNNAMED
from remedy import actions
from remedy.codes import door
from remedy.models import Case, Channel
from remedy.opened import Opened, opened_by_person
from remedy.states import CaseState
from tests import factories
from tests.dump import database_dump
from tests.factories.remedy import CODE

MOMENT = datetime(2026, 11, 24, 13, 37, 42, 123456, tzinfo=UTC)
IDS = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")
MOMENTS = re.compile(r"\b(\d{4}-\d\d-\d\d)[ t](\d\d:\d\d:\d\d(?:\.\d+)?)")


def hers() -> Opened:
    return opened_by_person(Case.objects.select_related("channel", "company").get(), door(CODE).pair.private)


def told_by_ids(dump: str) -> set[UUID]:
    """Returns the ids in a dump that carry the moment at which they were made."""
    return {found for text in IDS.findall(dump) if (found := UUID(text)).version in (1, 6, 7)}


def moments(dump: str) -> set[str]:
    """Returns the moments in a dump that are no midnight of a day."""
    found = {f"{day} {hour}" for day, hour in MOMENTS.findall(dump)}
    return {moment for moment in found if not re.search(r" 0\d:00:00(\.0+)?$", moment)}


def what_new(act: Callable[[], Any]) -> tuple[set[UUID], set[str]]:
    """Returns the ids and moments that tell when something was done, and were not there before."""
    before = database_dump()
    act()
    after = database_dump()
    return told_by_ids(after) - told_by_ids(before), moments(after) - moments(before)


def answered(opened: Opened, by: User, *, at: datetime) -> None:
    for to in (CaseState.ACKNOWLEDGED, CaseState.SCREENED, CaseState.DECLINED):
        actions.move_case(
            opened=opened, to=to, reason="R", message="M", expected_version=Case.objects.get().version, by=by,
            at=at,
        )  # fmt: skip


def told_the_hour(dump: str) -> bool:
    """Returns whether the second of her act is in it, or its minute; rows of the test itself have theirs."""
    return "13:37:42" in dump or "13:37:00" in dump


def test_no_column_holds_the_hour_at_which_a_person_acted(channel: Channel, amara: User) -> None:
    factories.filed(channel, at=MOMENT)
    by_her = {"by": UNNAMED, "at": MOMENT}
    actions.write_as_person(opened=hers(), text="A word.", **by_her)
    actions.change_anonymity(opened=hers(), anonymity="named", name="N", reach="R", **by_her)
    answered(factories.taken_on(Case.objects.get(), amara), amara, at=MOMENT + timedelta(hours=1))
    actions.appeal(opened=hers(), text="No.", **by_her)
    actions.withdraw_concern(opened=hers(), pressed="no", text="", **by_her)
    actions.judge_outcome(opened=hers(), view="not", text="", **by_her)
    assert not told_the_hour(database_dump())
    assert "14:37:42" in database_dump()
    actions.erase_concern(opened=hers(), **by_her)
    assert not told_the_hour(database_dump())
    of_hers = Event.objects.filter(actor_label=str(UNNAMED))
    assert of_hers.count() == 7
    assert {event.pk.version for event in of_hers} == {4}


def act(deed: str, **data: Any) -> None:
    answer = Client().post(f"/raise/inbox/{deed}/", {"code": CODE, "do": "1", **data})
    assert answer.status_code == 200, answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_of_hers_leaves_an_id_or_a_moment_that_tells_when(
    channel: Channel, amara: User, language: str
) -> None:
    data = {"what": "W", "anonymity": "named", "name": "N", "at": "3", "next": "1", "language": language}
    nothing: tuple[set[UUID], set[str]] = (set(), set())
    assert what_new(lambda: Client().post(f"/raise/{channel.slug}/", data)) == nothing
    Case.objects.get()
    # The code of a page is read by its person alone: take one that is known.
    factories.filed(channel)
    other = Case.objects.get(code_hash=door(CODE).code_hash)
    opened = factories.taken_on(other, amara)
    for step in ("ACKNOWLEDGED", "SCREENED", "DECLINED"):
        other.refresh_from_db()
        actions.move_case(
            opened=opened, to=CaseState[step], reason="R", message="M", expected_version=other.version,
            by=amara, at=timezone.now(),
        )  # fmt: skip

    def all_that_she_can_do() -> None:
        Client().post("/raise/inbox/", {"code": CODE})
        Client().post("/raise/inbox/proof/", {"code": CODE})
        act("messages", text="A word.", language=language)
        act("anonymity", anonymity="anonymous", language=language)
        act("appeal", text="No.", language=language)
        act("withdrawal", pressed="no", language=language)
        act("judgement", view="not", language=language)
        act("erasure", sure="on", pressed="no", language=language)

    assert what_new(all_that_she_can_do) == nothing
    assert not Case.objects.filter(pk=other.pk).exists()


def test_a_signed_in_persons_act_does_tell_so_that_this_would_show(channel: Channel, amara: User) -> None:
    opened = factories.taken_on(factories.filed(channel), amara)
    ids, hours = what_new(
        lambda: actions.write_to_person(opened=opened, text="M", by=amara, at=timezone.now())
    )
    assert ids
    assert hours
