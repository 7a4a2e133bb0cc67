"""You said, we did, we did not because: in people's language, naming nobody, and quoting only with a yes."""

import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from stakeholders import actions
from stakeholders.feedback_words import WIDTH
from stakeholders.models import Consent, Engagement, FeedbackTelling, FeedbackText, Input, Request
from tests import factories

pytestmark = pytest.mark.django_db
As = Callable[[User], Client]
TODAY = timezone.localdate()
WORDS = "They called my mother in my marigold voice at night."


@pytest.fixture
def engagement(assessment: Any, elsa: User) -> Engagement:
    return factories.EngagementFactory.create(
        assessment=assessment, number=7, created_by=elsa, held_on=date(2026, 3, 4), level="public"
    )


@pytest.fixture
def asked(engagement: Engagement, ines: User) -> Request:
    asked = factories.RequestFactory.create(engagement=engagement, number=1, text="Ask us before a launch.")
    return answered(asked, ines, "accepted", "We will ask you each time.")


@pytest.fixture
def refused(engagement: Engagement, ines: User) -> Request:
    asked = factories.RequestFactory.create(engagement=engagement, number=2, text="Switch it off.")
    return answered(asked, ines, "declined", "Others depend on it.")


@pytest.fixture
def consent(engagement: Engagement) -> Consent:
    return factories.ConsentFactory.create(
        engagement=engagement, called="Petunia", uses={"quote": "given", "share": "given"}
    )


@pytest.fixture
def said(engagement: Engagement, consent: Consent) -> Input:
    return factories.InputFactory.create(
        engagement=engagement, consent=consent, words=WORDS, told="Parents told of calls.", level="public"
    )


def answered(asked: Request, by: User, answer: str, reason: str) -> Request:
    return actions.answer_request(
        asked=asked, answer=answer, reason=reason, expected_version=asked.version, by=by, at=timezone.now()
    )


def at(name: str, engagement: Engagement, *args: Any) -> str:
    space = "reports" if name == "feedback_pdf" else "stakeholders"
    return reverse(f"{space}:{name}", args=[engagement.pk, *args])


def pdf_text(content: bytes, folder: Path) -> str:
    path = folder / "told.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split())


def everywhere(
    client: Client, api: Any, person: User, engagement: Engagement, language: str, folder: Path
) -> list[str]:
    """Returns what people are told in each of its formats."""
    page = client.get(at("feedback_in", engagement, language)).text
    text = client.get(at("feedback_as_text", engagement, language)).text
    pdf = pdf_text(client.get(at("feedback_pdf", engagement, language)).content, folder)
    row = api(person).get(f"/api/v1/engagements/{engagement.pk}/feedback/{language}/")
    return [page, text, pdf, row.content.decode()]


def write(client: Client, engagement: Engagement, of: Any, language: str = "sw", **said: str) -> Any:
    name = "feedback_of_request" if isinstance(of, Request) else "feedback_of_input"
    return client.post(at(name, engagement, language, of.pk), {"version": "0", **said})


def test_people_hear_what_they_said_what_was_done_and_what_was_not(
    as_person: As, api: Any, elsa: User, engagement: Engagement, asked: Request, refused: Request,
    said: Input, tmp_path: Path,
) -> None:  # fmt: skip
    for text in everywhere(as_person(elsa), api, elsa, engagement, "en", tmp_path):
        for told in ("Ask us before a launch.", "We will ask you each time.", "Switch it off.", "We did not"):
            assert told in text
        assert "Others depend on it." in text
        assert "Parents told of calls." in text


def test_nobody_is_named(
    as_person: As, api: Any, elsa: User, engagement: Engagement, asked: Request, refused: Request,
    said: Input, tmp_path: Path,
) -> None:  # fmt: skip
    _page, *taken = everywhere(as_person(elsa), api, elsa, engagement, "en", tmp_path)
    for text in taken:
        for name in ("Petunia", "Ines", "Duarte", "Elsa", str(said.group)):
            assert name not in text


def test_words_stand_there_with_a_yes_to_quote_and_to_share(
    as_person: As, api: Any, elsa: User, engagement: Engagement, said: Input, tmp_path: Path
) -> None:
    for text in everywhere(as_person(elsa), api, elsa, engagement, "en", tmp_path):
        assert "marigold" in text


