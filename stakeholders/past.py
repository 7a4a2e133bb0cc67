"""A row of a table becomes an engagement in preparation, by the very checks of the guided form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment
from assessments.models.value_chain import Stage
from hrdd.accounts.models import Organisation
from hrdd.lib.sheets import spoken
from stakeholders.actions.engagements import Headcount
from stakeholders.confidentiality import Level
from stakeholders.forms.engagements import count_field, form_of
from stakeholders.models import Engagement, StakeholderGroup
from stakeholders.models.engagement import ConfidentialityLevel, Known, Method

FIELDS: Final[dict[str, Promise]] = {
    "title": _("What it is called"),
    "held_on": _("First day (2026-03-31)"),
    "held_until": _("Last day"),
    "method": _("How people were heard (in person, remote, interview, survey, panel, written)"),
    "stage": _("Stage of the system’s life"),
    "assessment": _("The assessment it was for (such as A-12)"),
    "group": _("Which group took part (its name in the register)"),
    "people": _("How many people"),
    "women": _("Of them women"),
    "children": _("Of them under 18"),
    "level": _("Who may read it (public, internal, restricted; restricted when empty)"),
    "place": _("Where"),
    "languages": _("Languages spoken (with commas between)"),
    "purpose": _("What it was for"),
    "information_given": _("What people were told beforehand"),
    "costs_covered": _("Costs covered (yes, partly, no)"),
    "how_chosen": _("How people were chosen"),
    "who_was_missing": _("Who was missing, and why"),
    "summary": _("A summary that may be shared, without names"),
}
NEEDED: Final = ("title", "held_on", "method", "stage")
ALSO: Final[dict[str, tuple[str, ...]]] = {
    "title": ("name", "engagement", "meeting", "event"),
    "held_on": ("date", "day", "from", "start", "start date", "first day"),
    "held_until": ("to", "until", "end", "end date", "last day"),
    "method": ("format", "kind", "type", "how"),
    "stage": ("lifecycle stage", "phase"),
    "assessment": ("for", "project"),
    "group": ("stakeholder group", "stakeholders", "who", "participants from"),
    "people": ("participants", "number of participants", "count", "how many"),
    "place": ("location", "where"),
    "languages": ("language",),
    "purpose": ("objective", "aim", "topic"),
    "level": ("confidentiality",),
    "summary": ("notes", "outcome", "what was said", "minutes"),
}
OF_FORM: Final = tuple(name for name in FIELDS if name not in ("group", "people", "women", "children"))
COUNTS: Final = ("people", "women", "children")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the row's number in the file, the field ("" for the row), in words."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a row says: the answers of the guided form, and how many people of which group."""

    facts: dict[str, Any]
    headcount: Headcount | None


class Reader:
    """Reads rows for one company; groups, assessments and what is in the log are read once."""

    def __init__(self, company: Organisation, *, today: date) -> None:
        self.company = company
        self.today = today
        groups = StakeholderGroup.objects.filter(company=company)
        self.groups = {group.name.casefold(): group for group in groups}
        assessments = Assessment.objects.filter(company=company)
        self.assessments = {row.reference.casefold(): row for row in assessments}
        self.known = set(Engagement.objects.filter(company=company).values_list("title", "held_on"))
        self.form = form_of(tuple(name for name in OF_FORM if name != "assessment"))
        self.choices = {
            "method": spoken(Method.choices),
            "stage": spoken(Stage.choices),
            "costs_covered": spoken(Known.choices),
            "level": spoken(ConfidentialityLevel.choices),
        }

    def read(self, number: int, texts: Mapping[str, str]) -> tuple[Held | None, list[Problem]]:
        """Returns what the row describes, or None and what is wrong in it."""
        problems: list[Problem] = []
        form = self.form(self._typed(texts), company=self.company)
        form.is_valid()
        for name, told in form.errors.items():
            problems += [Problem(number, name if name in FIELDS else "", str(text)) for text in told]
        facts = {name: value for name, value in form.cleaned_data.items() if name in OF_FORM}
        day = facts.get("held_on")
        if "held_on" not in form.errors and (day is None or day > self.today):
            problems.append(Problem(number, "held_on", _g("Say on which day it took place.")))
        if (facts.get("title"), day) in self.known:
            problems.append(Problem(number, "title", _g("The log has one of this name and day already.")))
        self.known.add((facts.get("title"), day))
        facts["assessment"] = self._assessment(number, texts.get("assessment", ""), problems)
        headcount = self._headcount(number, texts, problems)
        return (None, problems) if problems else (Held(facts, headcount), [])

    def _typed(self, texts: Mapping[str, str]) -> dict[str, str]:
        typed = dict(texts)
        for name, choices in self.choices.items():
            typed[name] = choices.get(texts.get(name, "").casefold(), texts.get(name, ""))
        typed["level"] = typed["level"] or Level.RESTRICTED.value
        return typed

    def _assessment(self, number: int, said: str, problems: list[Problem]) -> Assessment | None:
        found: Assessment | None = self.assessments.get(said.casefold())
        if said and found is None:
            told = _g("There is no assessment “%(word)s”. Write it as A-12.") % {"word": said[:40]}
            problems.append(Problem(number, "assessment", told))
        return found

    def _headcount(self, number: int, texts: Mapping[str, str], problems: list[Problem]) -> Headcount | None:
        said = texts.get("group", "")
        group = self.groups.get(said.casefold())
        if said and group is None:
            told = _g("There is no group “%(word)s” in the register. Add it there first.") % {
                "word": said[:80]
            }
            problems.append(Problem(number, "group", told))
        counts: dict[str, Any] = {}
        for name in COUNTS:
            try:
                counts[name] = count_field("").clean(texts.get(name, "").removesuffix(".0"))
            except ValidationError as refusal:
                problems += [Problem(number, name, told) for told in refusal.messages]
                counts[name] = None
        if group is None:
            if not said and any(value is not None for value in counts.values()):
                problems.append(Problem(number, "group", _g("Say of which group these people are.")))
            return None
        whole = counts["people"]
        for name in ("women", "children"):
            if whole is not None and counts[name] is not None and counts[name] > whole:
                problems.append(Problem(number, name, _g("That is more than took part altogether.")))
        return Headcount(group=group, **counts)
