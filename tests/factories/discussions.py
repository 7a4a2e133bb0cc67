"""Comments on risks."""

import factory
from django.utils import timezone

from assessments.models import Risk, RiskThread
from hrdd.accounts.models import Organisation, User
from hrdd.discussions.models import Audience, Comment, CommentVersion, Thread
from tests.factories.assessments import RiskFactory


def thread_on(
    risk: Risk, *, by: User, organisation: Organisation | None, audience: str = Audience.SHARED,
    text: str = "Who was asked before the letters went in?",
) -> Thread:  # fmt: skip
    """Returns a thread on the risk with one comment by this person."""
    now = timezone.now()
    thread = Thread.objects.create(
        company=risk.company, root_id=risk.assessment_id, audience=audience, organisation=organisation,
        by_outsider=organisation != risk.company, opened_by=by, opened_at=now,
    )  # fmt: skip
    comment = Comment.objects.create(
        thread=thread, author=by, organisation=organisation, text=text, created_at=now
    )
    CommentVersion.objects.create(comment=comment, number=1, text=text, written_at=now)
    RiskThread.objects.create(risk=risk, thread=thread)
    return thread


class RiskThreadFactory(factory.django.DjangoModelFactory[RiskThread]):
    class Meta:
        model = RiskThread

    risk = factory.SubFactory(RiskFactory)
    thread = factory.LazyAttribute(lambda o: _bare(o.risk))


def _bare(risk: Risk) -> Thread:
    return Thread.objects.create(
        company=risk.company, root_id=risk.assessment_id, audience=Audience.SHARED, organisation=risk.company,
        by_outsider=False, opened_by=risk.created_by, opened_at=timezone.now(),
    )  # fmt: skip
