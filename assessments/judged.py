"""What the risk page shows of judgements: the spread over groups, who is involved, and what stays."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.actors import involved
from assessments.duties import duty_in_words
from assessments.models import Risk
from assessments.residual import Doubt, doubts
from assessments.severity import Nature, Severity
from assessments.spread import spread

DOUBTS: dict[Doubt, Promise] = {
    Doubt.ABOVE: _(
        "With the measures in place it is rated higher than without them. If a measure does harm itself, "
        "record that as a risk of its own."
    ),
    Doubt.GRAVITY_FELL: _(
        "Scale or irremediability is lower with the measures than without. Most measures only make a harm "
        "less likely; they do not make it less grave for whom it still hits. Say in the reason what does."
    ),
}


def judged_context(risk: Risk) -> dict[str, Any]:
    """Returns what the partials of the risk page need, in no query for a risk read `in_full()`."""
    return {
        "marks": spread(risk),
        "involved": involved(risk),
        "duty": duty_in_words(risk.involvement),
        "residual": getattr(risk, "residual", None),
        "doubts": doubts_in_words(risk),
    }


def doubts_in_words(risk: Risk) -> list[str]:
    """Returns what to look at again in the residual rating of a risk; nothing without one."""
    residual = getattr(risk, "residual", None)
    if residual is None:
        return []
    own = risk.own_severity
    likelihood = residual.likelihood if own.nature is Nature.POTENTIAL else None
    stays = Severity(residual.scale, residual.scope, residual.irremediability, own.nature, likelihood)
    return [str(DOUBTS[doubt]) for doubt in doubts(inherent=own, residual=stays)]
