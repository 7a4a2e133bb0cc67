"""Writes about ratings: the company's own authors' and the reviewers'."""

from datetime import datetime

from django.db import transaction

from assessments.entries import GRADES, Grades
from assessments.models import Rating, Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import changed, record
from hrdd.sharing.access import acts_for


@transaction.atomic
def rate_risk(*, risk: Risk, grades: Grades, by: User, at: datetime) -> Rating:
    """Returns a reviewer's own rating of a risk. It stands beside the company's and moves no rank."""
    return _keep_rating(risk=risk, grades=grades, side=Rating.Side.REVIEWER, by=by, at=at, log=True)


def _keep_rating(
    *, risk: Risk, grades: Grades, side: str, by: User, at: datetime, log: bool = False
) -> Rating:
    new = {name: getattr(grades, name) for name in GRADES}
    earlier = Rating.objects.select_for_update().filter(risk=risk, author=by).first()
    changes = changed(earlier, new) if earlier else new
    rating, _created = Rating.objects.update_or_create(
        risk=risk,
        author=by,
        defaults={
            **new,
            "organisation": acts_for(by, risk.assessment),
            "side": side,
            "rated_at": at,
            "version": earlier.version + 1 if earlier else 1,
        },
    )
    if log:
        record(by=by, at=at, action="rated as reviewer", target=rating, changes=changes)
    return rating
