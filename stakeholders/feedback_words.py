"""The feedback in lines, its fixed sentences in the language of the people: for page, paper and chat."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import pgettext

from stakeholders.feedback import Feedback, Part
from stakeholders.languages import direction, fixed
from stakeholders.models import Request

# A line on the screen of a small telephone.
WIDTH = 60
SENTENCE_END = re.compile(r"(?<=[.!?؟。！？])\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A fixed sentence, and the text that follows it with the language it is written in."""

    label: str
    text: str = ""
    language: str = ""
    is_quote: bool = False

    @property
    def direction(self) -> str:
        """Returns how the text runs."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class Told:
    """What people are told, ready to be shown; nothing in it names anyone."""

    language: str
    # Of the fixed sentences: that of the people, or English.
    fixed: str
    title: str
    intro: str
    parts: Sequence[Sequence[Line]]
    closing: Sequence[str]

    @property
    def direction(self) -> str:
        """Returns how the fixed sentences run."""
        return direction(self.fixed)


def told(feedback: Feedback) -> Told:
    """Returns the feedback in lines."""
    shown = fixed(feedback.language)
    held_on = feedback.engagement.held_on
    with translation.override(shown):
        if held_on:
            said = pgettext(
                "feedback", "You spoke with us on %(day)s. This is what we did, and what we did not do."
            )
            intro = said % {"day": date_format(held_on, "j F Y")}
        else:
            intro = pgettext("feedback", "You spoke with us. This is what we did, and what we did not do.")
        return Told(
            language=feedback.language,
            fixed=shown,
            title=pgettext("feedback", "What became of what you said"),
            intro=intro,
            parts=[list(_lines(part, feedback.language)) for part in feedback.told],
            closing=[
                pgettext("feedback", "Tell us if you see it differently."),
                pgettext("feedback", "No names stand in this text."),
            ],
        )


def as_text(shown: Told) -> str:
    """Returns it for messaging: short lines, no markup."""
    lines = [*_short(shown.title), "", *_short(shown.intro)]
    for number, part in enumerate(shown.parts, start=1):
        lines.append("")
        for at, line in enumerate(part):
            lines.append(f"{number}. {line.label}" if at == 0 else line.label)
            text = f"“{line.text.strip()}”" if line.is_quote else line.text
            lines += _short(text)
    lines += ["", *(short for sentence in shown.closing for short in _short(sentence))]
    return "\n".join(lines) + "\n"


def _lines(part: Part, language: str) -> Iterator[Line]:
    written = part.language
    label = pgettext("feedback", "You asked:") if part.is_request else pgettext("feedback", "You said:")
    yield Line(label, part.wording.said, written)
    if part.quote and not isinstance(part.of, Request):
        yield Line(pgettext("feedback", "In your own words:"), part.quote, "", is_quote=True)
    if part.is_request and not part.answer:
        yield Line(pgettext("feedback", "We have not decided yet."))
    else:
        yield from _answered(part, written)
    if written != language:
        yield Line(pgettext("feedback", "This part is not translated yet."))


def _answered(part: Part, written: str) -> Iterator[Line]:
    if part.answer == Request.Answer.PARTLY:
        yield Line(pgettext("feedback", "We said yes to a part of it."))
    elif part.answer == Request.Answer.ACCEPTED and not part.wording.done:
        yield Line(pgettext("feedback", "We said yes."))
    if part.wording.done:
        yield Line(pgettext("feedback", "We did:"), part.wording.done, written)
    elif part.answer != Request.Answer.DECLINED:
        yield Line(pgettext("feedback", "Nothing has changed yet."))
    if part.wording.why:
        yield Line(pgettext("feedback", "We did not, because:"), part.wording.why, written)


def _short(text: str) -> list[str]:
    sentences = [one for line in text.splitlines() for one in SENTENCE_END.split(line.strip()) if one]
    return [short for one in sentences for short in textwrap.wrap(one, WIDTH, break_long_words=False)]
