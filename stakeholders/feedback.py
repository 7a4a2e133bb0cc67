"""What the people of one engagement are told: you said, we did, we did not because.

It is put together anew each time it is shown, so that consent taken back takes words out at once. The
sentences are the company's, per language; where one is not written yet, the English one stands, and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from hrdd.lib.canonical import canonical_json, sha256
from stakeholders import consent
from stakeholders.confidentiality import SHARED
from stakeholders.consent import PASSED_ON
from stakeholders.followed import Change, followed
from stakeholders.languages import BASE
from stakeholders.models import Engagement, FeedbackText, Input, Request
from stakeholders.quoting import repeats


@dataclass(frozen=True, slots=True)
class Wording:
    """What people said, what was done, and why not, in the company's words."""

    said: str
    done: str = ""
    why: str = ""

    @property
    def digest(self) -> str:
        """Returns what changes when any of the three does."""
        return sha256(canonical_json({"said": self.said, "done": self.done, "why": self.why}))

    @property
    def parts(self) -> tuple[str, ...]:
        """Returns the three texts."""
        return (self.said, self.done, self.why)


@dataclass(frozen=True, slots=True)
class Part:
    """One request, or one thing that was said, as people are told of it.

    `language` is that of the wording; `of` is the row. `based_on` is the digest of what it is written from.
    `is_left_out` says that its texts repeat words that nobody may pass on: they are told nothing of it.
    """

    of: Request | Input
    wording: Wording
    language: str
    source: Wording
    written: FeedbackText | None
    quote: str
    is_left_out: bool

    @property
    def is_request(self) -> bool:
        """Returns whether people asked for it."""
        return isinstance(self.of, Request)

    @property
    def answer(self) -> str:
        """Returns the company's answer to a request, or nothing."""
        return self.of.answer if isinstance(self.of, Request) else ""

    @property
    def number(self) -> int:
        """Returns which version of the text in this language it is; 0 when none was written."""
        return self.written.number if self.written else 0

    @property
    def is_behind(self) -> bool:
        """Returns whether what the text was written from became another one since."""
        return self.written is not None and self.written.based_on != self.source.digest


@dataclass(frozen=True, slots=True)
class Feedback:
    """All that the people of an engagement are told, in one language, as it stands at this moment."""

    engagement: Engagement
    language: str
    parts: Sequence[Part]

    @property
    def told(self) -> list[Part]:
        """Returns what people are told of."""
        return [part for part in self.parts if not part.is_left_out]

    @property
    def untranslated(self) -> list[Part]:
        """Returns what stands in English because nobody wrote it in this language yet."""
        return [part for part in self.told if part.language != self.language]

    @property
    def behind(self) -> list[Part]:
        """Returns what was written from a text that became another one since."""
        return [part for part in self.told if part.is_behind]

    def part(self, key: UUID) -> Part | None:
        """Returns the part about this request or input."""
        return next((part for part in self.parts if part.of.pk == key), None)


def feedback_of(engagement: Engagement, user: Any, *, language: str, at: datetime) -> Feedback:
    """Returns what people are told; ten queries, however much was said.

    Requests are in it with their answers, whoever may read the record: people are told the answer to what
    they asked. Of what they said, what is public is in it, told without anyone's words.
    """
    requests: list[Request] = list(engagement.requests.in_full())
    for asked in requests:
        asked.engagement = engagement
    inputs = list(engagement.inputs.at_levels(SHARED).exclude(told="").in_full())
    rows: list[Request | Input] = [*requests, *inputs]
    changes, texts = followed(rows, user), _texts(engagement)
    kept_back, today = words_kept_back(engagement, at=at), timezone.localdate(at)

    def part(row: Request | Input) -> Part:
        draft = _draft(row, changes.get(row.pk, []))
        english = texts.get((BASE, row.pk))
        base = _wording(english) if english else draft
        written = texts.get((language, row.pk))
        wording = _wording(written) if written else base
        return Part(
            of=row,
            wording=wording,
            language=language if written else BASE,
            source=draft if language == BASE else base,
            written=written,
            quote=_quote(row, today),
            is_left_out=any(repeats(text, kept_back) for text in wording.parts),
        )

    return Feedback(engagement, language, [part(row) for row in rows])


def words_kept_back(engagement: Engagement, *, at: datetime) -> list[str]:
    """Returns people's own words in this engagement that nobody may pass on to others, in two queries."""
    today = timezone.localdate(at)
    rows = engagement.inputs.select_related("consent").prefetch_related("consent__uses")
    return [
        words
        for said in rows
        if not _may_be_passed_on(said, today)
        for words in (said.words, said.translation)
        if words
    ]


def languages_of(engagement: Engagement) -> list[str]:
    """Returns the languages in which something was written, English first."""
    rows = engagement.feedback_texts.order_by().values_list("language", flat=True).distinct()
    return [BASE, *sorted(set(rows) - {BASE})]


def _texts(engagement: Engagement) -> dict[tuple[str, UUID], FeedbackText]:
    rows: Iterable[FeedbackText] = engagement.feedback_texts.in_force()
    return {(row.language, row.request_id or row.input_id): row for row in rows}  # type: ignore[misc]


def _wording(text: FeedbackText) -> Wording:
    return Wording(text.said, text.done, text.why)


def _draft(row: Request | Input, changes: Sequence[Change]) -> Wording:
    """Returns the English text to begin with: what was asked, what changed, and the reason given."""
    named = [change for change in changes if change.is_named] or changes
    done = " ".join(dict.fromkeys(change.told for change in reversed(named) if change.told))
    if isinstance(row, Input):
        return Wording(row.told, done)
    if row.answer == Request.Answer.DECLINED:
        return Wording(row.text, "", row.reason)
    if row.answer == Request.Answer.PARTLY:
        return Wording(row.text, done, row.reason)
    return Wording(row.text, " ".join(filter(None, (row.reason, done))) if row.answer else "")


def _quote(row: Request | Input, today: Any) -> str:
    return row.words if isinstance(row, Input) and row.words and _may_be_passed_on(row, today) else ""


def _may_be_passed_on(said: Input, today: Any) -> bool:
    """Returns whether she said yes herself to quoting and to passing on; no override stands for that here."""
    return said.consent is not None and consent.words_may_go(said.consent.said, PASSED_ON, on=today)


def typed(wording: Wording) -> Mapping[str, str]:
    """Returns a wording as the form would have been filled in."""
    return {"said": wording.said, "done": wording.done, "why": wording.why}
