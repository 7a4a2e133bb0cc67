"""Raising a concern: three pages, no account, no cookie, and a code that is shown once."""

import re

import pytest
from django.test import Client

from hrdd.lib.guessing import Guesses
from remedy.models import Case, Channel
from tests import factories

TOLD = {
    "who": "other", "agreed": "yes", "what": "It drew my sister.", "danger": "no", "about": "product",
    "product": "Aster", "wants": ["stop", "never"], "fears": "That she is blamed.", "anonymity": "anonymous",
}  # fmt: skip

INBOX = ("/raise/inbox/", "/raise/inbox/messages/", "/raise/inbox/proof/", "/raise/inbox/anonymity/")


def send(channel: Channel, *, at: int = 3, client: Client | None = None, **more: object):
    data = {**TOLD, "at": str(at), "next": "1", "language": "en", **more}
    return (client or Client()).post(f"/raise/{channel.slug}/", data)


def code_in(page: str) -> str:
    found = re.search(r'<code class="secret" dir="ltr">([^<]+)</code>', page)
    assert found
    return found[1]


def test_three_pages_lead_to_a_code_that_opens_the_concern(channel: Channel) -> None:
    first = Client().get(f"/raise/{channel.slug}/")
    assert first.status_code == 200
    assert not first.cookies
    second = send(channel, at=1)
    assert "What would put it right?" in second.content.decode()
    third = send(channel, at=2)
    assert "Before you send it" in third.content.decode()
    receipt = send(channel)
    assert receipt.status_code == 200
    assert not receipt.cookies
    code = code_in(receipt.content.decode())
    inbox = Client().post("/raise/inbox/", {"code": code})
    assert "It drew my sister." in inbox.content.decode()
    assert "We have it" in inbox.content.decode()


def test_what_is_missing_is_said_where_it_is_missing_and_nothing_is_lost(channel: Channel) -> None:
    refused = send(channel, what="", fears="Something")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Write at least a few words" in page
    assert 'name="fears" value="Something"' in page
    assert not Case.objects.exists()


def test_sent_twice_it_is_raised_once(channel: Channel) -> None:
    third = send(channel, at=2).content.decode()
    signed = re.search(r'name="code" value="([^"]+)"', third)
    assert signed
    pages = [send(channel, code=signed[1]).content.decode() for _ in range(2)]
    assert code_in(pages[0]) == code_in(pages[1])
    assert Case.objects.count() == 1


@pytest.mark.parametrize("language", ["fr", "es", "ar"])
def test_the_language_goes_along(channel: Channel, language: str) -> None:
    page = send(channel, at=1, language=language).content.decode()
    assert f'<html lang="{language}"' in page
    assert ('dir="rtl"' in page) == (language == "ar")


def test_whom_she_excludes_is_not_asked(channel: Channel, amara, bilal) -> None:
    member = channel.desk.get(user=amara)
    send(channel, without=[str(member.pk)])
    [assignment] = Case.objects.get().assignments.all()
    assert assignment.user == bilal


def test_somebody_has_to_be_left_to_read_it(channel: Channel) -> None:
    refused = send(channel, without=[str(member.pk) for member in channel.desk.all()])
    assert refused.status_code == 422
    assert "Leave at least one" in refused.content.decode()
    assert not Case.objects.exists()


def test_a_flood_from_one_place_is_stopped_and_nothing_typed_is_lost(
    channel: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("remedy.intake.raising.SENT", Guesses("concerns", limit=2, period=60))
    for _ in range(2):
        assert send(channel).status_code == 200
    refused = send(channel)
    assert refused.status_code == 422
    assert "Very many concerns" in refused.content.decode()
    assert 'name="what" value="It drew my sister."' in refused.content.decode()
    assert Case.objects.count() == 2


def test_a_closed_channel_is_not_there(db: None) -> None:
    assert Client().get("/raise/nobody/").status_code == 404


def test_the_handler_reads_it_after_her_statement(channel: Channel, amara, client: Client) -> None:
    case = factories.filed(channel)
    client = factories.open_key(client, amara)
    assert client.get(f"/cases/{case.pk}/").status_code == 403
    about = client.get(f"/cases/{case.pk}/statement/")
    assert factories.remedy.WHAT not in about.content.decode()
    client.post(f"/cases/{case.pk}/statement/", {"free": "1"})
    page = client.get(f"/cases/{case.pk}/")
    assert page.status_code == 200
    assert factories.remedy.WHAT in page.content.decode()


def test_wrong_erased_and_missing_codes_get_the_same_answer_to_the_byte(channel: Channel) -> None:
    case = factories.filed(channel)
    hers = factories.remedy.CODE
    assert Client().post("/raise/inbox/", {"code": hers}).status_code == 200
    Case.objects.filter(pk=case.pk).delete()
    tried = [{"code": code} for code in (hers, "AMBR-0000-0000-000A", "AMBR-0000", "²", "x" * 400, "")]
    answers = [Client().post(address, sent) for sent in [*tried, {}] for address in INBOX]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.content for answer in answers}) == 1
    kept = [{name: said for name, said in answer.headers.items() if name != "Expires"} for answer in answers]
    assert all(headers == kept[0] for headers in kept)
