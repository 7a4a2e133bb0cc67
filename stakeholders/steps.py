"""The record as people read it: each step with its questions and the answers given so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stakeholders.forms.engagements import LABELS
from stakeholders.models import Engagement
from stakeholders.parts import PARTS

TITLES = {
    "about": gettext_lazy("What it is about"),
    "before": gettext_lazy("Before people are heard"),
    "safety": gettext_lazy("Whether speaking can harm them"),
    "people": gettext_lazy("Who took part, and who did not"),
    "after": gettext_lazy("What came of it"),
}


@dataclass(frozen=True)
class Line:
    """A question and its answer in words; empty when nobody answered yet."""

    question: str
    answer: str


@dataclass(frozen=True)
class Step:
    """One step of the form."""

    part: str
    title: str
    lines: Sequence[Line]

    @property
    def answered(self) -> list[Line]:
        """Returns the questions that have an answer."""
        return [line for line in self.lines if line.answer]

    @property
    def open(self) -> list[str]:
        """Returns the questions nobody answered yet."""
        return [line.question for line in self.lines if not line.answer]


def steps(engagement: Engagement) -> dict[str, Step]:
    """Returns part -> step, in the order of the form."""
    return {
        part: Step(part, str(TITLES[part]), [_line(engagement, name) for name in names])
        for part, names in PARTS.items()
    }


def _line(engagement: Engagement, name: str) -> Line:
    field = Engagement._meta.get_field(name)
    question = str(LABELS.get(name) or getattr(field, "verbose_name"))  # noqa: B009
    return Line(question[:1].upper() + question[1:], _words(engagement, field))


def _words(engagement: Engagement, field: Any) -> str:
    value = getattr(engagement, field.name)
    match field:
        case models.BooleanField():
            return _("Yes") if value else ""
        case models.DateField():
            return str(date_format(value, "j F Y")) if value else ""
        case models.CharField() if field.choices:
            return str(getattr(engagement, f"get_{field.name}_display")())
    if isinstance(value, list):
        return ", ".join(value)
    return str(value or "")
