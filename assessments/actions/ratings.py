"""Writes about ratings: the company's own authors' and the reviewers'."""

from datetime import datetime

from django.db import transaction

from assessments.actions._rows import keep_rating
from assessments.entries import Grades
from assessments.models import Rating, Risk
from hrdd.accounts.models import User
from hrdd.audit.recorder import record


@transaction.atomic
def rate_risk(*, risk: Risk, grades: Grades, by: User, at: datetime) -> Rating:
    """Returns a reviewer's own rating of a risk. It stands beside the company's and moves no rank."""
    rating, changes = keep_rating(risk=risk, grades=grades, side=Rating.Side.REVIEWER, by=by, at=at)
    record(by=by, at=at, action="rated as reviewer", target=rating, changes=changes)
    return rating
