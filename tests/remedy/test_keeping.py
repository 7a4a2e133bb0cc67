"""How long a case is kept, what stops its end, and what is left of it."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from hrdd.audit.models import Event
from hrdd.audit.recorder import UNNAMED
from hrdd.dashboard.waiting import waiting
from hrdd.lib.errors import Refused, Stale
from remedy import actions
from remedy.codes import door
from remedy.models import (
    Assignment,
    Case,
    CaseFile,
    CaseGrant,
    CaseTombstone,
    Channel,
    Judgement,
    Message,
    PastCase,
    SigningKey,
    Step,
)
from remedy.opened import Opened, opened_by_person
from remedy.proof import checked, keys_written, main
from tests import factories
from tests.dump import database_dump
from tests.factories.remedy import CODE

AT = timezone.now()


def hers(case: Case) -> Opened:
    return opened_by_person(case, door(CODE).pair.private)


def withdrawn(channel: Channel, *, days_ago: int = 0) -> Case:
    case = factories.filed(channel, at=AT - timedelta(days=days_ago))
    at = AT - timedelta(days=days_ago)
    return actions.withdraw_concern(opened=hers(case), pressed="no", text="", by=UNNAMED, at=at)


def erase(client: Client, **more: str) -> str:
    data = {"code": CODE, "do": "1", "sure": "on", "pressed": "no", **more}
    return client.post("/raise/inbox/erasure/", data).content.decode()


def test_what_was_promised_when_it_ended_stays_when_the_channel_changes_its_months(channel, ada) -> None:
    case = withdrawn(channel)
    actions.revise_channel(
        channel=channel, slug=channel.slug, about="", keep_months=1, expected_version=channel.version,
        by=ada, at=AT,
    )  # fmt: skip
    kept = case.keep_until
    case.refresh_from_db()
    assert case.keep_until == kept
    assert kept.year == timezone.localdate(AT).year + 5


def test_a_case_is_deleted_after_its_day_and_not_on_it(channel, amara) -> None:
    case = withdrawn(channel)
    after = AT + (case.keep_until - timezone.localdate(AT))
    with pytest.raises(Refused, match="not over"):
        actions.delete_case(case=case, expected_version=case.version, by=amara, at=after)
    with pytest.raises(Stale):
        actions.delete_case(case=case, expected_version=1, by=amara, at=after + timedelta(days=1))
    stone = actions.delete_case(
        case=case, expected_version=case.version, by=amara, at=after + timedelta(days=1)
    )
    assert (stone.rule, stone.commitment, stone.filed_on) == ("time_over", case.commitment, case.filed_on)
    for table in (Case, Message, CaseFile, Step, Judgement, Assignment, CaseGrant):
        assert not table.objects.exists(), table


def test_a_case_that_is_not_over_is_not_deleted_by_a_handler(channel, amara) -> None:
    case = factories.filed(channel)
    with pytest.raises(Refused):
        actions.delete_case(case=case, expected_version=case.version, by=amara, at=AT + timedelta(days=9_999))


def test_a_legal_hold_stops_everybody_and_the_database_stops_it_too(channel, amara) -> None:
    opened = factories.taken_on(withdrawn(channel, days_ago=9_000), amara)
    actions.hold_case(opened=opened, reason="The court asked.", by=amara, at=AT)
    with pytest.raises(Refused, match="runs already"):
        actions.hold_case(opened=opened, reason="Again.", by=amara, at=AT)
    case = Case.objects.get()
    with pytest.raises(Refused, match="legal hold"):
        actions.delete_case(case=case, expected_version=case.version, by=amara, at=AT)
    for rows in (
        Case.objects.all(), Step.objects.all(), case.holds.all(),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)
    assert "the court asked" not in database_dump()
    assert actions.end_case_hold(opened=opened, reason="It is over.", by=amara, at=AT) is None
    assert actions.delete_case(case=case, expected_version=case.version, by=amara, at=AT)


def test_she_erases_all_and_her_code_opens_nothing_like_any_wrong_code(channel, amara, tmp_path) -> None:
    case = factories.filed(channel)
    factories.taken_on(case, amara)
    before = b"".join(Client().post("/raise/inbox/proof/", {"code": CODE}).streaming_content).decode()
    page = erase(Client())
    assert "It is erased" in page
    last = re.search(r'name="proof" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    assert last
    keys = {key.key_id: key.published for key in SigningKey.objects.published()}
    proof = checked(last[1], keys)
    assert (proof.status, proof.commitment) == ("erased", case.commitment)
    assert checked(before, keys).commitment == CaseTombstone.objects.get().commitment
    (tmp_path / "proof.txt").write_text(before)
    (tmp_path / "key.txt").write_text(keys_written("Torvane AI", list(keys.values())))
    assert main([str(tmp_path / "proof.txt"), str(tmp_path / "key.txt")]) == 0
    saved = Client().post("/raise/inbox/last-proof/", {"proof": last[1]})
    assert checked(b"".join(saved.streaming_content).decode(), keys) == proof
    right = Client().post("/raise/inbox/", {"code": CODE})
    wrong = Client().post("/raise/inbox/", {"code": factories.remedy.in_groups("9123456789ABCDEZ")})
    assert right.status_code == wrong.status_code == 422
    assert right.content == wrong.content
    for table in (Case, Message, CaseFile, Step, Judgement, Assignment, CaseGrant):
        assert not table.objects.exists(), table


def test_what_is_left_has_no_person_no_name_of_the_case_and_no_way_back(channel) -> None:
    case = factories.filed(channel, danger="yes")
    actions.erase_concern(opened=hers(case), by=UNNAMED, at=AT)
    stone, past = CaseTombstone.objects.get(), PastCase.objects.get()
    left = " ".join(str(value) for row in (stone, past) for value in vars(row).values())
    assert case.reference not in left
    assert str(case.pk) not in left
    values = [{str(value) for name, value in vars(row).items() if name != "_state"} for row in (stone, past)]
    assert values[0] & values[1] == {str(case.company_id)}
    assert (stone.pk.version, past.pk.version) == (4, 4)
    assert (past.stage, past.is_urgent) == ("received", True)
    for row in (stone, past):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(company=case.company)


def test_while_a_hold_runs_her_wish_is_kept_and_done_on_the_day_it_ends(channel, amara) -> None:
    opened = factories.taken_on(factories.filed(channel), amara)
    actions.hold_case(opened=opened, reason="A court.", by=amara, at=AT)
    asked = Client().post("/raise/inbox/erasure/", {"code": CODE}).content.decode()
    assert "the law makes us keep it for now" in asked
    page = erase(Client())
    assert "We wrote down that you want it erased" in page
    assert "A law makes us keep it for now" in page
    assert Case.objects.get().erasure_asked_on == timezone.localdate()
    [item] = [item for item in waiting(amara, now=AT) if item.label == "Erasure"]
    assert opened.case.reference in item.title
    stone = actions.end_case_hold(opened=opened, reason="Over.", by=amara, at=AT)
    assert stone
    assert stone.rule == "on_request"
    assert not Case.objects.exists()


def test_with_somebody_behind_it_she_sees_who_helps_first_and_decides_herself(channel) -> None:
    factories.filed(channel, country="KE")
    first = erase(Client(), pressed="yes")
    assert "Nothing is erased yet" in first
    assert "tel:" in first
    assert Case.objects.exists()
    assert "It is erased" in erase(Client(), pressed="yes", again="1")
    assert not Case.objects.exists()


def test_nothing_is_erased_by_a_slip(channel) -> None:
    factories.filed(channel)
    refused = Client().post("/raise/inbox/erasure/", {"code": CODE, "do": "1"})
    assert refused.status_code == 422
    assert Case.objects.exists()


def test_handlers_find_it_thirty_days_before_and_after_and_nobody_else_does(
    channel, amara, bilal, ada
) -> None:
    case = withdrawn(channel)
    factories.taken_on(case, amara)

    def told(user, days: int) -> list[str]:
        at = AT + (case.keep_until - timezone.localdate(AT)) + timedelta(days=days)
        mine = [item for item in waiting(user, now=at) if item.label == "Keeping"]
        return [item.when for item in mine if case.reference in item.title]

    assert told(amara, -31) == []
    assert told(amara, -30) == ["Ends"]
    assert told(amara, 1) == ["Over"]
    assert told(bilal, 1) == told(ada, 1) == []


def test_pages_hold_end_and_delete(channel, amara, client) -> None:
    case = withdrawn(channel, days_ago=9_000)
    factories.taken_on(case, amara)
    client = factories.open_key(client, amara)
    assert "What is left" in client.get(f"/cases/{case.pk}/deletion/").content.decode()
    assert client.post(f"/cases/{case.pk}/holds/", {"reason": ""}).status_code == 422
    assert client.post(f"/cases/{case.pk}/holds/", {"reason": "Court <b>5</b>"}).status_code == 302
    shown = client.get(f"/cases/{case.pk}/holds/").content.decode()
    assert "Court &lt;b&gt;5&lt;/b&gt;" in shown
    assert "A legal hold runs" in client.get(f"/cases/{case.pk}/deletion/").content.decode()
    assert client.post(f"/cases/{case.pk}/holds/ending/", {"reason": ""}).status_code == 422
    assert client.post(f"/cases/{case.pk}/holds/ending/", {"reason": "Over"}).status_code == 302
    stale = client.post(f"/cases/{case.pk}/deletion/", {"sure": "on", "version": "1"})
    assert stale.status_code == 409
    version = str(Case.objects.get().version)
    assert client.post(f"/cases/{case.pk}/deletion/", {"version": version}).status_code == 422
    done = client.post(f"/cases/{case.pk}/deletion/", {"sure": "on", "version": version})
    assert done.status_code == 302
    assert not Case.objects.exists()


def test_each_leaves_one_line_that_no_company_reads(channel, amara) -> None:
    opened = factories.taken_on(withdrawn(channel, days_ago=9_000), amara)
    steps = {
        "case held": lambda: actions.hold_case(opened=opened, reason="A", by=amara, at=AT),
        "erasure asked for": lambda: actions.erase_concern(opened=hers(opened.case), by=UNNAMED, at=AT),
        "case hold ended": lambda: actions.end_case_hold(opened=opened, reason="B", by=amara, at=AT),
    }
    for action, act in steps.items():
        known = set(Event.objects.values_list("pk", flat=True))
        act()
        found = Event.objects.exclude(pk__in=known)
        assert [event.company_id for event in found] == [None] * len(found)
        assert found.filter(action=action).count() == 1
    assert Event.objects.filter(action="concern erased", root_id=opened.case.pk).count() == 1
