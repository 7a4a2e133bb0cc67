"""From JSON to the forms people fill in, so that both are checked by the same rules."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.forms import Form
from django.http import QueryDict
from rest_framework import serializers

from assessments.forms import UNKNOWN, RiskForm
from assessments.models import Assessment
from assessments.severity import DIMENSIONS, Nature

F = TypeVar("F", bound=Form)
REASONS = ("scale", "scope", "irremediability", "likelihood", "involvement")


def risk_form(data: dict[str, Any], assessment: Assessment) -> RiskForm:
    """Returns the valid risk form for checked JSON; raises ValidationError named as the JSON names things."""
    posted = QueryDict(mutable=True)
    rights = data.get("rights") or []
    posted["primary_right"] = rights[0] if rights else ""
    posted.setlist("rights", rights[1:])
    posted.setlist("groups", data.get("groups") or [])
    for name in ("title", "description", "category", "other_right", "nature", "involvement", "source"):
        posted[name] = data.get(name) or ""
    for name in DIMENSIONS:
        posted[name] = UNKNOWN if data[name] is None else str(data[name])
    likelihood = data.get("likelihood")
    unknown = "" if data["nature"] == Nature.ACTUAL else UNKNOWN
    posted["likelihood"] = unknown if likelihood is None else str(likelihood)
    for name in REASONS:
        posted[f"{name}_reason"] = (data.get("reasons") or {}).get(name, "")
    if data.get("delay_makes_irremediable"):
        posted["delay_makes_irremediable"] = "on"
    form = RiskForm(posted, assessment=assessment)
    if not form.is_valid():
        raise serializers.ValidationError(errors(form))
    return form


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


def errors(form: Form) -> dict[str, Any]:
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


def valid(form: F, *others: Form) -> F:
    """Returns the first form; raises ValidationError with what any of them refuses."""
    given: tuple[Form, ...] = (form, *others)
    found = {name: said for one in given for name, said in errors(one).items()}
    if found:
        raise serializers.ValidationError(found)
    return form
