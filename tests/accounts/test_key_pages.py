"""A key that is open for an hour in one browser, and the pages around it."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client, RequestFactory
from django.utils import timezone

from hrdd.accounts import actions, keys, unlocked
from hrdd.accounts.models import PersonalKey, User
from tests.dump import database_dump
from tests.factories import PASSWORD

NEW = "another long evening walk"


def open_key(browser: Client, password: str = PASSWORD, **more: str) -> Any:
    return browser.post("/settings/key/unlocking/", {"password": password, **more})


def private_in(browser: Client, user: User) -> bytes | None:
    """Returns what a page that asks for her private key gets."""
    request = RequestFactory().get("/", headers={"cookie": browser.cookies.output(header="", sep=";")})
    request.user, request.session = user, browser.session
    return unlocked.private_key(request)


# Open for an hour


def test_her_password_opens_it_for_an_hour_in_this_browser(
    browser: Client, key: PersonalKey, ines: User
) -> None:
    answer = open_key(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/settings/key/")
    assert private_in(browser, ines) == keys.opened(key, PASSWORD)
    assert "Open until" in browser.get("/settings/key/").content.decode()
    elsewhere = Client()
    elsewhere.force_login(ines)
    assert private_in(elsewhere, ines) is None
    assert "Closed" in elsewhere.get("/settings/key/").content.decode()


def test_the_cookie_is_for_the_server_alone(browser: Client, settings: LazySettings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = open_key(browser).cookies["case-key"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Strict")
    assert (cookie["path"], cookie["max-age"]) == ("/", 3600)


def test_the_hour_is_over_on_the_server_whatever_the_browser_keeps(browser: Client, ines: User) -> None:
    open_key(browser)
    session = browser.session
    session["case_key"] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()
    assert "case-key" in browser.cookies
    assert private_in(browser, ines) is None
    assert "Closed" in browser.get("/settings/key/").content.decode()
    assert "case_key" not in browser.session


def test_neither_half_opens_anything_alone(browser: Client, ines: User) -> None:
    open_key(browser)
    cookie = browser.cookies.pop("case-key").value
    assert private_in(browser, ines) is None
    for odd in ("", "AAAA", "é", "x" * 4000, base64.urlsafe_b64encode(bytes(32)).decode()):
        browser.cookies["case-key"] = odd
        assert browser.get("/settings/key/").status_code == 200
        assert private_in(browser, ines) is None
    browser.cookies["case-key"] = cookie
    assert private_in(browser, ines)
    session = browser.session
    del session["case_key"]
    session.save()
    assert private_in(browser, ines) is None


def test_an_open_key_of_one_person_is_not_another_persons(browser: Client, ada: User) -> None:
    open_key(browser)
    assert private_in(browser, ada) is None


def test_who_steals_the_database_reads_no_key_while_it_is_open(
    browser: Client, key: PersonalKey, ines: User
) -> None:
    private = keys.opened(key, PASSWORD)
    open_key(browser)
    assert private_in(browser, ines) == private
    secret = base64.urlsafe_b64decode(browser.cookies["case-key"].value)
    # Sessions are kept packed: a thief unpacks them.
    sessions = json.dumps([session.get_decoded() for session in Session.objects.all()])
    assert "case_key" in sessions
    stolen = database_dump() + sessions.casefold()
    assert bytes(key.public_key).hex() in stolen
    for kept in (private, secret):
        plain = (
            kept.decode("latin-1"), kept.hex(), base64.b64encode(kept).decode().rstrip("="),
            base64.urlsafe_b64encode(kept).decode().rstrip("="),
        )  # fmt: skip
        assert not any(text.casefold() in stolen for text in plain)


def test_closing_it_again_forgets_both_halves(browser: Client, ines: User) -> None:
    open_key(browser)
    answer = browser.post("/settings/key/locking/")
    assert answer.cookies["case-key"]["max-age"] == 0
    assert "case_key" not in browser.session
    assert private_in(browser, ines) is None
    assert browser.get("/settings/key/locking/").status_code == 405


def test_signing_out_forgets_both_halves(browser: Client, ines: User) -> None:
    open_key(browser)
    answer = browser.post("/accounts/logout/")
    assert answer.cookies["case-key"]["max-age"] == 0
    assert not any("case_key" in session.get_decoded() for session in Session.objects.all())
    browser.force_login(ines)
    assert private_in(browser, ines) is None


def test_an_open_key_stays_open_while_the_password_changes(browser: Client, ines: User) -> None:
    open_key(browser)
    browser.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert private_in(browser, ines)


def test_a_key_that_was_lost_closes_where_it_was_open(browser: Client, key: PersonalKey, ines: User) -> None:
    open_key(browser)
    actions.set_password(user=ines, password=NEW, by=ines, at=timezone.now())
    assert private_in(browser, ines) is None


# The pages


def test_the_settings_lead_to_a_page_that_says_what_the_key_is_for(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert 'href="/settings/key/"' in client.get("/settings/").content.decode()
    page = client.get("/settings/key/").content.decode()
    assert "Your key opens those you were given." in page
    assert "a second person has to give you your cases again" in page
    assert client.post("/settings/key/", {"password": PASSWORD}).status_code == 302
    page = client.get("/settings/key/")
    assert "no-store" in page["Cache-Control"]
    assert "Open my key" in page.content.decode()
    assert PersonalKey.objects.get().made_at.strftime("%Y") in page.content.decode()


@pytest.mark.parametrize("address", ["/settings/key/", "/settings/key/unlocking/"])
def test_no_page_shows_the_key(browser: Client, key: PersonalKey, address: str) -> None:
    private = keys.opened(key, PASSWORD)
    open_key(browser)
    page = browser.get(address).content.decode()
    for kept in (private, bytes(key.public_key), bytes(key.sealed or b"")):
        assert kept.hex() not in page
        assert base64.b64encode(kept).decode() not in page


def test_a_wrong_password_is_told_at_the_field(client: Client, ines: User) -> None:
    client.force_login(ines)
    page = client.post("/settings/key/", {"password": NEW})
    assert page.status_code == 422
    assert 'href="#id_password"' in page.content.decode()
    actions.make_personal_key(user=ines, password=PASSWORD, by=ines, at=timezone.now())
    page = open_key(client, NEW)
    assert page.status_code == 422
    assert "This password does not open your key." in page.content.decode()
    assert NEW not in page.content.decode()
    assert "case-key" not in client.cookies


def test_after_ten_wrong_tries_the_right_one_has_to_wait_and_others_do_not(
    browser: Client, ada: User
) -> None:
    for _ in range(10):
        assert open_key(browser, NEW).status_code == 422
    page = open_key(browser)
    assert page.status_code == 429
    assert "Too many wrong tries" in page.content.decode()
    assert "case-key" not in browser.cookies
    assert browser.post("/settings/key/", {"password": PASSWORD}).status_code == 429
    actions.make_personal_key(user=ada, password=PASSWORD, by=ada, at=timezone.now())
    other = Client()
    other.force_login(ada)
    assert open_key(other).status_code == 302


def test_the_right_password_forgives_the_wrong_ones(browser: Client) -> None:
    for _ in range(3):
        for _ in range(6):
            open_key(browser, NEW)
        assert open_key(browser).status_code == 302


def test_it_goes_on_to_where_she_wanted_to_be(browser: Client) -> None:
    page = browser.get("/settings/key/unlocking/", {"next": "/cases/?show=open"}).content.decode()
    assert 'name="next" value="/cases/?show=open"' in page
    assert open_key(browser, next="/cases/?show=open")["Location"] == "/cases/?show=open"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example",
        "javascript:alert(1)", "http:///evil.example", "https:evil.example", "/\t/evil.example",
        " //evil.example", "evil.example", "/" + "x" * 5000,
    ],
)  # fmt: skip
def test_next_never_leads_elsewhere(browser: Client, elsewhere: str) -> None:
    page = browser.get("/settings/key/unlocking/", {"next": elsewhere}).content.decode()
    assert 'name="next"' not in page
    assert open_key(browser, next=elsewhere)["Location"] == "/settings/key/"


def test_without_a_key_one_is_asked_to_make_it(client: Client, ines: User) -> None:
    client.force_login(ines)
    assert client.get("/settings/key/unlocking/")["Location"] == "/settings/key/"
    assert open_key(client)["Location"] == "/settings/key/"


def test_a_key_that_was_lost_is_told_and_a_new_one_can_be_made(
    browser: Client, key: PersonalKey, ines: User
) -> None:
    actions.set_password(user=ines, password=NEW, by=ines, at=timezone.now())
    browser.login(email=ines.email, password=NEW)
    page = browser.get("/settings/key/").content.decode()
    assert "the password was reset" in page
    assert "Make my key" in page
    assert browser.post("/settings/key/", {"password": NEW}).status_code == 302
    assert PersonalKey.objects.living().get().pk != key.pk


def test_the_api_knows_nothing_of_keys(browser: Client) -> None:
    described = browser.get("/api/v1/schema/").content.decode()
    assert "personal_key" not in described
    assert "personalkey" not in described.casefold()
