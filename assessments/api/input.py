"""From JSON to the forms people fill in, so that both are checked by the same rules."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import QueryDict
from rest_framework import serializers

from assessments.forms import UNKNOWN, ResidualForm, RiskForm
from assessments.models import Assessment, Risk
from assessments.severity import DIMENSIONS, Nature

F = TypeVar("F", bound=BaseForm)
PLAIN = (
    "title", "description", "category", "other_right", "nature", "confidence", "tension_note", "involvement",
    "enabled", "foreseeable", "mitigation", "source",
)  # fmt: skip


def risk_form(data: dict[str, Any], assessment: Assessment) -> RiskForm:
    """Returns the valid risk form for checked JSON; raises ValidationError named as the JSON names things."""
    posted = QueryDict(mutable=True)
    rights = data.get("rights") or []
    posted["primary_right"] = rights[0] if rights else ""
    posted.setlist("rights", rights[1:])
    posted.setlist("groups", data.get("groups") or [])
    posted.setlist("rights_in_tension", data.get("rights_in_tension") or [])
    for name in PLAIN:
        posted[name] = data.get(name) or ""
    posted.update(grades_typed(data))
    likelihood = data.get("likelihood")
    unknown = "" if data["nature"] == Nature.ACTUAL else UNKNOWN
    posted["likelihood"] = unknown if likelihood is None else str(likelihood)
    for name in ("likelihood", "involvement"):
        posted[f"{name}_reason"] = (data.get("reasons") or {}).get(name, "")
    if data.get("delay_makes_irremediable"):
        posted["delay_makes_irremediable"] = "on"
    return valid(RiskForm(posted, assessment=assessment))


def grades_typed(data: dict[str, Any]) -> dict[str, str]:
    """Returns the three measures and their reasons as people would have typed them."""
    typed = {name: UNKNOWN if data[name] is None else str(data[name]) for name in DIMENSIONS}
    given = data.get("reasons") or {}
    return typed | {f"{name}_reason": given.get(name, "") for name in DIMENSIONS}


def residual_form(data: dict[str, Any], risk: Risk) -> ResidualForm:
    """Returns the valid form of a residual rating for checked JSON."""
    likelihood = data.get("likelihood")
    unknown = "" if risk.nature == Nature.ACTUAL else UNKNOWN
    posted = grades_typed(data) | {
        "likelihood": unknown if likelihood is None else str(likelihood),
        "likelihood_reason": (data.get("reasons") or {}).get("likelihood", ""),
    }
    return valid(ResidualForm(posted, risk=risk))


def checked(form_class: type[F], data: dict[str, Any], **context: Any) -> F:
    """Returns the valid form for checked JSON; raises ValidationError named as the JSON names things."""
    posted = QueryDict(mutable=True)
    for name, value in data.items():
        values = value if isinstance(value, list | tuple) else [] if value is None else [value]
        posted.setlist(name, [str(item) for item in values])
    form = form_class(posted, **context)
    if not form.is_valid():
        raise serializers.ValidationError(errors(form))
    return form


def errors(form: BaseForm) -> dict[str, Any]:
    """Returns the form's errors under the names the JSON uses."""
    found: dict[str, Any] = {}
    for name, messages in form.errors.items():
        plain = [str(message) for message in messages]
        if name.endswith("_reason"):
            found.setdefault("reasons", {})[name.removesuffix("_reason")] = plain
        else:
            found["rights" if name == "primary_right" else name.strip("_")] = plain
    return found


def posted(data: Mapping[str, Any]) -> QueryDict:
    """Returns checked JSON as a browser would have posted it; null is an empty field."""
    made = QueryDict(mutable=True)
    for name, value in data.items():
        match value:
            case list() | tuple():
                made.setlist(name, [str(item) for item in value])
            case None | False:
                made[name] = ""
            case _:
                made[name] = str(value)
    return made


def valid(form: F, *others: BaseForm) -> F:
    """Returns the first form; raises ValidationError with what any of them refuses."""
    given: tuple[BaseForm, ...] = (form, *others)
    found = {name: said for one in given for name, said in errors(one).items()}
    if found:
        raise serializers.ValidationError(found)
    return form
