"""Writes in the conversation about a risk."""

from datetime import datetime

from django.db import transaction

from assessments.models import Assessment, Risk, RiskThread
from hrdd.accounts.models import User
from hrdd.discussions import actions as discussions
from hrdd.discussions.models import Comment, Thread
from hrdd.sharing.access import acts_for


@transaction.atomic
def comment_on_risk(*, risk: Risk, text: str, audience: str, by: User, at: datetime) -> Thread:
    """Returns a new thread about a risk, read by the audience she chose."""
    thread = discussions.open_thread(
        company=risk.company,
        root_id=risk.assessment_id,
        text=text,
        audience=audience,
        organisation=acts_for(by, risk.assessment),
        by=by,
        at=at,
        about=risk.reference,
    )
    RiskThread.objects.create(risk=risk, thread=thread)
    return thread


@transaction.atomic
def reply(*, thread: Thread, assessment: Assessment, text: str, by: User, at: datetime) -> Comment:
    """Returns her reply, spoken for the organisation through which she sees the assessment."""
    risk = Risk.objects.get(risk_threads__thread=thread)
    speaker = acts_for(by, assessment)
    return discussions.reply(
        thread=thread, text=text, organisation=speaker, by=by, at=at, about=risk.reference
    )
