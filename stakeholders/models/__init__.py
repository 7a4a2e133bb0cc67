"""Who was heard, how, under which consent, and what it changed."""

from stakeholders.models.consent import CollectiveConsent, Consent, ConsentUse
from stakeholders.models.contact import Contact
from stakeholders.models.engagement import Engagement, Participation
from stakeholders.models.feedback import FeedbackTelling, FeedbackText
from stakeholders.models.follow_up import FollowUp
from stakeholders.models.group import StakeholderGroup
from stakeholders.models.input import ConsentOverride, Input, InputLink
from stakeholders.models.past import PastEngagements
from stakeholders.models.plan import NotSought, PlannedEngagement
from stakeholders.models.request import Request, RequestLink
from stakeholders.models.support import Initiative, Support
from stakeholders.models.version import RecordVersion

__all__ = [
    "CollectiveConsent",
    "Consent",
    "ConsentOverride",
    "ConsentUse",
    "Contact",
    "Engagement",
    "FeedbackTelling",
    "FeedbackText",
    "FollowUp",
    "Initiative",
    "Input",
    "InputLink",
    "NotSought",
    "Participation",
    "PastEngagements",
    "PlannedEngagement",
    "RecordVersion",
    "Request",
    "RequestLink",
    "StakeholderGroup",
    "Support",
]
