"""What a report says of who was heard, and how well: the grid with its empty cells, and the figures."""

from datetime import date

from assessments.models import Assessment
from assessments.models.value_chain import Stage
from hrdd.reports.heard_shape import Figure, Heard, HeardCell
from hrdd.reports.models import Run
from hrdd.reports.voices import LEVELS
from stakeholders.confidentiality import SHARED
from stakeholders.grid import Cell
from stakeholders.heard import coverage
from stakeholders.models import Engagement
from stakeholders.scorecard_words import definition, said, title
from stakeholders.scored import scorecard


def heard(assessment: Assessment) -> Heard:
    """Returns the grid in the active language, in five queries.

    A report is read by everyone who can see the assessment, so only records that all of them may know of
    count as done. Elsewhere the plan stands.
    """
    shared = Engagement.objects.filter(level__in=[level.value for level in SHARED])
    seen = coverage(assessment, shared)
    return {
        "stages": [str(label) for label in Stage.labels],
        "groups": [
            {
                "name": group.name,
                "nearness": str(group.get_nearness_display()),
                "cells": [_cell(cell) for cell in line.cells],
            }
            for group, line in zip(seen.groups, seen.grid.lines, strict=True)
        ],
        "lacking": [risk.reference for risk in seen.lacking],
    }


def figures(assessment: Assessment, *, readers: Run.Readers, on: date) -> list[Figure]:
    """Returns how well people were heard, in the active language and as these readers may know it.

    In nine queries; seven for a report that everyone may read, which tells nothing of participants.
    """
    known = Engagement.objects.filter(level__in=[level.value for level in LEVELS[readers]])
    inside = readers == Run.Readers.INSIDE
    return [
        {
            "figure": one.figure.value,
            "title": title(one.figure),
            "said": said(one.figure, one.score),
            "definition": definition(one.figure),
        }
        for one in scorecard(assessment, known, on=on, inside=inside)
    ]


def _cell(cell: Cell) -> HeardCell:
    return {
        "stage": str(Stage(cell.stage).label),
        "state": cell.state.value,
        "engagements": list(dict.fromkeys(one.what for one in cell.done)),
        "planned_on": [one.on.isoformat() for one in cell.planned if one.on],
        "reason": cell.reason,
    }
