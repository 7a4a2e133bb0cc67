"""What people type into the engagement log."""

from stakeholders.forms.engagements import HeadcountForm, PartForm, ReasonForm, new_engagement_form, part_form
from stakeholders.forms.inputs import InputForm, LinkForm

__all__ = [
    "HeadcountForm",
    "InputForm",
    "LinkForm",
    "PartForm",
    "ReasonForm",
    "new_engagement_form",
    "part_form",
]
