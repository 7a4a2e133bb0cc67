"""The participant's own door: no account, no script, no cookie, one answer to everything that is no code."""

import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.codes import new_code
from stakeholders.actions import make_code
from stakeholders.models import Consent, Engagement
from stakeholders.views.my_consent import GUESSES
from tests import factories

pytestmark = pytest.mark.django_db
DOOR, BACK = reverse("stakeholders:my_consent"), reverse("stakeholders:my_withdrawal")


@pytest.fixture
def consent(engagement: Engagement) -> Consent:
    return factories.ConsentFactory.create(
        engagement=engagement, called="Marigold", uses={"attend": "given", "quote": "given"}
    )


@pytest.fixture
def code(consent: Consent, elsa: User) -> str:
    return make_code(consent=consent, by=elsa, at=timezone.now())[1]


def stranger() -> Client:
    """Returns a browser of somebody without an account, in which forged requests are found out."""
    return Client(enforce_csrf_checks=True)


def test_the_door_needs_no_account_no_script_and_no_cookie(code: str) -> None:
    client = stranger()
    for answer in (client.get(DOOR), client.post(DOOR, {"code": code})):
        assert answer.status_code == 200
        assert answer.cookies == {}
        assert "<script" not in answer.text
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        title = answer.text.split("<title>")[1].split("</title>")[0]
        assert title.split() == ["Your", "answers"]
    assert client.cookies == {}


def test_with_her_code_she_sees_what_she_agreed_to_and_no_name(code: str, consent: Consent) -> None:
    page = stranger().post(DOOR, {"code": code.lower().replace("-", " ")}).text
    assert consent.engagement.company.name in page
    assert "May we use your own words in reports" in page
    assert "No answer: not allowed" in page
    assert "Marigold" not in page
    assert consent.engagement.title not in page


def test_she_takes_one_thing_back_and_it_holds_at_once(code: str, consent: Consent) -> None:
    page = stranger().post(BACK, {"code": code, "uses": ["quote"]})
    assert "Taken back. It holds from now on." in page.text
    row = consent.uses.get(use="quote")
    assert (row.answer, row.withdrawn_how) == ("withdrawn", "code")
    assert consent.uses.get(use="attend").answer == "given"
    event = Event.objects.get(action="consent withdrawn")
    assert (event.actor_id, event.actor_label) == (None, "a participant")
    assert "Marigold" not in str(vars(event))


def test_she_takes_everything_back(code: str, consent: Consent) -> None:
    stranger().post(BACK, {"code": code, "all": "1"})
    assert set(consent.uses.values_list("answer", flat=True)) == {"withdrawn"}


def test_taking_back_nothing_says_so(code: str, consent: Consent) -> None:
    answer = stranger().post(BACK, {"code": code, "uses": ["share", "x"]})
    assert answer.status_code == 422
    assert not consent.uses.filter(answer="withdrawn").exists()


def test_wrong_expired_missing_and_ended_codes_get_one_answer(
    code: str, consent: Consent, elsa: User
) -> None:
    client, answers = stranger(), set()
    newer = make_code(consent=consent, by=elsa, at=timezone.now())[1]
    Consent.objects.update(code_until=timezone.localdate() - timedelta(days=1))
    for wrong in ("", "hello", new_code(), code, newer, "9" * 5000, "a\x00b"):
        for door in (DOOR, BACK):
            answer = client.post(door, {"code": wrong})
            assert answer.status_code == 422
            [told] = re.findall(r"This opens nothing[^<]*", answer.text)
            answers.add(told)
    assert len(answers) == 1


def test_a_code_is_found_without_looking_through_all_of_them(code: str, elsa: User) -> None:
    for _ in range(5):
        make_code(consent=factories.ConsentFactory.create(), by=elsa, at=timezone.now())
    with CaptureQueriesContext(connection) as asked:
        stranger().post(DOOR, {"code": code})
    assert len(asked) <= 4


def test_guessing_is_stopped_and_slips_and_right_codes_are_not_counted(code: str) -> None:
    client = stranger()
    slip = code[:-1] + ("2" if code[-1] != "2" else "3")
    for _ in range(GUESSES.limit + 1):
        client.post(DOOR, {"code": slip})
    for _ in range(3):
        assert client.post(DOOR, {"code": code}).status_code == 200
    for _ in range(GUESSES.limit):
        client.post(DOOR, {"code": new_code()})
    assert client.post(DOOR, {"code": code}).status_code == 422
    elsewhere = client.post(DOOR, {"code": code}, REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 200, "others are not locked out"
    caches["memory"].clear()
    assert client.post(DOOR, {"code": code}).status_code == 200