@pytest.mark.parametrize("use", ["quote", "share"])
@pytest.mark.parametrize("answer", [None, "withheld", "withdrawn", "expired", "child"])
def test_words_without_consent_are_in_no_format(
    as_person: As, api: Any, elsa: User, engagement: Engagement, said: Input, consent: Consent,
    tmp_path: Path, use: str, answer: str | None,
) -> None:  # fmt: skip
    of_use = consent.uses.filter(use=use)
    if answer is None:
        of_use.delete()
    elif answer == "expired":
        of_use.update(expires_on=TODAY - timedelta(days=1))
    elif answer == "child":
        Consent.objects.update(is_child=True, guardian_agreed=True, child_agreed=None)
    else:
        of_use.update(answer=answer, withdrawn_at=timezone.now() if answer == "withdrawn" else None)
    factories.ConsentOverrideFactory.create(input=said)
    for text in everywhere(as_person(elsa), api, elsa, engagement, "en", tmp_path):
        assert "marigold" not in text
        assert "Parents told of calls." in text


def test_a_withdrawn_quote_leaves_page_pdf_and_text_at_once(
    as_person: As, api: Any, elsa: User, engagement: Engagement, asked: Request, said: Input,
    consent: Consent, tmp_path: Path,
) -> None:  # fmt: skip
    client = as_person(elsa)
    pasted = write(client, engagement, asked, "en", said="You asked us.", done=f"We heard: {WORDS}")
    assert pasted.status_code == 302, "she said yes to passing it on"
    assert all("marigold" in text for text in everywhere(client, api, elsa, engagement, "en", tmp_path))
    actions.withdraw_consent(consent=consent, uses=["quote"], how="told_us", by=elsa, at=timezone.now())
    for text in everywhere(client, api, elsa, engagement, "en", tmp_path):
        assert "marigold" not in text
    form = client.get(at("feedback_of_request", engagement, "en", asked.pk)).text
    assert "marigold" not in form, "neither in the form, nor in its earlier versions"


def test_a_sentence_that_repeats_words_nobody_may_pass_on_is_refused(
    as_person: As, elsa: User, engagement: Engagement, asked: Request, said: Input, consent: Consent
) -> None:
    consent.uses.all().delete()
    answer = write(as_person(elsa), engagement, asked, said="Mliomba.", done=f"Mlisema: {WORDS}")
    assert answer.status_code == 422
    assert 'href="#id_done"' in answer.text
    assert not FeedbackText.objects.exists()


def test_a_request_that_repeats_such_words_is_left_out_until_it_is_written_otherwise(
    as_person: As, elsa: User, engagement: Engagement, asked: Request, said: Input, consent: Consent
) -> None:
    consent.uses.all().delete()
    Request.objects.update(text=f"Make it stop. {WORDS}")
    client = as_person(elsa)
    assert "Left out" in client.get(at("feedback_in", engagement, "en")).text
    assert "marigold" not in client.get(at("feedback_as_text", engagement, "en")).text
    write(client, engagement, asked, "en", said="You asked us to make it stop.", done="We did.")
    assert "You asked us to make it stop." in client.get(at("feedback_as_text", engagement, "en")).text


@pytest.mark.parametrize("level", ["internal", "restricted", "sealed"])
def test_what_is_not_public_is_not_told(
    as_person: As, elsa: User, engagement: Engagement, asked: Request, said: Input, level: str
) -> None:
    factories.put_at(said, level)
    text = as_person(elsa).get(at("feedback_as_text", engagement, "en")).text
    assert "Parents told" not in text
    assert "marigold" not in text
    assert as_person(elsa).get(at("feedback_of_input", engagement, "en", said.pk)).status_code == 404


