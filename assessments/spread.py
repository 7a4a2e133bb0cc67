"""The ratings of one risk side by side: for everyone and for each group, worst first, never averaged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import GroupRating, Risk
from assessments.severity import Severity, worst_affected


@dataclass(frozen=True, slots=True)
class Mark:
    """One rating in the spread. `rating` is None for everyone; `decides` says that the rank follows it."""

    title: str
    severity: Severity
    rating: GroupRating | None
    decides: bool


def spread(risk: Risk) -> list[Mark]:
    """Returns the company's own rating and each group's, worst first; just one when no group has any."""
    own = Mark(_("Everyone"), risk.own_severity, None, not risk.follows_group)
    groups = [
        Mark(
            str(rating.group),
            rating.severity,
            rating,
            risk.follows_group and rating.group_id == risk.worst_group_id,
        )
        for rating in risk.group_ratings.all()
    ]
    return sorted([own, *groups], key=lambda mark: mark.severity.order, reverse=True)


def deciding_with(
    risk: Risk, typed: Severity, title: str, *, instead_of: GroupRating | None = None
) -> tuple[Severity, str]:
    """Returns the rating the rank would follow if a group were rated so, and the group's title or nothing.

    `instead_of` is the rating being changed.
    """
    own = risk.own_severity
    others = [
        (rating.severity, str(rating.group))
        for rating in risk.group_ratings.all()
        if instead_of is None or rating.pk != instead_of.pk
    ]
    return _worst(own, [*others, (like(typed, own), title)])


def deciding_for(risk: Risk, own: Severity) -> tuple[Severity, str]:
    """Returns the rating the rank would follow if everyone's were `own`, and the group's title or nothing."""
    groups = [(like(rating.severity, own), str(rating.group)) for rating in risk.group_ratings.all()]
    return _worst(own, groups)


def like(group: Severity, own: Severity) -> Severity:
    """Returns a group's rating with what only the risk says: nature, likelihood, and what waiting does."""
    return replace(
        group,
        nature=own.nature,
        likelihood=own.likelihood,
        delay_makes_irremediable=own.delay_makes_irremediable,
    )


def _worst(own: Severity, groups: Iterable[tuple[Severity, Any]]) -> tuple[Severity, str]:
    named = list(groups)
    worst = worst_affected(own, [severity for severity, _title in named])
    if worst.order == own.order:
        return own, ""
    return worst, next(title for severity, title in named if severity == worst)
