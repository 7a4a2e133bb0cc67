"""Administrators look after their people; for everyone else the pages do not exist."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from hrdd.accounts.models import Invitation, Membership, Organisation, User
from hrdd.audit.models import Event
from tests.factories import member


def address(organisation: Organisation, rest: str = "") -> str:
    return f"/people/{organisation.pk}/{rest}"


def test_an_administrator_sees_people_roles_and_open_invitations(
    client: Client, company: Organisation, ada: User, ines: User
) -> None:
    client.force_login(ada)
    html = client.get("/people/", follow=True).content.decode()
    assert "Ines Duarte" in html
    assert "Analyst" in html
    assert "Nobody has an invitation open." in html


@pytest.mark.parametrize("name", ["ines", "tomas", "victor", "nina", "leila"])
def test_for_others_there_are_no_such_pages(
    client: Client, company: Organisation, ada: User, name: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(name))
    assert client.get(address(company)).status_code == 404
    assert client.post(address(company, "invitations/")).status_code == 404
    assert client.get(address(company, f"{ada.pk}/roles/")).status_code == 404
    assert client.post(address(company, f"{ada.pk}/departure/")).status_code == 404


def test_an_invitation_goes_out_by_letter_which_says_no_more_than_it_must(
    client: Client, company: Organisation, ada: User, django_capture_on_commit_callbacks
) -> None:
    client.force_login(ada)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            address(company, "invitations/"), {"email": "Mara@torvane.example", "roles": ["analyst"]}
        )
    assert answer.status_code == 302
    [letter] = mail.outbox
    assert letter.to == ["mara@torvane.example"]
    assert letter.subject == "Torvane AI invites you to the HRDD Workbench"
    assert "Ada Kimani of Torvane AI" in letter.body
    assert "/invitations/" in letter.body
    assert "Analyst" not in letter.body
    assert "mara@torvane.example" in client.get(address(company)).content.decode()


def test_the_token_of_an_invitation_is_kept_nowhere(
    client: Client, company: Organisation, ada: User, django_capture_on_commit_callbacks
) -> None:
    client.force_login(ada)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address(company, "invitations/"), {"email": "mara@torvane.example", "roles": ["viewer"]})
    token = mail.outbox[0].body.split("/invitations/")[1].split("/")[0]
    invitation = Invitation.objects.get()
    assert token not in str(vars(invitation))
    assert token not in str([vars(event) for event in Event.objects.all()])


def test_a_wrong_invitation_comes_back_with_what_was_typed(
    client: Client, company: Organisation, ada: User, ines: User
) -> None:
    client.force_login(ada)
    empty = client.post(address(company, "invitations/"), {"email": "mara@torvane.example"})
    assert empty.status_code == 422
    assert 'value="mara@torvane.example"' in empty.content.decode()
    assert 'role="alert"' in empty.content.decode()
    known = client.post(address(company, "invitations/"), {"email": ines.email.upper(), "roles": ["viewer"]})
    assert known.status_code == 422
    outside = client.post(address(company, "invitations/"), {"email": "a@b.example", "roles": ["reviewer"]})
    assert outside.status_code == 422
    assert not Invitation.objects.exists()


def test_an_invitation_can_be_withdrawn(client: Client, company: Organisation, ada: User) -> None:
    client.force_login(ada)
    client.post(address(company, "invitations/"), {"email": "mara@torvane.example", "roles": ["viewer"]})
    invitation = Invitation.objects.get()
    client.post(address(company, f"invitations/{invitation.pk}/withdrawal/"))
    assert not Invitation.objects.open(on=timezone.now()).exists()


def test_an_invitation_of_another_organisation_is_out_of_reach(
    client: Client, company: Organisation, ada: User, nina: User, other_company: Organisation
) -> None:
    client.force_login(nina)
    client.post(address(other_company, "invitations/"), {"email": "x@bluepier.example", "roles": ["viewer"]})
    invitation = Invitation.objects.get()
    client.force_login(ada)
    assert client.post(address(company, f"invitations/{invitation.pk}/withdrawal/")).status_code == 404
    assert Invitation.objects.open(on=timezone.now()).exists()


def test_roles_are_changed_for_good_and_written_down(
    client: Client, company: Organisation, ada: User, ines: User
) -> None:
    client.force_login(ada)
    form = client.get(address(company, f"{ines.pk}/roles/")).content.decode()
    assert 'value="analyst"' in form
    client.post(address(company, f"{ines.pk}/roles/"), {"roles": ["approver", "viewer"]})
    held = Membership.objects.standing().filter(user=ines).values_list("role", flat=True)
    assert set(held) == {"approver", "viewer"}
    event = Event.objects.get(action="roles set")
    assert event.changes == {"roles": [["analyst"], ["approver", "viewer"]]}
    assert client.post(address(company, f"{ines.pk}/roles/"), {}).status_code == 422


def test_who_leaves_reaches_nothing_any_more(
    client: Client, company: Organisation, ada: User, ines: User, assessment
) -> None:
    client.force_login(ada)
    assert client.post(address(company, f"{ines.pk}/departure/")).status_code == 302
    ines = User.objects.get(pk=ines.pk)
    assert ines.standing_memberships == []
    assert not ines.groups.exists()
    assert not type(assessment).objects.visible_to(ines).exists()


def test_someone_stays_administrator(client: Client, company: Organisation, ada: User) -> None:
    client.force_login(ada)
    left = client.post(address(company, f"{ada.pk}/departure/"))
    demoted = client.post(address(company, f"{ada.pk}/roles/"), {"roles": ["viewer"]})
    assert (left.status_code, demoted.status_code) == (422, 422)
    assert "Someone must stay administrator" in left.content.decode()
    assert User.objects.of(company).get(pk=ada.pk).roles_here[0].role == "administrator"


def test_the_page_asks_the_database_equally_often_for_few_and_many(
    client: Client, company: Organisation, ada: User, django_assert_max_num_queries
) -> None:
    client.force_login(ada)
    for number in range(30):
        member(company, "analyst", "viewer", name=f"Person {number}")
        Invitation.objects.create(
            email=f"{number}@torvane.example", organisation=company, token_hash=str(number), invited_by=ada,
            sent_at=timezone.now(), expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
    with django_assert_max_num_queries(10):
        assert client.get(address(company)).status_code == 200
