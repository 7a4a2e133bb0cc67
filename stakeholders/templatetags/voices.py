"""What people said, on pages of the parts below this one: a risk, its measures and decisions."""

from typing import Any

from django import template
from django.template import Context

from assessments.models import Measure, Risk
from stakeholders.voices import Voices, voices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def people_said(
    context: Context, risk: Risk, measure: Measure | None = None, *, decisions: bool = False
) -> Voices | None:
    """Returns what the reader of this page may read about it; nothing where nobody asks for a page."""
    request: Any = context.get("request")
    if request is None:
        return None
    assessment = context.get("assessment") or risk.assessment
    return voices_of(assessment, request.user, risk=risk, measure=measure, decisions=decisions)
