"""What people type into the engagement log."""

from stakeholders.forms.consents import CodeForm, CollectiveForm, ConsentForm, WithdrawalForm
from stakeholders.forms.engagements import HeadcountForm, PartForm, ReasonForm, new_engagement_form, part_form
from stakeholders.forms.follow_ups import CheckForm
from stakeholders.forms.inputs import InputForm, LinkForm

__all__ = [
    "CheckForm",
    "CodeForm",
    "CollectiveForm",
    "ConsentForm",
    "HeadcountForm",
    "InputForm",
    "LinkForm",
    "PartForm",
    "ReasonForm",
    "WithdrawalForm",
    "new_engagement_form",
    "part_form",
]
