"""Who handles a case: given by name through actions alone, handed over, given again, left without a word."""

import ast
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hrdd.accounts.actions import set_password
from hrdd.accounts.models import PersonalKey
from hrdd.lib.errors import Refused
from remedy import actions
from remedy.models import Assignment, CaseGrant, Channel
from tests import factories
from tests.contracts.source import modules, where
from tests.dump import database_dump

NEW = "another long and quiet evening"


def test_handing_over_leaves_no_gap_and_what_is_due_goes_along(channel: Channel, amara, bilal) -> None:
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    actions.hand_over(opened=opened, whom=bilal, by=amara, at=timezone.now())
    hers = case.assignments.get(user=amara)
    assert hers.state == Assignment.State.TAKEN
    assert factories.taken_on(case, bilal).filing.what == factories.remedy.WHAT
    hers.refresh_from_db()
    assert (hers.state, hers.wrap) == (Assignment.State.ENDED, None)
    assert not CaseGrant.objects.filter(user=amara).exists()
    due = case.due_on
    case.refresh_from_db()
    assert case.due_on == due


def test_it_is_handed_over_to_nobody_whom_the_person_excluded(channel: Channel, amara, bilal) -> None:
    case = factories.filed(channel, without=[channel.desk.get(user=bilal).pk])
    with pytest.raises(Refused, match="does not want"):
        actions.hand_over(opened=factories.taken_on(case, amara), whom=bilal, by=amara, at=timezone.now())


def test_a_lost_password_loses_no_case(channel: Channel, amara, bilal, client: Client) -> None:
    """Amara sets a new password without the old one; Bilal, who handles the case as well, gives it again."""
    case = factories.filed(channel)
    factories.taken_on(case, amara)
    factories.taken_on(case, bilal)
    set_password(user=amara, password=NEW, by=amara, at=timezone.now())
    browser = Client()
    browser.force_login(amara)
    browser.post("/settings/key/", {"password": NEW})
    browser.post("/settings/key/unlocking/", {"password": NEW})
    closed = browser.get(f"/cases/{case.pk}/")
    assert closed.status_code == 409
    assert "The case is not lost" in closed.content.decode()
    colleague = factories.open_key(Client(), bilal)
    hers = case.assignments.get(user=amara)
    again = f"/cases/{case.pk}/colleagues/{hers.pk}/key/"
    assert again in colleague.get(f"/cases/{case.pk}/").content.decode()
    assert colleague.post(again).status_code == 302
    page = browser.get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert factories.remedy.WHAT in page.content.decode()
    assert colleague.post(again).status_code == 302
    assert again not in colleague.get(f"/cases/{case.pk}/").content.decode()


def test_nothing_is_given_again_while_the_old_key_opens(channel: Channel, amara, bilal) -> None:
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    with pytest.raises(Refused, match="can open"):
        actions.rewrap_for(
            opened=opened, assignment=case.assignments.get(user=bilal), by=amara, at=timezone.now()
        )


def test_stepping_back_leaves_no_reason_anywhere(channel: Channel, amara, bilal, client: Client) -> None:
    case = factories.filed(channel)
    factories.taken_on(case, bilal)
    browser = factories.open_key(client, amara)
    asked = browser.get(f"/cases/{case.pk}/stepping-back/").content.decode()
    assert "<textarea" not in asked
    reason = "my cousin works there"
    answer = browser.post(f"/cases/{case.pk}/stepping-back/", {"reason": reason, "text": reason})
    assert answer.status_code == 302
    assert browser.get(f"/cases/{case.pk}/").status_code == 404
    assert reason not in database_dump()
    page = factories.open_key(Client(), bilal).get(f"/cases/{case.pk}/").content.decode()
    assert "Amara" not in page


def test_a_case_is_given_through_its_actions_alone() -> None:
    """No other code makes the rows by which somebody reads a case."""
    makes = {"create", "bulk_create", "get_or_create", "update_or_create"}
    found = []
    for path, module in modules():
        for node in ast.walk(module):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            whole, _, verb = called.rpartition(".")
            by_manager = verb in makes and whole.split(".")[0] in {"Assignment", "CaseGrant"}
            by_relation = verb in makes and whole.split(".")[-1] in {"assignments", "grants"}
            if called in {"Assignment", "CaseGrant"} or by_manager or by_relation:
                found.append(where(path).rpartition(":")[0] or where(path))
    assert set(found) <= {"remedy/actions/_offers.py"}, found


def test_an_urgent_case_sends_each_one_letter_that_says_nothing(
    channel: Channel, amara, bilal, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        case = factories.filed(channel, danger="yes")
    assert case.is_urgent
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([amara.email, bilal.email])
    for letter in mail.outbox:
        sent = letter.message().as_bytes().decode()
        assert "Something waits for you in the workbench. Please sign in." in sent
        for word in (
            case.reference,
            str(case.pk),
            channel.company.name,
            "concern",
            "case",
            "danger",
            "raise",
        ):
            assert word.casefold() not in (letter.subject + letter.body).casefold()


def test_a_case_that_is_not_urgent_sends_no_letter(
    channel: Channel, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        factories.filed(channel)
    assert mail.outbox == []


def test_a_living_key_is_needed(channel: Channel, amara, bilal) -> None:
    case = factories.filed(channel)
    opened = factories.taken_on(case, amara)
    PersonalKey.objects.filter(user=bilal).update(
        ended_at=timezone.now() - timedelta(days=1), sealed=None, end_reason="password_reset"
    )
    actions.step_back(assignment=case.assignments.get(user=bilal), by=bilal, at=timezone.now())
    with pytest.raises(Refused):
        actions.ask_to_take(opened=opened, whom=bilal, by=amara, at=timezone.now())
