"""The pages around the door: in our words, in our look, working without script."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core import mail
from django.test import Client

from hrdd.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough passphrase"


@pytest.fixture
def person() -> User:
    return User.objects.create_user(email="ines@torvane.example", name="Ines Duarte", password=PASSWORD)


def text(response: object) -> str:
    html: str = response.content.decode()  # type: ignore[attr-defined]
    assert "style=" not in html
    assert html.count('rel="stylesheet"') == 1
    return html


def test_signing_in_takes_two_fields_and_no_script(client: Client) -> None:
    html = text(client.get("/accounts/login/"))
    assert "<h1>Sign in</h1>" in html
    assert 'for="id_login">E-mail address' in html
    assert 'autocomplete="current-password"' in html
    assert "<script" not in html
    assert "Forgotten your password?" in html


def test_a_wrong_password_is_told_without_saying_which_part_was_wrong(client: Client, person: User) -> None:
    html = text(client.post("/accounts/login/", {"login": person.email, "password": "wrong"}))
    assert "You are not signed in yet." in html
    assert 'role="alert"' in html
    assert f'value="{person.email}"' in html


def test_nobody_makes_an_account_alone(client: Client) -> None:
    html = text(client.get("/accounts/signup/"))
    assert "People come in by invitation" in html
    assert "<input" not in html


def test_a_forgotten_password_is_replaced_by_letter(
    client: Client,
    person: User,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    assert "Send the link" in text(client.get("/accounts/password/reset/"))
    with django_capture_on_commit_callbacks(execute=True):
        after = client.post("/accounts/password/reset/", {"email": person.email}, follow=True)
    assert "Look in your mail" in text(after)
    [letter] = mail.outbox
    assert letter.subject == "Choose a new password"
    assert person.name not in letter.body
    [link] = re.findall(r"https?://[^/]+(/\S+)", letter.body)
    page = client.get(link, follow=True)
    assert "Choose a new password" in text(page)
    new = {"password1": "another long passphrase", "password2": "another long passphrase"}
    done = client.post(page.redirect_chain[-1][0], new, follow=True)
    assert "Your password is changed" in text(done)
    assert client.login(email=person.email, password="another long passphrase")


def test_an_unknown_address_gets_the_same_page(client: Client) -> None:
    after = client.post("/accounts/password/reset/", {"email": "nobody@nowhere.example"}, follow=True)
    assert "Look in your mail" in text(after)


def test_a_used_link_says_so_and_offers_a_new_one(client: Client) -> None:
    html = text(client.get("/accounts/password/reset/key/abc-def/"))
    assert "This link has run out" in html
    assert 'href="/accounts/password/reset/"' in html


def test_changing_the_password_keeps_the_frame(client: Client, person: User) -> None:
    client.force_login(person)
    html = text(client.get("/accounts/password/change/"))
    assert "Change your password" in html
    assert 'class="rail"' in html
    assert html.count('type="password"') == 3


def test_signing_out_is_asked_before_it_is_done(client: Client, person: User) -> None:
    client.force_login(person)
    assert "Sign out?" in text(client.get("/accounts/logout/"))
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
