"""What is sealed is in no answer and no table, opens to two people for an hour, and every reading is told."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from hrdd.accounts.models import User
from hrdd.audit.models import Event
from hrdd.lib.errors import Refused
from stakeholders import actions
from stakeholders.models import Engagement, SealedOpening, StakeholderGroup
from stakeholders.models.opening import ASKED_FOR, OPENS_FOR
from tests import factories
from tests.dump import database_dump

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WORDS = (
    "quillwater", "hazelbrook", "thornfield", "emberlane", "mossgrove", "larkspur", "fennelgate",
    "brackenholm", "saffronway", "juniperton", "cloverdale", "wrenhaven", "asterfall", "pinewhistle",
    "heronswick", "oakendale", "tansymere",
)  # fmt: skip


@pytest.fixture
def told(engagement: Engagement, families: StakeholderGroup, elsa: User) -> SimpleNamespace:
    """Returns a record with a word of its own in every place where people can write."""
    (
        title,
        place,
        summary,
        before,
        note,
        words,
        translation,
        told,
        severity,
        asked,
        answer,
        check,
        use,
        why,
        fed_back,
        of_input,
        told_how,
    ) = WORDS
    by = {"by": elsa, "at": NOW}
    engagement.title, engagement.place, engagement.summary = title, place, before
    engagement.languages = ["Kiswahili"]
    engagement.status, engagement.recorded_at = "recorded", NOW
    engagement.held_on = timezone.localdate(NOW)
    engagement.save()
    engagement = actions.revise_engagement(
        engagement=engagement, new={"summary": summary}, expected_version=1, reason=f"It is {before}.", **by
    )
    factories.ParticipationFactory.create(engagement=engagement, group=families, note=note, people=31)
    said = factories.InputFactory.create(
        engagement=engagement, group=families, words=words, translation=translation, told=told, scale=4,
        severity_words=severity,
    )  # fmt: skip
    factories.ConsentOverrideFactory.create(input=said, reason=why)
    request = factories.RequestFactory.create(engagement=engagement, input=said, text=asked, number=1)
    actions.answer_request(asked=request, answer="declined", reason=answer, expected_version=1, **by)
    factories.FollowUpFactory.create(engagement=engagement, note=check)
    consent = factories.ConsentFactory.create(engagement=engagement, uses={"quote": "given"})
    consent.uses.update(scope=use)
    factories.FeedbackTextFactory.create(request=request, said=fed_back, why=fed_back)
    factories.FeedbackTextFactory.create(request=None, input=said, engagement=engagement, said=of_input)
    factories.FeedbackTellingFactory.create(engagement=engagement, told_how=told_how)
    return SimpleNamespace(engagement=engagement, said=said, request=request, consent=consent)


@pytest.fixture
def sealed(told: SimpleNamespace, elsa: User) -> Engagement:
    return actions.seal_record(
        engagement=told.engagement, expected_version=told.engagement.version, by=elsa, at=NOW
    )


def asked(engagement: Engagement, by: User, at: Any = NOW, **what: Any) -> SealedOpening:
    return actions.ask_opening(engagement=engagement, reason="A threat.", by=by, at=at, **what)


def opened(engagement: Engagement, by: User, second: User, **what: Any) -> SealedOpening:
    return actions.agree_opening(opening=asked(engagement, by, **what), by=second, at=NOW)


def test_a_dump_of_the_database_holds_no_word_of_a_sealed_record(told: SimpleNamespace, elsa: User) -> None:
    dump = database_dump()
    assert [word for word in WORDS if word not in dump] == [], "the dump reads what is there"
    actions.seal_record(engagement=told.engagement, expected_version=told.engagement.version, by=elsa, at=NOW)
    dump = database_dump()
    assert [word for word in WORDS if word in dump] == []
    assert "kiswahili" not in dump


def test_the_database_itself_refuses_a_word_beside_the_seal(
    sealed: Engagement, told: SimpleNamespace
) -> None:
    for row, new in (
        (sealed, {"title": "Evening"}),
        (sealed, {"sealed": None}),
        (told.said, {"words": "They rang."}),
        (sealed.versions.first(), {"reason": "Because."}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**new)


def test_two_people_read_it_as_it_was_and_each_reading_is_in_the_log(
    sealed: Engagement, elsa: User, tomas: User
) -> None:
    opening = opened(sealed, elsa, tomas)
    for person in (elsa, tomas):
        read = actions.read_sealed(opening=opening, by=person, at=NOW)
        assert read.record is not None
        shown = " ".join(
            str(text)
            for text in (
                read.record.title, read.record.place, read.record.summary, read.record.languages,
                read.inputs[0].words, read.inputs[0].translation, read.inputs[0].told, read.inputs[0].scale,
                read.inputs[0].severity_words, read.versions[0].content, read.versions[0].reason,
                *(row.note for row in read.parts["participations"]), read.parts["participations"][0].people,
                *(row.text + row.reason for row in read.parts["requests"]),
                *(row.note for row in read.parts["follow_ups"]),
                *(row.scope for row in read.parts["consent_uses"]),
            )
        )  # fmt: skip
        assert [word for word in (*WORDS[:13], "Kiswahili", "31", "4") if word not in shown] == []
    lines = Event.objects.filter(action="sealed content read")
    assert {(line.actor_id, line.target_label) for line in lines} == {
        (elsa.pk, "Sealed record 7"),
        (tomas.pk, "Sealed record 7"),
    }
    dump = database_dump()
    assert [word for word in WORDS if word in dump] == [], "reading writes nothing down"


def test_one_person_alone_opens_nothing_also_not_by_asking_twice(
    sealed: Engagement, elsa: User, tomas: User
) -> None:
    opening = asked(sealed, elsa)
    for attempt in (
        lambda: actions.read_sealed(opening=opening, by=elsa, at=NOW),
        lambda: actions.agree_opening(opening=opening, by=elsa, at=NOW),
        lambda: asked(sealed, elsa),
        lambda: actions.unseal(opening=opening, level="internal", reason="Mine.", by=elsa, at=NOW),
    ):
        with pytest.raises(Refused):
            attempt()
    actions.end_opening(opening=opening, by=elsa, at=NOW)
    again = asked(sealed, elsa)
    with pytest.raises(Refused):
        actions.agree_opening(opening=again, by=elsa, at=NOW)
    assert not Event.objects.filter(action="sealed content read").exists()


def test_the_database_takes_no_agreement_of_the_one_who_asked(
    sealed: Engagement, elsa: User, tomas: User
) -> None:
    opening = asked(sealed, elsa)
    rows = SealedOpening.objects.filter(pk=opening.pk)
    until = NOW + OPENS_FOR
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(agreed_by=elsa, agreed_at=NOW, until=until)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(asked_by=tomas)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(agreed_by=tomas, agreed_at=NOW, until=until + timedelta(seconds=1))
    actions.agree_opening(opening=opening, by=tomas, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(agreed_at=NOW + timedelta(days=1), until=NOW + timedelta(days=1))


def test_an_opening_runs_out_by_itself_and_ends_by_hand(sealed: Engagement, elsa: User, tomas: User) -> None:
    opening = opened(sealed, elsa, tomas)
    late = NOW + OPENS_FOR
    actions.read_sealed(opening=opening, by=elsa, at=late - timedelta(seconds=1))
    with pytest.raises(Refused):
        actions.read_sealed(opening=opening, by=elsa, at=late)
    again = actions.agree_opening(opening=asked(sealed, elsa, late), by=tomas, at=late)
    actions.end_opening(opening=again, by=tomas, at=late)
    with pytest.raises(Refused):
        actions.read_sealed(opening=again, by=elsa, at=late)
    waiting = asked(sealed, tomas, late)
    with pytest.raises(Refused):
        actions.agree_opening(opening=waiting, by=elsa, at=late + ASKED_FOR)


def test_a_third_person_does_not_read_under_the_opening_of_two(
    sealed: Engagement, elsa: User, tomas: User
) -> None:
    third = factories.UserFactory.create()
    with pytest.raises(Refused):
        actions.read_sealed(opening=opened(sealed, elsa, tomas), by=third, at=NOW)


def test_unsealing_puts_everything_back_as_it_was(
    told: SimpleNamespace, sealed: Engagement, elsa: User, tomas: User
) -> None:
    opening = opened(sealed, elsa, tomas)
    with pytest.raises(Refused):
        actions.unseal(opening=opening, level="internal", reason=" ", by=tomas, at=NOW)
    with pytest.raises(Refused):
        actions.unseal(opening=opening, level="sealed", reason="Safe now.", by=tomas, at=NOW)
    actions.unseal(opening=opening, level="restricted", reason="They are safe now.", by=tomas, at=NOW)
    dump = database_dump()
    assert [word for word in WORDS if word not in dump] == []
    found = Engagement.objects.get(pk=sealed.pk)
    assert (found.level, found.sealed, found.held_on) == ("restricted", None, told.engagement.held_on)
    said = found.inputs.get()
    assert (said.level, said.sealed, said.scale) == ("restricted", None, 4)
    request = found.requests.get()
    assert (request.answer, request.answered_by_id) == ("declined", elsa.pk)
    assert found.versions.get().content == {"summary": WORDS[3]}
    with pytest.raises(Refused):
        actions.read_sealed(opening=opening, by=tomas, at=NOW)


def test_one_input_is_sealed_alone_with_its_versions(told: SimpleNamespace, elsa: User, tomas: User) -> None:
    words = WORDS[5:9]
    said = actions.seal_input(said=told.said, expected_version=told.said.version, by=elsa, at=NOW)
    dump = database_dump()
    assert [word for word in words if word in dump] == []
    assert WORDS[0] in dump, "the record stays open"
    opening = opened(told.engagement, elsa, tomas, said=said)
    read = actions.read_sealed(opening=opening, by=tomas, at=NOW)
    assert (read.record, read.inputs[0].words) == (None, WORDS[5])
    actions.unseal(opening=opening, level="public", reason="She asked for it.", by=elsa, at=NOW)
    assert told.engagement.inputs.get().level == "internal", "no wider than its record"


def test_what_was_sealed_by_itself_stays_so_when_its_record_is_unsealed(
    told: SimpleNamespace, elsa: User, tomas: User
) -> None:
    actions.seal_input(said=told.said, expected_version=told.said.version, by=elsa, at=NOW)
    record = actions.seal_record(
        engagement=told.engagement, expected_version=told.engagement.version, by=elsa, at=NOW
    )
    opening = opened(record, elsa, tomas)
    assert actions.read_sealed(opening=opening, by=elsa, at=NOW).inputs[0].words == WORDS[5]
    actions.unseal(opening=opening, level="internal", reason="Safe.", by=elsa, at=NOW)
    assert told.engagement.inputs.get().is_sealed


def test_nothing_is_written_beside_a_seal(told: SimpleNamespace, sealed: Engagement, elsa: User) -> None:
    by = {"by": elsa, "at": NOW}
    attempts: list[Callable[[], Any]] = [
        lambda: actions.revise_engagement(
            engagement=sealed, new={"summary": "x"}, expected_version=sealed.version, reason="x", **by
        ),
        lambda: actions.add_request(engagement=sealed, text="x", **by),
        lambda: actions.seal_record(engagement=sealed, expected_version=sealed.version, **by),
        lambda: actions.make_code(consent=told.consent, **by),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()


def test_a_participant_takes_back_her_consent_though_the_record_is_sealed(
    told: SimpleNamespace, sealed: Engagement, elsa: User
) -> None:
    taken = actions.withdraw_consent(consent=told.consent, uses=["quote"], how="told_us", by=elsa, at=NOW)
    assert taken.uses.get().answer == "withdrawn"


def test_another_secret_seals_anew_and_the_old_one_can_go(
    sealed: Engagement, elsa: User, tomas: User, settings: Any, company: Any
) -> None:
    old, new = settings.IDENTITY_SECRETS[0], "another secret of thirty-two letters!"
    settings.IDENTITY_SECRETS = [new, old]
    assert actions.seal_content_anew(company=company, by=elsa, at=NOW) == (3, 0)
    settings.IDENTITY_SECRETS = [new]
    read = actions.read_sealed(opening=opened(sealed, elsa, tomas), by=elsa, at=NOW)
    assert read.record is not None
    assert read.record.title == WORDS[0]
    settings.IDENTITY_SECRETS = [old]
    again = SealedOpening.objects.get()
    with pytest.raises(Refused):
        actions.read_sealed(opening=again, by=elsa, at=NOW)
