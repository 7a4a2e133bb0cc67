"""Who was heard, how, under which consent, and what it changed."""

from stakeholders.models.attachment import Attachment
from stakeholders.models.consent import CollectiveConsent, Consent, ConsentUse
from stakeholders.models.contact import Contact
from stakeholders.models.door import Door
from stakeholders.models.engagement import Engagement, Participation
from stakeholders.models.feedback import FeedbackTelling, FeedbackText
from stakeholders.models.follow_up import FollowUp
from stakeholders.models.group import StakeholderGroup
from stakeholders.models.hold import LegalHold
from stakeholders.models.input import ConsentOverride, Input, InputLink
from stakeholders.models.opening import SealedOpening
from stakeholders.models.past import PastEngagements
from stakeholders.models.plan import NotSought, PlannedEngagement
from stakeholders.models.request import Request, RequestLink
from stakeholders.models.support import Initiative, Support
from stakeholders.models.tombstone import Tombstone
from stakeholders.models.version import RecordVersion

__all__ = [
    "Attachment",
    "CollectiveConsent",
    "Consent",
    "ConsentOverride",
    "ConsentUse",
    "Contact",
    "Door",
    "Engagement",
    "FeedbackTelling",
    "FeedbackText",
    "FollowUp",
    "Initiative",
    "Input",
    "InputLink",
    "LegalHold",
    "NotSought",
    "Participation",
    "PastEngagements",
    "PlannedEngagement",
    "RecordVersion",
    "Request",
    "RequestLink",
    "SealedOpening",
    "StakeholderGroup",
    "Support",
    "Tombstone",
]
