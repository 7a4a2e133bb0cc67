"""Where a case stands and what is owed, in words for the person who raised it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from remedy.deadlines import Duty
from remedy.models import Anonymity
from remedy.states import CaseState

S = CaseState
STANDS: Final[Mapping[CaseState, tuple[Any, Any]]] = {
    S.RECEIVED: (_("We have it"), _("Nobody has read it yet.")),
    S.ACKNOWLEDGED: (_("A person has read it"), _("Now we look at whether we can take it up.")),
    S.SCREENED: (_("We looked at it"), _("Next we tell you whether we take it up, and why.")),
    S.ACCEPTED: (_("We take it up"), _("We begin to work on it.")),
    S.REDIRECTED: (_("Others can do more about it"), _("We told you who they are, and how to reach them.")),
    S.DECLINED: (_("We do not take it up"), _("We told you why. You can object.")),
    S.INTERIM_PROTECTION: (
        _("We stop the harm first"),
        _("Before everything else we try to end the harm."),
    ),
    S.FACT_FINDING: (_("We find out what happened"), _("We may ask you. You need not answer.")),
    S.DIALOGUE: (_("We talk about what would put it right"), _("What you want counts most.")),
    S.PROPOSAL: (_("There is a proposal"), _("Read it below. You can say yes, or no, or ask.")),
    S.AGREED: (_("We agreed"), _("Now it has to be done.")),
    S.DISPUTED: (_("We do not agree yet"), _("We go on talking, or somebody else decides.")),
    S.DECIDED: (_("It is decided"), _("Read the decision below. You can object.")),
    S.REMEDY_IN_PROGRESS: (_("It is being put right"), _("We tell you when it is done.")),
    S.REMEDY_VERIFIED: (_("It is done, and somebody checked"), _("Tell us whether you see it so, too.")),
    S.CLOSED: (_("It is closed"), _("You can still write, object, and say what you think of it.")),
    S.APPEALED: (_("You objected"), _("Somebody else looks at it anew.")),
    S.WITHDRAWN: (_("You withdrew it"), _("We stop working on it. You lose no rights by that.")),
    S.ESCALATED_OUTSIDE: (_("It is with somebody outside"), _("We still tell you how far it is.")),
    S.REOPENED: (_("It is open again"), _("We work on it anew.")),
}
OWED: Final[Mapping[Duty, Any]] = {
    Duty.ACKNOWLEDGE: _("By %(day)s we must tell you that a person has read it."),
    Duty.SCREEN: _("By %(day)s we must tell you whether we take it up, and why."),
    Duty.UPDATE: _("By %(day)s we must tell you how far it is."),
    Duty.ANSWER: _("By %(day)s we must give you a full answer."),
}
PROMISED: Final[Mapping[Duty, Any]] = {
    Duty.ACKNOWLEDGE: _("We tell you that a person has read it."),
    Duty.SCREEN: _("We tell you whether we take it up, and why."),
    Duty.UPDATE: _("You hear how far it is. And again every 30 days."),
    Duty.ANSWER: _("You get a full answer, and a way to object for six months."),
}
DANGER_NOTES: Final[Mapping[str, Any]] = {
    "yes": _("A person has to read this on the same day."),
    "unsure": _("We treat this as yes."),
}
ANONYMITY_NOTES: Final[Mapping[str, Any]] = {
    Anonymity.ANONYMOUS.value: _("Nothing gets worse by that. You come back with your code."),
    Anonymity.CONFIDENTIAL.value: _("Two people have to open it together, and write down why."),
    Anonymity.NAMED.value: _("That can make it easier to help you."),
}
KNOWN: Final[Mapping[Anonymity, Any]] = {
    Anonymity.ANONYMOUS: _("We do not know who you are."),
    Anonymity.CONFIDENTIAL: _("What you told us about you is locked."),
    Anonymity.NAMED: _("Those who handle your concern can read what you told us about you."),
}
