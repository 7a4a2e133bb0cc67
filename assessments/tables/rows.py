"""A row of a table becomes a risk, by the very checks of the risk form."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.entries import RiskEntry
from assessments.forms.risks import UNKNOWN, RiskForm
from assessments.models import Assessment, Risk
from assessments.severity import DIMENSIONS
from assessments.tables.columns import FIELDS
from hrdd.lib.sheets import spoken
from taxonomy.models import Category, Group, Right

# What people write for "we do not know yet".
UNKNOWN_WORDS = frozenset({"unknown", "?", "u", "not known", "n/k"})
YES, NO = frozenset({"yes", "y", "true", "1", "x"}), frozenset({"", "no", "n", "false", "0"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the row's number in the file, the field ("" for the row), in words."""

    row: int
    field: str
    message: str


class RowForm(RiskForm):
    """The risk form over rows that are looked up in memory: thousands are checked without a query each."""

    def __init__(self, *args: Any, reader: "Reader", **kwargs: Any) -> None:
        super().__init__(*args, assessment=reader.assessment, **kwargs)
        for name in self.fields.keys() & reader.known.keys():
            rows = reader.known[name]
            self.fields[name] = _looked_up(self.fields[name], rows)


def _looked_up(field: forms.Field, rows: Mapping[str, Any]) -> forms.Field:
    options: dict[str, Any] = {
        "label": field.label, "required": field.required, "choices": [(code, code) for code in rows],
    }  # fmt: skip
    if isinstance(field, forms.ModelMultipleChoiceField):
        return forms.TypedMultipleChoiceField(coerce=rows.__getitem__, **options)
    return forms.TypedChoiceField(coerce=rows.__getitem__, empty_value=None, **options)


class Reader:
    """Reads rows for one assessment; the taxonomy is read once, in three queries."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        rights = {right.code: right for right in Right.objects.all()}
        groups = {group.code: group for group in Group.objects.all()}
        categories = {row.code: row for row in Category.objects.filter(edition=assessment.edition_id)}
        self.known: dict[str, Mapping[str, Any]] = {
            "category": categories,
            "primary_right": rights,
            "rights": rights,
            "rights_in_tension": rights,
            "groups": groups,
        }
        self._names = {
            "category": _by_name(categories, lambda row: (row.code, row.title, row.short_title)),
            "rights": _by_name(rights, lambda row: (row.code, row.title)),
            "groups": _by_name(groups, lambda row: (row.code, row.title)),
        }
        self._choices = {
            "nature": spoken(Risk.NatureChoice.choices),
            "involvement": spoken(Risk.InvolvementChoice.choices),
            "confidence": spoken(Risk.Confidence.choices),
        }

    def read(self, number: int, texts: Mapping[str, str]) -> tuple[RiskEntry | None, list[Problem]]:
        """Returns the risk that the row describes, or None and what is wrong in it."""
        problems: list[Problem] = []
        form = RowForm(self._typed(number, texts, problems), reader=self)
        form.is_valid()
        told = {problem.field for problem in problems}
        for name, messages in form.errors.items():
            if name not in told:
                field = name if name in FIELDS else ""
                problems += [Problem(number, field, str(message)) for message in messages]
        return (None, problems) if problems else (form.entry(), [])

    def _typed(
        self, number: int, texts: Mapping[str, str], problems: list[Problem]
    ) -> forms.utils.ErrorDict | Any:
        """Returns the row as a person would have filled in the form; what cannot be read is a problem."""
        typed: dict[str, Any] = {name: text for name, text in texts.items() if name not in self.known}
        for name in ("category", "primary_right"):
            typed[name] = self._code(number, name, texts.get(name, ""), problems)
        for name in ("rights", "groups"):
            words = [word.strip() for word in texts.get(name, "").split(";") if word.strip()]
            typed[name] = [code for word in words if (code := self._code(number, name, word, problems))]
        for name in (*DIMENSIONS, "likelihood"):
            typed[name] = _grade(texts.get(name, ""))
        for name, choices in self._choices.items():
            said = texts.get(name, "")
            typed[name] = choices.get(said.casefold(), said)
        delay = texts.get("delay_makes_irremediable", "").casefold()
        typed["delay_makes_irremediable"] = delay in YES
        if delay not in YES | NO:
            problems.append(Problem(number, "delay_makes_irremediable", _("Write yes or no.")))
        return typed

    def _code(self, number: int, field: str, word: str, problems: list[Problem]) -> str:
        names = self._names["rights" if field == "primary_right" else field]
        code = names.get(word.casefold(), "")
        if word and not code:
            message = _("There is no “%(word)s” in the taxonomy.") % {"word": word[:80]}
            problems.append(Problem(number, field, message))
        return code


def _by_name(rows: Mapping[str, Any], names: Callable[[Any], tuple[str, ...]]) -> dict[str, str]:
    return {name.casefold(): code for code, row in rows.items() for name in names(row)}


def _grade(text: str) -> str:
    if text.casefold() in UNKNOWN_WORDS:
        return UNKNOWN
    return text.removesuffix(".0").split(" ", maxsplit=1)[0]
