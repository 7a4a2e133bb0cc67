"""With what a risk form opens: empty, with her own unsaved text, as a copy, or from an example."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from assessments.examples import category_in, first_sentence
from assessments.forms import RiskForm, typed
from assessments.models import Assessment, Draft, Risk
from hrdd.accounts.actor import actor
from hrdd.lib.models import new_id
from taxonomy.models import Example

# What a draft keeps: what the form asks, and which example it began with. Never the token of the form.
KEPT = (*(name for name in RiskForm.base_fields if name != "version"), "example")

CODE = re.compile(r"[A-Z]{3}-[0-9]{1,3}")


@dataclass(frozen=True)
class Beginning:
    """What stands in the form before she types, and where it comes from."""

    initial: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    example: Example | None = None
    draft: Draft | None = None


def beginning(request: HttpRequest, assessment: Assessment, risk: Risk | None = None) -> Beginning:
    """Returns how this form begins; 404 for a draft that is not her own, or not of this form."""
    if request.method == "POST":
        return Beginning(example=_example(request.POST.get("example", "")))
    if asked := as_uuid(request.GET.get("draft", "")):
        mine = Draft.objects.of(request.user).for_form(assessment, risk)
        return _from_draft(get_object_or_404(mine, pk=asked))
    if risk is not None:
        return Beginning(initial=typed(risk))
    found = _example(request.GET.get("example", ""))
    return _from_example(found, assessment) if found else Beginning()


def copy_of(risk: Risk) -> Beginning:
    """Returns everything a risk says, reasons included, as the beginning of another one."""
    initial = {name: value for name, value in typed(risk).items() if name != "version"}
    note = _(
        "Copied from %(reference)s. Change what is different, and check every reason: it was written for "
        "the other risk. Comments, evidence and measures stay there."
    )
    return Beginning(initial=initial, note=note % {"reference": risk.reference}, example=risk.example)


def _from_draft(draft: Draft) -> Beginning:
    several = {
        name for name, asked in RiskForm.base_fields.items() if isinstance(asked, ModelMultipleChoiceField)
    }
    initial: dict[str, Any] = {
        name: texts if name in several else texts[-1]
        for name, texts in draft.data.items()
        if texts and name in KEPT
    }
    example = _example(initial.pop("example", ""))
    return Beginning(initial=initial | {"version": draft.based_on_version}, example=example, draft=draft)


def _from_example(example: Example, assessment: Assessment) -> Beginning:
    category = category_in(example, assessment)
    rights = [right.code for right in example.rights.all()]
    initial = {
        "title": first_sentence(example.text),
        "category": category.code if category else "",
        "primary_right": rights[0] if rights else "",
        "rights": rights[1:],
        "groups": [group.code for group in example.groups.all()],
    }
    note = _(
        "Started from example %(code)s of the workbench’s starter catalogue. Say what it means for this "
        "system and rate it: the example brings no rating."
    )
    return Beginning(initial=initial, note=note % {"code": example.code}, example=example)


def _example(code: str) -> Example | None:
    return (
        Example.objects.filter(code=code).first() if code and len(code) <= 10 and "\x00" not in code else None
    )


def as_uuid(text: str) -> UUID | None:
    """Returns the identifier somebody sent; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def window(request: HttpRequest, start: Beginning) -> dict[str, Any]:
    """Returns the key under which this window keeps its drafts, and the draft it continues."""
    posted = request.POST.get("draft", "")
    continued = request.POST.get("continues", "")
    return {
        "draft_key": as_uuid(posted) or new_id(),
        "continues": start.draft.key if start.draft else as_uuid(continued) or "",
    }


def keys(request: HttpRequest) -> list[UUID]:
    """Returns the drafts that a posted form holds: they go once it is saved."""
    sent = (as_uuid(request.POST.get(name, "")) for name in ("draft", "continues"))
    return [key for key in sent if key]


def unsaved(request: HttpRequest, assessment: Assessment, risk: Risk | None, start: Beginning) -> list[Draft]:
    """Returns her own texts of this form to offer; none while she is typing or has chosen one."""
    if request.method == "POST" or start.draft or start.note:
        return []
    return list(Draft.objects.of(actor(request)).for_form(assessment, risk))
