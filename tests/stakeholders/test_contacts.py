"""Contacts: who they are is sealed, opened by few and never in silence, and found in no table."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders.identity import Identity
from stakeholders.models import Contact, StakeholderGroup
from tests import factories
from tests.dump import database_dump

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
WHO = {
    "name": "Zawadi Quillfeather", "organisation": "Harbour Vigil", "reach": "+254 700 555 019",
    "notes": "Ring her sister Nuru first.",
}  # fmt: skip
SECRET_WORDS = ("zawadi", "quillfeather", "harbour vigil", "555 019", "nuru")
OLD, NEW = "an old secret of thirty-two letters", "a new secret of thirty-two letters!"


def at(name: str, *args: Any) -> str:
    return reverse(f"stakeholders:{name}", args=args)


@pytest.fixture
def contact(as_person: As, elsa: User, families: StakeholderGroup) -> Contact:
    data = {"called": "Community leader", "channel": "phone", "wishes": "After dark only.", **WHO}
    assert as_person(elsa).post(at("contacts", families.pk), data).status_code == 302
    return Contact.objects.get()


def opened(client: Client, contact: Contact, reason: str = "To tell her the answer.") -> Any:
    return client.post(at("contact_opening", contact.group_id, contact.pk), {"reason": reason})


def test_a_dump_of_the_database_holds_no_name_of_a_contact(
    as_person: As, elsa: User, contact: Contact
) -> None:
    client = as_person(elsa)
    change = {"wishes": "By day.", "version": "1", **WHO}
    assert client.post(at("contact", contact.group_id, contact.pk), change).status_code == 302
    assert opened(client, contact).status_code == 200
    client.post(at("contact", contact.group_id, contact.pk), {**change, "version": "1"})
    dump = database_dump()
    assert "community leader" in dump, "the dump reads what is there"
    assert "by day." in dump
    assert [word for word in SECRET_WORDS if word in dump] == []


def test_no_page_but_the_one_that_opens_it_shows_who_it_is(
    as_person: As, elsa: User, ines: User, contact: Contact
) -> None:
    group = contact.group_id
    for person in (elsa, ines):
        client = as_person(person)
        for address in (
            at("groups"), at("group", group), at("contacts", group), at("contact", group, contact.pk),
            at("contact_opening", group, contact.pk), at("contact_erasure", group, contact.pk), "/",
            "/history/",
        ):  # fmt: skip
            page = client.get(address).text.casefold()
            assert [word for word in SECRET_WORDS if word in page] == [], address
    assert "Community leader 1" in as_person(ines).get(at("contacts", group)).text


def test_opening_shows_it_once_and_stands_in_the_log_with_its_reason(
    as_person: As, elsa: User, contact: Contact
) -> None:
    client = as_person(elsa)
    answer = opened(client, contact, "To tell her the answer.")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Zawadi Quillfeather" in answer.text
    assert "+254 700 555 019" in answer.text
    event = Event.objects.get(action="contact identity opened")
    assert (event.actor_id, event.changes) == (elsa.pk, {"reason": "To tell her the answer."})
    assert event.target_label == "Community leader 1"
    assert "Zawadi" not in client.get(at("contact_opening", contact.group_id, contact.pk)).text
    assert opened(client, contact).status_code == 200
    assert Event.objects.filter(action="contact identity opened").count() == 2, "each opening is a line"
    assert "Zawadi" not in str(client.session.items())


def test_nothing_opens_without_a_reason_or_with_one_that_names_her(
    as_person: As, elsa: User, contact: Contact
) -> None:
    for reason in ("", "  ", "Zawadi waits for our call.", "Ring +254 700 555 019."):
        answer = opened(as_person(elsa), contact, reason)
        assert answer.status_code == 422, reason
        assert "Harbour Vigil" not in answer.text
    assert not Event.objects.filter(action="contact identity opened").exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [("ines", 403), ("tomas", 403), ("ada", 403), ("victor", 403), ("omar", 404), ("leila", 404),
     ("nina", 404)],
)  # fmt: skip
def test_only_engagement_leads_open(
    as_person: As, contact: Contact, request: pytest.FixtureRequest, reviewer_grant: Any, auditor_grant: Any,
    name: str, status: int,
) -> None:  # fmt: skip
    answer = opened(as_person(request.getfixturevalue(name)), contact)
    assert answer.status_code == status
    assert "Zawadi" not in answer.text
    assert not Event.objects.filter(action="contact identity opened").exists()


def test_a_key_that_is_not_here_is_told_and_breaks_nothing(
    as_person: As, elsa: User, contact: Contact, settings: LazySettings
) -> None:
    settings.IDENTITY_SECRETS = [NEW]
    answer = opened(as_person(elsa), contact)
    assert answer.status_code == 422
    assert "sealed with a key that is not in force" in answer.text
    change = {"wishes": "By day.", "version": "1"}
    address = at("contact", contact.group_id, contact.pk)
    assert as_person(elsa).post(address, change).status_code == 302, "the rest can still be changed"


def test_numbers_are_the_companys_and_never_given_twice(
    as_person: As, elsa: User, contact: Contact, families: StakeholderGroup
) -> None:
    client, data = as_person(elsa), {"called": "community  LEADER", **WHO}
    other = factories.StakeholderGroupFactory.create(company=families.company)
    client.post(at("contacts", other.pk), data)
    last = Contact.objects.get(group=other)
    assert last.number == 2, "one count for the whole company, however it is spelled"
    erasure = {"reason": "She asked for it.", "version": "1"}
    assert client.post(at("contact_erasure", other.pk, last.pk), erasure).status_code == 302
    client.post(at("contacts", families.pk), {**data, "called": "Community leader"})
    assert sorted(Contact.objects.values_list("number", flat=True)) == [1, 2, 3]
    client.post(at("contacts", families.pk), {**data, "called": "Teacher"})
    assert Contact.objects.get(called="Teacher").number == 1


@pytest.mark.parametrize(("field", "text"), [("called", "Aunt Zawadi"), ("wishes", "Ask for Quillfeather.")])
def test_an_open_text_that_names_her_is_refused(
    as_person: As, elsa: User, families: StakeholderGroup, field: str, text: str
) -> None:
    data = {"called": "Elder", **WHO, field: text}
    refused = as_person(elsa).post(at("contacts", families.pk), data)
    assert refused.status_code == 422
    assert f'href="#id_{field}"' in refused.text
    assert "no-store" in refused.headers["Cache-Control"]
    assert not Contact.objects.exists()


def test_a_change_leaves_the_seal_unless_somebody_types_anew(
    as_person: As, elsa: User, contact: Contact
) -> None:
    client, address = as_person(elsa), at("contact", contact.group_id, contact.pk)
    sealed = bytes(contact.identity or b"")
    client.post(address, {"do_not_contact": "on", "version": "1"})
    contact.refresh_from_db()
    assert contact.do_not_contact
    assert bytes(contact.identity or b"") == sealed
    half = client.post(address, {"reach": "Another number", "version": "2"})
    assert half.status_code == 422, "half an identity would lose the other half"
    assert "Not saved" in client.post(address, {"wishes": "Late.", "version": "1"}).text, (
        "someone saved first"
    )
    named = client.post(address, {"wishes": "Say Zawadi sent you.", "version": "2"})
    assert named.status_code == 422, "what is sealed is kept out of open texts"
    told = Event.objects.get(action="contact changed").changes
    assert told["do_not_contact"] == [False, True]


def test_erasing_is_for_good_and_says_why(as_person: As, elsa: User, contact: Contact) -> None:
    client, address = as_person(elsa), at("contact_erasure", contact.group_id, contact.pk)
    assert client.post(address, {"reason": "", "version": "1"}).status_code == 422
    assert client.post(address, {"reason": "She asked.", "version": "7"}).status_code == 409
    assert client.post(address, {"reason": "She asked.", "version": "1"}).status_code == 302
    contact.refresh_from_db()
    assert contact.identity is None
    assert contact.erased_at
    assert (str(contact), contact.wishes) == ("Community leader 1", "")
    assert Event.objects.get(action="contact erased").changes == {"reason": "She asked."}
    again = opened(client, contact)
    assert again.status_code == 422
    assert "nothing to open" in again.text
    back = {"wishes": "", "version": "2", **WHO}
    client.post(at("contact", contact.group_id, contact.pk), back)
    contact.refresh_from_db()
    assert contact.identity is None
    assert client.post(address, {"reason": "Twice.", "version": "2"}).status_code == 422


def test_what_is_kept_too_long_is_said(as_person: As, elsa: User, contact: Contact) -> None:
    Contact.objects.update(retain_until=timezone.localdate() - timedelta(days=1))
    assert "decide whether to erase" in as_person(elsa).get(at("contacts", contact.group_id)).text


def test_secrets_are_turned_over_without_a_pause(
    as_person: As, elsa: User, families: StakeholderGroup, settings: LazySettings
) -> None:
    settings.IDENTITY_SECRETS = [OLD]
    as_person(elsa).post(at("contacts", families.pk), {"called": "Elder", **WHO})
    contact = Contact.objects.get()
    settings.IDENTITY_SECRETS = [NEW, OLD]
    assert "Zawadi" in opened(as_person(elsa), contact).text, "both secrets open"
    call_command("seal_identities_anew", verbosity=0)
    settings.IDENTITY_SECRETS = [NEW]
    assert "Zawadi" in opened(as_person(elsa), contact).text, "the old one can go"
    assert Event.objects.get(action="identities sealed anew").changes == {"contacts": 1, "unreadable": 0}


def test_what_no_secret_opens_stays_and_is_counted(contact: Contact, settings: LazySettings) -> None:
    sealed = bytes(contact.identity or b"")
    settings.IDENTITY_SECRETS = [NEW]
    with pytest.raises(CommandError, match="1 were sealed with a secret that is not in"):
        call_command("seal_identities_anew", verbosity=0)
    contact.refresh_from_db()
    assert bytes(contact.identity or b"") == sealed


def test_contacts_take_as_many_queries_for_sixty_as_for_three(
    as_person: As, elsa: User, families: StakeholderGroup
) -> None:
    client, address = as_person(elsa), at("contacts", families.pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    factories.ContactFactory.create_batch(3, group=families)
    client.get(address)
    few = queries()
    factories.ContactFactory.create_batch(57, group=families)
    assert queries() == few
    assert few <= 15


def test_an_identity_prints_no_word_of_itself() -> None:
    assert "Zawadi" not in f"{Identity(**WHO)!r} {Identity(**WHO)}"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("Ann Li", "She and Ann came.", False),  # too short to be told from other words
        ("Grace Oduya", "We owe her grace.", True),
        ("Grace Oduya", "Gracefully said.", False),
        ("王小明", "我们见了王小明先生", True),
        ("Амина", "Позвонить амине, амина ждёт", True),
        ("", "anything", False),
        ("", "The people of Harbour  Vigil", True),
    ],
)
def test_a_name_is_found_in_an_open_text(name: str, text: str, told: bool) -> None:
    assert Identity(name=name, organisation="Harbour Vigil").is_told_in(text) is told
