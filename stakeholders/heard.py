"""Who is heard for an assessment: the grid of groups and stages as far as somebody may know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from assessments.models import Assessment, Risk, RiskRight
from assessments.models.value_chain import Stage
from stakeholders.grid import GRAVE, Concern, Grid, Happening, Row, Silence, grid
from stakeholders.models import Engagement, NotSought, Participation, PlannedEngagement, StakeholderGroup
from stakeholders.models.engagement import EngagementQuerySet


@dataclass(frozen=True)
class Coverage:
    """The grid and the rows behind it, the grave risks, and those of them below the minimum.

    `known` of a line of the plan says whether she may know what came of it.
    """

    grid: Grid
    groups: Sequence[StakeholderGroup]
    plan: Sequence[PlannedEngagement]
    not_sought: Sequence[NotSought]
    grave: Sequence[Risk]
    lacking: Sequence[Risk]


def coverage(assessment: Assessment, engagements: EngagementQuerySet) -> Coverage:
    """Returns the coverage that these engagements show, in five queries.

    `engagements` are those of which the reader may know: what others know more stands in her grid as the
    plan says. Sealed records count for nobody.
    """
    known = engagements.unsealed().filter(assessment=assessment, status=Engagement.Status.RECORDED)
    spoke = _spoke(known)
    plan = list(
        PlannedEngagement.objects.filter(assessment=assessment)
        .select_related("group", "owner", "engagement")
        .annotate(known=Exists(known.filter(pk=OuterRef("engagement_id"))))
        .order_by("planned_on", "id")
    )
    silent = NotSought.objects.filter(assessment=assessment).select_related("group", "said_by")
    not_sought = list(silent.order_by("said_at", "id"))
    keys = [key for key, *_rest in spoke]
    groups, grave = list(_groups(assessment, keys)), list(_grave(assessment))
    seen = grid(
        [Row(str(one.pk), one.name, one.are_rights_holders, _touches(one)) for one in groups],
        Stage.values,
        done=[Happening(str(key), stage, on, f"E-{number}") for key, stage, on, number in spoke]
        + [_held(row) for row in plan if row.known],
        planned=[Happening(str(row.group_id), row.stage, row.planned_on) for row in plan if not row.known],
        silences=[Silence(str(row.group_id), row.stage, row.reason) for row in not_sought],
        concerns=[
            Concern(risk.reference, risk.band, _touches(risk), heard=bool(risk.heard)) for risk in grave
        ],
    )
    lacking = [risk for risk in grave if risk.reference in seen.lacking]
    return Coverage(seen, groups, plan, not_sought, grave, lacking)


def _spoke(known: EngagementQuerySet) -> list[tuple[Any, ...]]:
    rows = Participation.objects.filter(engagement__in=known)
    return list(
        rows.exclude(people=0)
        .order_by("engagement__held_on", "engagement__number")
        .values_list("group_id", "engagement__stage", "engagement__held_on", "engagement__number")
    )


def _held(row: Any) -> Happening:
    return Happening(str(row.group_id), row.stage, row.engagement.held_on, row.engagement.reference)


def _groups(assessment: Assessment, heard: Sequence[Any]) -> Any:
    """Returns the groups the system reaches, and those that the plan or an engagement names."""
    named = (PlannedEngagement, NotSought)
    wanted = Q(pk__in=heard) | Q(pk__in=StakeholderGroup.systems.through.objects.filter(
        system=assessment.system_id).values("stakeholdergroup"))  # fmt: skip
    for model in named:
        wanted |= Q(pk__in=model._default_manager.filter(assessment=assessment).values("group"))
    of_groups, of_rights = StakeholderGroup.groups.through, StakeholderGroup.rights.through
    return StakeholderGroup.objects.filter(wanted, company=assessment.company_id).for_lists().annotate(
        group_codes=_codes(of_groups.objects.filter(stakeholdergroup=OuterRef("pk")), "group"),
        right_codes=_codes(of_rights.objects.filter(stakeholdergroup=OuterRef("pk")), "right"),
    )  # fmt: skip


def _grave(assessment: Assessment) -> Any:
    """Returns the grave and extreme risks, most severe first, with the groups and rights they touch."""
    return (
        assessment.risks.standing()
        .filter(band__gte=GRAVE)
        .ranked()
        .annotate(
            group_codes=_codes(Risk.groups.through.objects.filter(risk=OuterRef("pk")), "group"),
            right_codes=_codes(RiskRight.objects.filter(risk=OuterRef("pk")), "right"),
        )
        .only("assessment", "number", "title", "band", "heard")
    )


def _codes(rows: Any, name: str) -> ArraySubquery:
    return ArraySubquery(rows.order_by(f"{name}__code").values(f"{name}__code"))


def _touches(row: Any) -> frozenset[str]:
    """Returns the codes of groups and rights apart: one word may be the code of both."""
    return frozenset(
        (*(f"group {code}" for code in row.group_codes), *(f"right {code}" for code in row.right_codes))
    )
