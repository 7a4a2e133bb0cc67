"""Every write in a conversation. What is said never enters the audit log, only that it was said."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hrdd.accounts.models import Organisation, User
from hrdd.audit.recorder import record
from hrdd.discussions.models import Audience, Comment, CommentVersion, Thread
from hrdd.lib.errors import Refused, Stale


@transaction.atomic
def open_thread(
    *, company: Organisation, root_id: UUID, text: str, audience: str, organisation: Organisation | None,
    by: User, at: datetime, about: str = "",
) -> Thread:  # fmt: skip
    """Returns a new thread with its first comment; `organisation` is the one she speaks for here.

    `about` names for the log what is talked of, such as "R-3"; the other actions take it, too.
    """
    if audience not in Audience.values:
        raise Refused(_("Choose who reads this."), fields={"audience": [_("Choose who reads this.")]})
    thread = Thread.objects.create(
        company=company,
        root_id=root_id,
        audience=audience,
        organisation=organisation,
        by_outsider=organisation != company,
        opened_by=by,
        opened_at=at,
    )
    _say(thread=thread, text=text, organisation=organisation, is_answer=False, by=by, at=at, about=about)
    return thread


@transaction.atomic
def reply(
    *, thread: Thread, text: str, organisation: Organisation | None, by: User, at: datetime, about: str = ""
) -> Comment:
    """Returns a comment in an existing thread, read by exactly those who read the thread.

    A reply of the company to an outsider's thread is its answer.
    """
    locked = Thread.objects.select_for_update().get(pk=thread.pk)
    answers = locked.by_outsider and organisation is not None and organisation.pk == locked.company_id
    if answers and locked.answered_at is None:
        locked.answered_at = at
        locked.save(update_fields=["answered_at"])
    return _say(
        thread=locked, text=text, organisation=organisation, is_answer=answers, by=by, at=at, about=about
    )


@transaction.atomic
def revise_comment(
    *, comment: Comment, text: str, expected_version: int, by: User, at: datetime, about: str = ""
) -> Comment:
    """Returns the comment with its new text; the earlier text stays as a version.

    Raises Refused for anyone but its author, Stale when it was changed meanwhile.
    """
    locked = Comment.objects.select_for_update().select_related("thread").get(pk=comment.pk)
    if locked.author_id != by.pk:
        raise Refused(_("Only its author can change a comment."))
    if locked.version != expected_version:
        raise Stale(locked)
    cleaned = _not_blank(text)
    locked.text, locked.edited_at, locked.version = cleaned, at, locked.version + 1
    locked.save(update_fields=["text", "edited_at", "version"])
    CommentVersion.objects.create(comment=locked, number=locked.version, text=cleaned, written_at=at)
    record(
        by=by, at=at, action="comment revised", target=locked,
        changes={"version": locked.version, "audience": locked.thread.audience} | _named(about),
    )  # fmt: skip
    return locked


def _say(
    *, thread: Thread, text: str, organisation: Organisation | None, is_answer: bool, by: User,
    at: datetime, about: str,
) -> Comment:  # fmt: skip
    cleaned = _not_blank(text)
    comment = Comment.objects.create(
        thread=thread, author=by, organisation=organisation, text=cleaned, is_answer=is_answer, created_at=at
    )
    CommentVersion.objects.create(comment=comment, number=1, text=cleaned, written_at=at)
    record(
        by=by, at=at, action="answered" if is_answer else "commented", target=comment,
        changes={"audience": thread.audience} | _named(about),
    )  # fmt: skip
    return comment


def _named(about: str) -> dict[str, object]:
    return {"about": about} if about else {}


def _not_blank(text: str) -> str:
    # The database knows no NUL, which no keyboard types.
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        message = _("Write something first.")
        raise Refused(message, fields={"text": [message]})
    if len(cleaned) > 20_000:
        message = _("A comment can have at most 20,000 characters.")
        raise Refused(message, fields={"text": [message]})
    return cleaned
