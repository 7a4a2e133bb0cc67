"""What people type into the engagement log."""

from stakeholders.forms.consents import (
    CodeForm,
    CollectiveForm,
    ConsentForm,
    WithdrawalForm,
)
from stakeholders.forms.contacts import (
    ContactForm,
    ErasureForm,
    OpeningForm,
)
from stakeholders.forms.engagements import (
    HeadcountForm,
    PartForm,
    ReasonForm,
    new_engagement_form,
    part_form,
)
from stakeholders.forms.feedback import (
    GivenForm,
    LanguageForm,
    WordingForm,
)
from stakeholders.forms.follow_ups import (
    CheckForm,
)
from stakeholders.forms.groups import (
    GroupForm,
)
from stakeholders.forms.inputs import (
    InputForm,
)
from stakeholders.forms.links import (
    LinkForm,
)
from stakeholders.forms.plan import (
    NotSoughtForm,
    PlanForm,
    TakingBackForm,
)
from stakeholders.forms.support import InitiativeForm, SupportForm

__all__ = [
    "CheckForm",
    "CodeForm",
    "CollectiveForm",
    "ConsentForm",
    "ContactForm",
    "ErasureForm",
    "GivenForm",
    "GroupForm",
    "HeadcountForm",
    "InitiativeForm",
    "InputForm",
    "LanguageForm",
    "LinkForm",
    "NotSoughtForm",
    "OpeningForm",
    "PartForm",
    "PlanForm",
    "ReasonForm",
    "SupportForm",
    "TakingBackForm",
    "WithdrawalForm",
    "WordingForm",
    "new_engagement_form",
    "part_form",
]
