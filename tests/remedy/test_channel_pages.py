"""The channel's pages for administrators: what is missing is said, and no concern is ever here."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from remedy import actions
from remedy.models import Channel, EscrowKey, SigningKey
from tests import factories


@pytest.fixture
def browser(client: Client, ada) -> Client:
    client.force_login(ada)
    return client


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_a_channel_comes_to_be_through_its_pages(browser: Client, company, ada, amara, tomas, victor) -> None:
    """From nothing to open: each page says what is missing."""
    assert "Make the channel" in text_of(browser, "/channels/")
    made = {"company": company.pk, "slug": "torvane", "about": "We build models.", "keep_months": 24}
    assert browser.post("/channels/new/", {**made, "slug": "help"}).status_code == 422
    assert browser.post("/channels/new/", {**made, "slug": "Not A Name"}).status_code == 422
    assert browser.post("/channels/new/", made).status_code == 302
    channel = Channel.objects.get()
    own = f"/channels/{channel.pk}/"
    page = text_of(browser, own)
    assert "What is missing before it can open" in page
    assert "Nobody could read what comes in." in page
    assert "There is no escrow key." in page
    assert browser.post(f"{own}opening/").status_code == 422
    seat = {"user": amara.pk, "shown_as": "Amara, who works for nobody else here"}
    assert browser.post(f"{own}desk/", {**seat, "user": victor.pk}).status_code == 422
    assert browser.post(f"{own}desk/", {**seat, "shown_as": ""}).status_code == 422
    assert browser.post(f"{own}desk/", seat).status_code == 302
    assert "Too few people could hold it" in text_of(browser, f"{own}escrow/")
    for user in (ada, tomas):
        factories.with_key(user)
    assert browser.post(f"{own}escrow/", {"holders": [ada.pk]}).status_code == 422
    assert browser.post(f"{own}escrow/", {"holders": [ada.pk, amara.pk]}).status_code == 422
    assert browser.post(f"{own}escrow/", {"holders": [ada.pk, tomas.pk]}).status_code == 302
    assert "It can open" in text_of(browser, own)
    assert browser.post(f"{own}opening/").status_code == 302
    channel.refresh_from_db()
    assert channel.is_open
    assert SigningKey.objects.in_use().filter(company=company).exists()
    assert Client().get("/raise/torvane/").status_code == 200
    assert browser.post(f"{own}closing/").status_code == 302
    channel.refresh_from_db()
    assert not channel.is_open


def test_somebody_elses_terms_are_not_written_over(browser: Client, channel: Channel, ada) -> None:
    address = f"/channels/{channel.pk}/terms/"
    typed = {"slug": channel.slug, "about": "Mine", "keep_months": 12, "version": channel.version}
    actions.revise_channel(
        channel=channel, slug=channel.slug, about="Theirs", keep_months=36,
        expected_version=channel.version, by=ada, at=timezone.now(),
    )  # fmt: skip
    answer = browser.post(address, typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Theirs" in page
    assert "Mine" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    assert browser.post(address, {**typed, "version": version[1]}).status_code == 302
    channel.refresh_from_db()
    assert (channel.about, channel.keep_months) == ("Mine", 12)


def test_who_leaves_the_desk_keeps_what_she_handles(browser: Client, channel: Channel, amara) -> None:
    case = factories.filed(channel)
    member = channel.desk.get(user=amara)
    assert browser.post(f"/channels/{channel.pk}/desk/{member.pk}/leaving/").status_code == 302
    assert case.assignments.living().filter(user=amara).exists()
    assert not factories.filed(channel, code="another").assignments.filter(user=amara).exists()


def test_a_new_escrow_key_says_what_becomes_of_older_cases(
    browser: Client, channel: Channel, ada, ines
) -> None:
    assert "Older ones stay locked for the key before" in text_of(browser, f"/channels/{channel.pk}/escrow/")
    factories.with_key(ines)
    holders = {"holders": [ada.pk, ines.pk]}
    assert browser.post(f"/channels/{channel.pk}/escrow/", holders).status_code == 302
    assert EscrowKey.objects.count() == 2
    assert EscrowKey.objects.exclude(ended_at=None).get().shares.exists()


def test_no_concern_shows_on_any_page_of_the_channel(browser: Client, channel: Channel) -> None:
    case = factories.filed(channel)
    for name in ("", "terms/", "desk/", "escrow/", "closing/"):
        page = text_of(browser, f"/channels/{channel.pk}/{name}")
        assert case.reference not in page
        assert str(case.pk) not in page
        assert factories.remedy.WHAT not in page


@pytest.mark.parametrize(("who", "status"), [("victor", 403), ("amara", 403), ("nina", 404)])
def test_others_do_not_run_it(
    channel: Channel, who: str, status: int, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    member = channel.desk.first()
    for name in ("", "terms/", "desk/", "escrow/", "opening/", "closing/", f"desk/{member.pk}/leaving/"):
        assert client.get(f"/channels/{channel.pk}/{name}").status_code == status
        assert client.post(f"/channels/{channel.pk}/{name}").status_code == (status if name else 405)


def test_a_holder_carries_a_use_through_the_pages(channel: Channel, amara, tomas, ada, bilal) -> None:
    """Asked for by one, agreed to by another; who holds nothing finds nothing."""
    case = factories.filed(channel)
    factories.taken_on(case, bilal)
    actions.step_back(assignment=case.assignments.get(user=amara), by=amara, at=timezone.now())
    carla = factories.with_key(factories.member(channel.company, "case_handler", name="Carla Rossi"))
    actions.seat(channel=channel, user=carla, shown_as="Carla", by=ada, at=timezone.now())
    first, second = factories.open_key(Client(), tomas), factories.open_key(Client(), ada)
    asked = {
        "reference": case.reference,
        "purpose": "case",
        "whom": carla.pk,
        "reason": "Nobody else is left.",
    }
    assert first.post("/escrow/uses/", {**asked, "reference": "C-NOONE"}).status_code == 422
    assert first.post("/escrow/uses/", {**asked, "reason": ""}).status_code == 422
    assert first.post("/escrow/uses/", {**asked, "whom": ada.pk}).status_code == 422
    answer = first.post("/escrow/uses/", asked)
    assert answer.status_code == 302
    own = answer["Location"]
    assert first.post(f"{own}agreement/").status_code == 422
    assert "Agree" in text_of(second, own)
    assert own in text_of(second, "/escrow/")
    closed = Client()
    closed.force_login(ada)
    assert closed.post(f"{own}agreement/")["Location"].startswith("/settings/key/unlocking/")
    assert second.post(f"{own}agreement/").status_code == 302
    assert case.assignments.living().filter(user=carla).exists()
    page = text_of(factories.open_key(Client(), bilal), f"/cases/{case.pk}/")
    assert "Nobody is left." in page
    for outsider in (amara, bilal):
        client = factories.open_key(Client(), outsider)
        for address in ("/escrow/", "/escrow/uses/", "/escrow/parts/", own, f"{own}agreement/"):
            assert client.get(address).status_code == 404, address
    for client in (first, second):
        assert client.get(f"/cases/{case.pk}/").status_code == 404
        for address in ("/escrow/", own):
            assert factories.remedy.WHAT not in text_of(client, address)


def test_a_name_is_read_on_its_page_for_an_hour(channel: Channel, amara, bilal, tomas, ada) -> None:
    case = factories.filed(channel, anonymity="confidential", name="Wanjiku Marigold", reach="+254 700")
    for user in (amara, bilal):
        factories.taken_on(case, user)
    private_of = factories.remedy.private_of
    use = actions.ask_escrow(
        case=case, purpose="identity", recipient=amara, reason="A court asks.", private=private_of(tomas),
        by=tomas, at=timezone.now(),
    )  # fmt: skip
    browser = factories.open_key(Client(), amara)
    address = f"/cases/{case.pk}/identity/"
    assert browser.get(address).status_code == 404
    actions.agree_escrow(use=use, private=private_of(ada), by=ada, at=timezone.now())
    assert "Wanjiku Marigold" in text_of(browser, address)
    assert address in text_of(browser, f"/cases/{case.pk}/")
    assert factories.open_key(Client(), bilal).get(address).status_code == 404
    use.refresh_from_db()
    use.until = timezone.now()
    use.save(update_fields=["until"])
    assert browser.get(address).status_code == 404
