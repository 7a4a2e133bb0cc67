"""Writes about what people are told: its sentences per language, who took it away, and when it was given."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hrdd.accounts.models import User
from hrdd.audit.recorder import record
from hrdd.lib.canonical import sha256
from hrdd.lib.errors import Refused, Stale
from hrdd.lib.saving import save
from stakeholders.actions._rows import lock_engagement
from stakeholders.feedback import Wording, feedback_of, words_kept_back
from stakeholders.feedback_words import as_text, told
from stakeholders.languages import BASE, is_known
from stakeholders.models import Engagement, FeedbackTelling, FeedbackText, Input, Request
from stakeholders.quoting import repeats


@transaction.atomic
def write_feedback(
    *, of: Request | Input, language: str, wording: Wording, expected_number: int, by: User, at: datetime
) -> FeedbackText:
    """Returns the new version of what people are told of one thing, in one language; raises Stale, Refused.

    A sentence that repeats somebody's own words is refused, unless she said yes to passing them on.
    """
    engagement = lock_engagement(of.engagement)
    _needs_language(language)
    feedback = feedback_of(engagement, by, language=language, at=at)
    part = feedback.part(of.pk)
    if part is None:
        raise Refused(_("Only what is public is told to people. This is not."))
    if part.number != expected_number:
        raise Stale(part)
    new = Wording(wording.said.strip(), wording.done.strip(), wording.why.strip())
    if not new.said:
        message = _("Write what they said, or asked for.")
        raise Refused(message, fields={"said": [message]})
    kept_back = words_kept_back(engagement, at=at)
    message = _(
        "This repeats somebody’s own words, and nobody said yes to passing them on. Put it in other words."
    )
    fields = {name: [message] for name in ("said", "done", "why") if repeats(getattr(new, name), kept_back)}
    if fields:
        raise Refused(message, fields=fields)
    text = FeedbackText.objects.create(
        engagement=engagement,
        language=language,
        request=of if isinstance(of, Request) else None,
        input=of if isinstance(of, Input) else None,
        number=part.number + 1,
        said=new.said,
        done=new.done,
        why=new.why,
        based_on=part.source.digest,
        written_by=by,
        written_at=at,
    )
    record(
        by=by, at=at, action="feedback written", target=text,
        changes={"language": language, "number": text.number},
    )  # fmt: skip
    return text


@transaction.atomic
def take_feedback(*, engagement: Engagement, language: str, part: str, by: User, at: datetime) -> Engagement:
    """Returns the engagement, of whose feedback she takes a copy away as `part`: pdf or text."""
    record(
        by=by, at=at, action="feedback taken away", target=engagement,
        changes={"language": language, "part": part},
    )  # fmt: skip
    return engagement


@transaction.atomic
def give_feedback(
    *, engagement: Engagement, language: str, told_on: date, told_how: str, by: User, at: datetime
) -> FeedbackTelling:
    """Returns that people were told, all answers at once that were given until that day; raises Refused.

    The answers stand from then on, as if each had been told alone.
    """
    locked = lock_engagement(engagement)
    _needs_language(language)
    if told_on > timezone.localdate(at):
        message = _("This day has not come yet.")
        raise Refused(message, fields={"told_on": [message]})
    if not told_how.strip():
        message = _("Say how they were told.")
        raise Refused(message, fields={"told_how": [message]})
    feedback = feedback_of(locked, by, language=language, at=at)
    if not any(part.answer or not part.is_request for part in feedback.told):
        raise Refused(_("There is nothing to tell yet: no request is answered, and nothing public was said."))
    untold = Request.objects.select_for_update(of=["self"], no_key=True).filter(engagement=locked).untold()
    left_out = {part.of.pk for part in feedback.parts if part.is_left_out}
    heard = [
        asked
        for asked in untold.order_by("pk")
        if asked.pk not in left_out and asked.answered_at and timezone.localdate(asked.answered_at) <= told_on
    ]
    for asked in heard:
        save(asked, {"told_on": told_on, "told_how": told_how.strip()})
    telling = FeedbackTelling.objects.create(
        engagement=locked,
        language=language,
        told_on=told_on,
        told_how=told_how.strip(),
        answers=len(heard),
        digest=sha256(as_text(told(feedback)).encode()),
        told_by=by,
        told_at=at,
    )
    record(
        by=by, at=at, action="feedback given", target=telling,
        changes={"language": language, "told_on": told_on, "answers": len(heard)},
    )  # fmt: skip
    return telling


def _needs_language(language: str) -> None:
    if language != BASE and not is_known(language):
        message = _("Choose a language.")
        raise Refused(message, fields={"language": [message]})
