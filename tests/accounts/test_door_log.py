"""Who signs in, who tries, who leaves: it is all in the log, and never a password."""

import pytest
from django.test import Client

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def events(user: User) -> list[tuple[str, str]]:
    found = Event.objects.filter(target_id=str(user.pk)).order_by("at", "id")
    return list(found.values_list("action", "actor_label"))


def test_signing_in_and_out_is_recorded_with_the_organisation(client: Client, ines: User) -> None:
    answer = client.post("/accounts/login/", {"login": ines.email, "password": PASSWORD})
    assert answer.status_code == 302
    client.post("/accounts/logout/")
    assert events(ines) == [("signed in", "Ines Duarte"), ("signed out", "Ines Duarte")]
    companies = Event.objects.filter(actor_id=ines.pk).values_list("company_id", flat=True)
    assert set(companies) == {ines.memberships.get().organisation_id}


def test_a_wrong_password_is_recorded_without_claiming_who_tried(client: Client, ines: User) -> None:
    client.post("/accounts/login/", {"login": ines.email, "password": "wrong and secret"})
    assert events(ines) == [("sign-in failed", "the workbench")]
    assert "wrong and secret" not in str([vars(event) for event in Event.objects.all()])


def test_trying_an_address_that_nobody_has_records_nothing(client: Client, ines: User) -> None:
    before = Event.objects.count()
    client.post("/accounts/login/", {"login": "nobody@torvane.example", "password": "wrong"})
    assert Event.objects.count() == before


def test_a_changed_password_is_recorded_and_the_old_one_opens_nothing(client: Client, ines: User) -> None:
    client.force_login(ines)
    new = "another long evening walk"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert ("password changed", "Ines Duarte") in events(ines)
    ines.refresh_from_db()
    assert ines.check_password(new)


def test_somebody_who_is_not_in_yet_cannot_sign_in(client: Client) -> None:
    User.objects.create_user(email="new@lantern.example", name="new@lantern.example")
    client.post("/accounts/login/", {"login": "new@lantern.example", "password": ""})
    client.post("/accounts/login/", {"login": "new@lantern.example", "password": "!"})
    assert "_auth_user_id" not in client.session
