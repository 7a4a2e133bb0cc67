"""Comments: the button decides who reads, replies cannot widen, nothing said is lost."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Risk
from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.discussions.models import Comment, Thread

pytestmark = pytest.mark.django_db
SignIn = Callable[[Client, User], Client]


@pytest.fixture
def window(sign_in: SignIn) -> Callable[[User], Client]:
    return lambda person: sign_in(Client(), person)


def say(client: Client, risk: Risk, text: str, audience: str) -> Thread:
    address = reverse("assessments:comments", args=[risk.assessment_id, risk.pk])
    assert client.post(address, {"text": text, "audience": audience}).status_code == 302
    return Thread.objects.latest("opened_at")


def replies(risk: Risk, thread: Thread) -> str:
    return reverse("assessments:replies", args=[risk.assessment_id, risk.pk, thread.pk])


def test_a_reviewers_comment_waits_until_the_company_answers(
    window: Callable[[User], Client], risk: Risk, ines: User, leila: User, reviewer_grant: object
) -> None:
    thread = say(window(leila), risk, "Who was asked?", "shared")
    assert "Waits for an answer of the company." in window(ines).get(risk.get_absolute_url()).text
    window(ines).post(replies(risk, thread), {"text": "Nobody yet. We ask in May."})
    seen = window(leila).get(risk.get_absolute_url()).text
    assert "Nobody yet. We ask in May." in seen
    assert "Waits for an answer" not in seen
    assert Comment.objects.get(text__startswith="Nobody").is_answer


def test_what_is_posted_to_one_organisation_is_read_by_it_alone(
    window: Callable[[User], Client],
    risk: Risk,
    ines: User,
    victor: User,
    leila: User,
    reviewer_grant: object,
) -> None:
    say(window(ines), risk, "Legal is not sure.", "own")
    say(window(leila), risk, "Our members are afraid.", "own")
    assert "Legal is not sure." in window(victor).get(risk.get_absolute_url()).text
    assert "Our members are afraid." not in window(victor).get(risk.get_absolute_url()).text
    assert "Legal is not sure." not in window(leila).get(risk.get_absolute_url()).text


def test_a_reply_stays_with_the_readers_of_its_thread_and_outsiders_cannot_reach_it(
    window: Callable[[User], Client], risk: Risk, ines: User, leila: User, reviewer_grant: object
) -> None:
    thread = say(window(ines), risk, "Legal is not sure.", "own")
    window(ines).post(replies(risk, thread), {"text": "They are now.", "audience": "shared"})
    assert Thread.objects.get(pk=thread.pk).audience == "own"
    assert "They are now." not in window(leila).get(risk.get_absolute_url()).text
    assert window(leila).post(replies(risk, thread), {"text": "I see you"}).status_code == 404
    said = thread.comments.first()
    assert said
    address = reverse("assessments:comment", args=[risk.assessment_id, risk.pk, said.pk])
    assert window(leila).get(address).status_code == 404


@pytest.mark.parametrize(
    "data", [{"text": " ", "audience": "own"}, {"text": "Hello"}, {"text": "a", "audience": "x"}]
)
def test_nothing_to_say_or_nobody_to_say_it_to_is_refused_beside_the_box(
    window: Callable[[User], Client], risk: Risk, ines: User, data: dict[str, str]
) -> None:
    answer = window(ines).post(reverse("assessments:comments", args=[risk.assessment_id, risk.pk]), data)
    assert answer.status_code == 422
    assert 'id="comment-error"' in answer.text
    assert not Comment.objects.exists()


def test_new_wording_keeps_the_earlier_one_readable_and_only_its_author_can_reword(
    window: Callable[[User], Client], risk: Risk, ines: User, leila: User, reviewer_grant: object
) -> None:
    thread = say(window(leila), risk, "You hide this.", "shared")
    said = thread.comments.get()
    address = reverse("assessments:comment", args=[risk.assessment_id, risk.pk, said.pk])
    assert window(ines).post(address, {"text": "We do not.", "version": "1"}).status_code == 404
    window(leila).post(address, {"text": "This is not in the summary.", "version": "1"})
    page = window(ines).get(address).text
    assert "You hide this." in page
    assert "This is not in the summary." in page
    stale = window(leila).post(address, {"text": "A third wording.", "version": "1"})
    assert stale.status_code == 409
    assert "A third wording." in stale.text
    assert "This is not in the summary." in stale.text


def test_the_readers_are_named_beside_the_button(
    window: Callable[[User], Client], risk: Risk, ines: User, leila: User, reviewer_grant: object
) -> None:
    page = window(ines).get(risk.get_absolute_url()).text
    assert "Post to Torvane AI only" in page
    assert "Torvane AI, 1 person. Lantern Rights Collective, 1 person." in page
    assert page.index("Post to Torvane AI only") < page.index("Post to everyone"), "the narrowest comes first"


def test_what_is_said_never_enters_the_log(window: Callable[[User], Client], risk: Risk, ines: User) -> None:
    say(window(ines), risk, "A secret of ours.", "own")
    assert "secret" not in str(list(Event.objects.values_list("changes", "target_label")))


def test_an_auditor_reads_and_does_not_comment(
    window: Callable[[User], Client], risk: Risk, omar: User, auditor_grant: object
) -> None:
    assert "Write a comment" not in window(omar).get(risk.get_absolute_url()).text
    address = reverse("assessments:comments", args=[risk.assessment_id, risk.pk])
    assert window(omar).post(address, {"text": "x", "audience": "shared"}).status_code == 403
