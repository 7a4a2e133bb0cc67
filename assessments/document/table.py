"""The document as one plain table, a row per risk: for people who work on in a spreadsheet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Measure, Risk, Standing
from assessments.models.involvement import Factor, KindOfOther, Mitigation
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Group, Right

OPEN = (Measure.Status.PLANNED, Measure.Status.UNDER_WAY)


def header() -> list[str]:
    """Returns the names of the columns in the reader's language."""
    return [
        _("Rank"), _("Reference"), _("Risk"), _("What happens"), _("Category"), _("Severity"),
        _("Severity in a word"), _("Has it happened?"), _("Scale"), _("Why this scale"), _("Scope"),
        _("Why this scope"), _("Irremediability"), _("Why this irremediability"), _("Likelihood"),
        _("Why this likelihood"), _("Waiting makes it harder to undo"), _("How sure"),
        _("Rating has to be looked at again because"), _("Groups hit first or hardest"),
        _("Rank follows this group"), _("Rights, the most touched first"), _("Another right"),
        _("Rights in tension"), _("What pulls against what"), _("Our involvement"),
        _("How we are involved"), _("We enabled it"), _("We could have known"), _("Our own mitigation"),
        _("Involvement of others"), _("Standing"), _("Times it happened"), _("Measures"),
        _("Measures still open"), _("Severity with the measures in place"), _("Pieces of evidence"),
        _("Severity as reviewers see it"), _("Shared comments"), _("Where this is known from"),
        _("Recorded on"), _("Last changed on"), _("Lineage"),
    ]  # fmt: skip


def rows(document: Mapping[str, Any]) -> Iterator[list[object]]:
    """Returns the risks of a document in its order, codes as words, in two queries."""
    words = _Words.of(document)
    for risk in document["risks"]:
        yield [*_what(risk, words), *_how_severe(risk), *_whom(risk, words), *_whose(risk), *_after(risk)]


@dataclass(frozen=True)
class _Words:
    categories: Mapping[str, str]
    rights: Mapping[str, str]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "_Words":
        return cls(
            {row["code"]: row["title"] for row in document["assessment"]["edition"]["categories"]},
            dict(Right.objects.values_list("code", "title")),
            dict(Group.objects.values_list("code", "title")),
        )


def _what(risk: Mapping[str, Any], words: _Words) -> list[object]:
    category = words.categories.get(risk["category"], risk["category"])
    return [risk["rank"], risk["reference"], risk["title"], risk["description"], category]


def _how_severe(risk: Mapping[str, Any]) -> list[object]:
    measures = ((_grade(risk[name]), risk["reasons"][name]) for name in ("scale", "scope", "irremediability"))
    actual = risk["nature"] == Risk.NatureChoice.ACTUAL
    return [
        risk["band"],
        str(BAND_WORDS[risk["band"]]),
        _label(Risk.NatureChoice, risk["nature"]),
        *(cell for pair in measures for cell in pair),
        "" if actual else _grade(risk["likelihood"]),
        risk["reasons"]["likelihood"],
        risk["delay_makes_irremediable"],
        _label(Risk.Confidence, risk["confidence"]),
        (risk["stale"] or {}).get("because", ""),
    ]


def _whom(risk: Mapping[str, Any], words: _Words) -> list[object]:
    return [
        _joined(words.groups.get(code, code) for code in risk["groups"]),
        words.groups.get(risk["worst_group"], risk["worst_group"]),
        _joined(words.rights.get(code, code) for code in risk["rights"]),
        risk["other_right"],
        _joined(words.rights.get(code, code) for code in risk["rights_in_tension"]),
        risk["tension_note"],
    ]


def _whose(risk: Mapping[str, Any]) -> list[object]:
    others = (
        f"{row['party']}: {_label(KindOfOther, row['involvement']) or _('Not judged yet')}"
        for row in risk["involvements"]
        if row["party"] and not row["replaced_at"]
    )
    return [
        _label(Risk.InvolvementChoice, risk["involvement"]),
        risk["involvement_reason"],
        _label(Factor, risk["enabled"]),
        _label(Factor, risk["foreseeable"]),
        _label(Mitigation, risk["mitigation"]),
        _joined(others),
        _label(Standing, risk["standing"]),
    ]


def _after(risk: Mapping[str, Any]) -> list[object]:
    reviewers = (
        f"{rating['organisation'] or rating['by']}: {rating['band']}"
        for rating in risk["ratings"]
        if rating["side"] == "reviewer"
    )
    return [
        len(risk["occurrences"]),
        len(risk["measures"]),
        sum(measure["status"] in OPEN for measure in risk["measures"]),
        (risk["residual"] or {}).get("band"),
        len(risk["evidence"]),
        _joined(reviewers),
        sum(1 + len(comment["answers"]) for comment in risk["comments"]),
        risk["source"],
        risk["recorded"]["at"][:10],
        risk["changed"]["at"][:10],
        risk["lineage"],
    ]


def _grade(value: int | None) -> object:
    return _("unknown") if value is None else value


def _label(choices: Any, value: str) -> str:
    return str(choices(value).label) if value else ""


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)