def test_in_their_language_what_is_not_translated_says_so(
    as_person: As, elsa: User, ines: User, engagement: Engagement, asked: Request, refused: Request
) -> None:
    client = as_person(ines)
    page = client.get(at("feedback_in", engagement, "sw")).text
    assert "2 parts are not written in this language yet" in page
    write(
        client, engagement, asked, said="Mliomba tuwaulize kabla ya uzinduzi.", done="Tutawauliza kila mara."
    )
    page = client.get(at("feedback_in", engagement, "sw")).text
    assert "1 part is not written in this language yet" in page
    assert "Version 1, Ines Duarte" in page
    text = client.get(at("feedback_as_text", engagement, "sw")).text
    assert "1. Mliomba:\nMliomba tuwaulize kabla ya uzinduzi.\nTulifanya:\nTutawauliza kila mara." in text
    assert "Sehemu hii bado haijatafsiriwa." in text
    assert "Switch it off." in text
    assert "4 Machi 2026" in text


def test_a_language_without_fixed_sentences_has_english_ones_and_says_so(
    as_person: As, ines: User, engagement: Engagement, asked: Request
) -> None:
    page = as_person(ines).get(at("feedback_in", engagement, "rw")).text
    assert "are not translated into this language" in page
    assert "You asked:" in as_person(ines).get(at("feedback_as_text", engagement, "rw")).text
    assert as_person(ines).get(at("feedback_in", engagement, "xx-nowhere")).status_code == 404


