"""How people come in: by the link of a letter, once, and never by somebody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from hrdd.accounts import actions
from hrdd.accounts.models import Invitation, Organisation, User
from hrdd.audit.models import Event
from tests.factories import PASSWORD

NEW = {"name": "Mara Okafor", "password": "four quiet words here"}


@pytest.fixture
def link(company: Organisation, ada: User) -> str:
    _, token = actions.invite(
        email="mara@torvane.example", organisation=company, roles=["analyst"], by=ada, at=timezone.now()
    )
    return f"/invitations/{token}/"


def test_somebody_new_chooses_name_and_password_and_is_in(
    client: Client, company: Organisation, link: str
) -> None:
    page = client.get(link)
    assert "Torvane AI invites mara@torvane.example" in page.content.decode()
    answer = client.post(link, NEW)
    assert answer.status_code == 302
    mara = User.objects.get(email="mara@torvane.example")
    assert client.session["_auth_user_id"] == str(mara.pk)
    assert [m.role for m in mara.standing_memberships] == ["analyst"]
    assert set(Event.objects.filter(actor_id=mara.pk).values_list("action", flat=True)) == {
        "invitation accepted", "signed in",
    }  # fmt: skip


def test_a_link_works_once(client: Client, link: str) -> None:
    client.post(link, NEW)
    assert Client().get(link).status_code == 404
    assert Client().post(link, NEW).status_code == 404


def test_dead_links_all_look_the_same(client: Client, company: Organisation, ada: User, link: str) -> None:
    wrong = client.get("/invitations/never-was-one/")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    late = client.get(link)
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1), withdrawn_at=timezone.now())
    withdrawn = client.get(link)
    assert {page.status_code for page in (wrong, late, withdrawn)} == {404}
    assert wrong.content == late.content == withdrawn.content


def test_the_address_of_the_link_does_not_travel_on(client: Client, link: str) -> None:
    for page in (client.get(link), client.get("/invitations/never-was-one/"), client.post(link, NEW)):
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("password", ["few words", "mara@torvane.example", "password1234", "Mara Okafor"])
def test_a_weak_password_is_refused_and_the_name_kept(client: Client, link: str, password: str) -> None:
    page = client.post(link, {"name": "Mara Okafor", "password": password})
    assert page.status_code == 422
    assert 'value="Mara Okafor"' in page.content.decode()
    assert password not in page.content.decode() or password in ("Mara Okafor", "mara@torvane.example")
    assert not User.objects.filter(email="mara@torvane.example").exists()


def test_the_link_alone_does_not_sign_in_somebody_who_has_a_password(
    client: Client, company: Organisation, ada: User, leila: User
) -> None:
    _, token = actions.invite(
        email=leila.email, organisation=company, roles=["viewer"], by=ada, at=timezone.now()
    )
    link = f"/invitations/{token}/"
    client.post(link, NEW)
    assert "_auth_user_id" not in client.session
    leila.refresh_from_db()
    assert leila.check_password(PASSWORD)
    client.force_login(ada)
    client.post(link, NEW)
    assert Invitation.objects.open(on=timezone.now()).exists()
    client.force_login(leila)
    assert "Accept the invitation" in client.get(link).content.decode()
    client.post(link)
    assert leila.memberships.standing().filter(organisation=company, role="viewer").exists()
    assert leila.memberships.standing().count() == 2
    leila.refresh_from_db()
    assert (leila.name, leila.check_password(PASSWORD)) == ("Leila Haddad", True)


def test_an_invitation_sent_again_replaces_the_earlier_one(
    client: Client, company: Organisation, ada: User, link: str
) -> None:
    _, token = actions.invite(
        email="MARA@torvane.example", organisation=company, roles=["viewer"], by=ada, at=timezone.now()
    )
    assert client.get(link).status_code == 404
    assert client.get(f"/invitations/{token}/").status_code == 200
