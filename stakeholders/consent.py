"""What a person agreed to, use by use. Knows no Django and no clock.

Consent is informed, specific and can be taken back. What nobody said yes to is not allowed: there is no
default, and one use never stands for another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Use(StrEnum):
    """What may be done, each with a yes of its own."""

    ATTEND = "attend"
    RECORD = "record"
    QUOTE = "quote"
    PUBLISH = "publish"
    NAME = "name"
    SHARE = "share"


class Answer(StrEnum):
    """What the person said to one use."""

    GIVEN = "given"
    WITHHELD = "withheld"
    WITHDRAWN = "withdrawn"


class Collective(StrEnum):
    """Free, prior and informed consent of an indigenous people, decided by the people itself."""

    GIVEN = "given"
    WITHHELD = "withheld"
    CONDITIONAL = "conditional"
    ONGOING = "ongoing"
    NOT_SOUGHT = "not_sought"


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to one use, and until when it holds (the last day included; None: until taken back)."""

    use: Use
    answer: Answer
    expires_on: date | None = None


def allows(said: Iterable[Said], use: Use, *, on: date) -> bool:
    """Returns whether this use is allowed on a day: an own yes that still holds, nothing less."""
    return any(
        one.use is use and one.answer is Answer.GIVEN and (one.expires_on is None or on <= one.expires_on)
        for one in said
    )


def refuses(said: Iterable[Said], use: Use) -> bool:
    """Returns whether the person said no, or took her yes back: then nobody says yes in her place."""
    return any(one.use is use and one.answer in (Answer.WITHHELD, Answer.WITHDRAWN) for one in said)


# What her words need a yes for: to stand in a report of the company and its auditors, and in one that other
# organisations read, too.
IN_REPORT = (Use.QUOTE,)
PASSED_ON = (Use.QUOTE, Use.SHARE)


def words_may_go(said: Iterable[Said], needed: Iterable[Use], *, on: date, overridden: bool = False) -> bool:
    """Returns whether her own words may go out: each use needed has her own yes that holds.

    `overridden` (a named permission, with a reason) stands for an answer nobody gave or that ran out, and
    never for a no.
    """
    known = tuple(said)
    return all(allows(known, use, on=on) or (overridden and not refuses(known, use)) for use in needed)


def may_quote(said: Iterable[Said], *, on: date) -> bool:
    """Returns whether her words may stand in a report: she said yes to being quoted."""
    return allows(said, Use.QUOTE, on=on)


def may_publish(said: Iterable[Said], *, on: date) -> bool:
    """Returns whether her words may stand where everybody reads them: yes to quoting and to publishing."""
    known = tuple(said)
    return allows(known, Use.QUOTE, on=on) and allows(known, Use.PUBLISH, on=on)


def may_share(said: Iterable[Said], *, on: date) -> bool:
    """Returns whether her words may go to other organisations: yes to quoting and to sharing."""
    known = tuple(said)
    return allows(known, Use.QUOTE, on=on) and allows(known, Use.SHARE, on=on)