def test_arabic_runs_from_right_to_left_on_the_page_and_on_paper(
    as_person: As, ines: User, engagement: Engagement, asked: Request, tmp_path: Path
) -> None:
    client = as_person(ines)
    write(client, engagement, asked, "ar", said="طلبتم أن نسألكم أولا.", done="سنسألكم كل مرة.")
    assert 'lang="ar" dir="rtl"' in client.get(at("feedback_in", engagement, "ar")).text
    answer = client.get(at("feedback_pdf", engagement, "ar"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "مرة" in pdf_text(answer.content, tmp_path)


def test_letters_the_paper_lacks_lead_back_to_the_page(
    as_person: As, ines: User, engagement: Engagement, asked: Request
) -> None:
    client = as_person(ines)
    write(client, engagement, asked, "am", said="ጠየቃችሁ።")
    answer = client.get(at("feedback_pdf", engagement, "am"), follow=True)
    assert "The PDF lacks letters" in answer.text
    assert "ጠየቃችሁ።" in answer.text


def test_the_text_has_short_lines_and_no_markup(
    as_person: As, ines: User, engagement: Engagement, asked: Request
) -> None:
    Request.objects.update(
        text="Ask us & tell us, <always>. " + "Then wait for what we have to say to it. " * 9
    )
    text = as_person(ines).get(at("feedback_as_text", engagement, "en")).text
    assert max(len(line) for line in text.splitlines()) <= WIDTH
    assert "Ask us & tell us, <always>." in text
    assert "&amp;" not in text


def test_texts_are_versions_and_two_who_write_at_once_both_see_it(
    as_person: As, elsa: User, ines: User, engagement: Engagement, asked: Request
) -> None:
    assert write(as_person(ines), engagement, asked, said="Mliomba hili.").status_code == 302
    late = write(as_person(elsa), engagement, asked, said="Mliomba lile.")
    assert late.status_code == 409
    assert "Mliomba hili." in late.text
    assert "Mliomba lile." in late.text
    again = as_person(elsa).post(
        at("feedback_of_request", engagement, "sw", asked.pk), {"version": "1", "said": "Mliomba lile."}
    )
    assert again.status_code == 302
    assert list(FeedbackText.objects.order_by("number").values_list("said", flat=True)) == [
        "Mliomba hili.", "Mliomba lile.",
    ]  # fmt: skip


def test_a_translation_says_when_the_english_became_another_one(
    as_person: As, ines: User, engagement: Engagement, asked: Request
) -> None:
    client = as_person(ines)
    write(client, engagement, asked, said="Mliomba hili.")
    assert "another one since" not in client.get(at("feedback_in", engagement, "sw")).text
    write(client, engagement, asked, "en", said="You asked us to ask you.", done="We will.")
    assert "The English text is another one since." in client.get(at("feedback_in", engagement, "sw")).text


def test_one_act_tells_all_answers_and_they_stand_from_then_on(
    as_person: As, elsa: User, ines: User, engagement: Engagement, asked: Request, refused: Request
) -> None:
    waiting = factories.RequestFactory.create(engagement=engagement, number=3)
    data = {"told_on": TODAY.isoformat(), "told_how": "Read out at the next evening"}
    address = at("feedback_telling", engagement, "sw")
    assert as_person(ines).post(address, data).status_code == 403, "who holds the talks tells people"
    late = {**data, "told_on": (TODAY + timedelta(1)).isoformat()}
    assert as_person(elsa).post(address, late).status_code == 422
    assert as_person(elsa).post(address, data).status_code == 302
    for row in (asked, refused, waiting):
        row.refresh_from_db()
    assert (asked.told_on, refused.told_on, waiting.told_on) == (TODAY, TODAY, None)
    assert asked.told_how == "Read out at the next evening"
    assert FeedbackTelling.objects.get().answers == 2
    assert Event.objects.filter(action="feedback given").count() == 1
    assert "Read out at the next evening" in as_person(elsa).get(at("feedback", engagement)).text
    again = as_person(ines).post(
        reverse("stakeholders:request", args=[engagement.pk, asked.pk]),
        {"answer": "declined", "reason": "No.", "version": str(asked.version)},
    )
    assert again.status_code == 422


def test_with_nothing_to_tell_nobody_is_told(as_person: As, elsa: User, engagement: Engagement) -> None:
    data = {"told_on": TODAY.isoformat(), "told_how": "By message"}
    assert as_person(elsa).post(at("feedback_telling", engagement, "en"), data).status_code == 422


@pytest.mark.parametrize("who", ["victor", "tomas", "ada"])
def test_it_leaves_the_house_only_with_those_who_answer(
    request: pytest.FixtureRequest, as_person: As, api: Any, engagement: Engagement, asked: Request, who: str
) -> None:
    person = request.getfixturevalue(who)
    client = as_person(person)
    for name in ("feedback_in", "feedback_as_text", "feedback_pdf"):
        assert client.get(at(name, engagement, "en")).status_code == 403
    assert api(person).get(f"/api/v1/engagements/{engagement.pk}/feedback/en/").status_code == 403


def test_who_takes_it_away_is_kept_in_the_log(
    as_person: As, ines: User, engagement: Engagement, asked: Request
) -> None:
    client = as_person(ines)
    client.get(at("feedback_as_text", engagement, "sw"))
    client.get(at("feedback_pdf", engagement, "sw"))
    taken = Event.objects.filter(action="feedback taken away").order_by("at")
    assert [event.changes for event in taken] == [
        {"language": "sw", "part": "text"}, {"language": "sw", "part": "pdf"},
    ]  # fmt: skip


def test_the_api_writes_and_tells_as_the_pages_do(
    api: Any, elsa: User, engagement: Engagement, asked: Request
) -> None:
    one = f"/api/v1/engagements/{engagement.pk}/feedback/sw/"
    part = api(elsa).post(f"{one}texts/{asked.pk}/", {"said": "Mliomba hili."}, format="json")
    assert (part.status_code, part.data["version"], part.data["language"]) == (200, 1, "sw")
    late = api(elsa).post(f"{one}texts/{asked.pk}/", {"said": "Lile.", "version": 0}, format="json")
    assert late.status_code == 409
    row = api(elsa).get(one).data
    assert "Mliomba hili." in row["text"]
    given = {"told_on": TODAY.isoformat(), "told_how": "By message"}
    told = api(elsa).post(f"{one}telling/", given, format="json")
    assert (told.status_code, told.data["answers"]) == (200, 1)


def test_the_page_asks_the_database_as_often_however_much_was_asked(
    as_person: As, ines: User, engagement: Engagement, asked: Request, said: Input,
    django_assert_max_num_queries: Any,
) -> None:  # fmt: skip
    client = as_person(ines)
    for n in range(12):
        more = factories.RequestFactory.create(engagement=engagement, number=10 + n)
        factories.FeedbackTextFactory.create(request=more)
        factories.InputFactory.create(engagement=engagement, consent=said.consent, level="public")
    client.get(at("feedback_in", engagement, "sw"))
    with django_assert_max_num_queries(20):
        client.get(at("feedback_in", engagement, "sw"))
