"""The codes of a document as words: names of what was compared, and values as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assessments.document.compare import Change, Changed, Move
from assessments.models import Measure, Risk, Standing, System
from assessments.models.involvement import Factor, Mitigation
from assessments.models.value_chain import Position, Stage
from hrdd.lib.countries import name as country_name
from hrdd.lib.marks import BAND_WORDS
from taxonomy.models import Group, Right

NAMES: Mapping[str, Any] = {
    "band": gettext_lazy("Severity"),
    "scale": gettext_lazy("Scale"),
    "scope": gettext_lazy("Scope"),
    "irremediability": gettext_lazy("Irremediability"),
    "likelihood": gettext_lazy("Likelihood"),
    "nature": gettext_lazy("Has it happened?"),
    "delay_makes_irremediable": gettext_lazy("Waiting makes it harder to undo"),
    "worst_group": gettext_lazy("The group the rank follows"),
    "group_scale": gettext_lazy("Scale for that group"),
    "group_scope": gettext_lazy("Scope for that group"),
    "group_irremediability": gettext_lazy("Irremediability for that group"),
    "category": gettext_lazy("Category"),
    "standing": gettext_lazy("Standing"),
    "involvement": gettext_lazy("Our involvement"),
    "enabled": gettext_lazy("We enabled it"),
    "foreseeable": gettext_lazy("We could have known"),
    "mitigation": gettext_lazy("Our own mitigation"),
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("What happens"),
    "rights": gettext_lazy("Rights"),
    "other_right": gettext_lazy("Another right"),
    "rights_in_tension": gettext_lazy("Rights in tension"),
    "tension_note": gettext_lazy("What pulls against what"),
    "groups": gettext_lazy("Groups"),
    "confidence": gettext_lazy("How sure"),
    "involvement_reason": gettext_lazy("How we are involved"),
    "source": gettext_lazy("Where this is known from"),
    "scale_reason": gettext_lazy("Why this scale"),
    "scope_reason": gettext_lazy("Why this scope"),
    "irremediability_reason": gettext_lazy("Why this irremediability"),
    "likelihood_reason": gettext_lazy("Why this likelihood"),
    "occurrences": gettext_lazy("Times it happened"),
    "evidence": gettext_lazy("Pieces of evidence"),
    "involvements": gettext_lazy("Judgements of who is involved"),
    "group_ratings": gettext_lazy("Ratings of groups"),
    "residual_band": gettext_lazy("Severity with the measures in place"),
    "moment": gettext_lazy("Why now"),
    "edition": gettext_lazy("Edition of the taxonomy"),
    "rule": gettext_lazy("Rule of the order"),
    "name": gettext_lazy("Name"),
    "kind": gettext_lazy("Kind"),
    "modalities": gettext_lazy("What goes in and comes out"),
    "lifecycle_stage": gettext_lazy("Lifecycle stage"),
    "release_channels": gettext_lazy("How it reaches people"),
    "positions": gettext_lazy("Where we stand in the value chain"),
    "countries": gettext_lazy("Countries"),
    "version": gettext_lazy("Version of the system"),
    "parties": gettext_lazy("Suppliers and customers"),
}
CHOICES: Mapping[str, Any] = {
    "nature": Risk.NatureChoice, "standing": Standing, "involvement": Risk.InvolvementChoice,
    "enabled": Factor, "foreseeable": Factor, "mitigation": Mitigation, "confidence": Risk.Confidence,
    "kind": System.Kind, "modalities": System.Modality, "lifecycle_stage": Stage,
    "release_channels": System.Channel, "positions": Position,
}  # fmt: skip
MEASURED = frozenset(
    ("scale", "scope", "irremediability", "likelihood", "group_scale", "group_scope", "group_irremediability")
)


@dataclass(frozen=True)
class Line:
    """One difference for people: what, as it was, as it is."""

    name: str
    before: str
    after: str


class Labels:
    """Words for the codes of two documents, in two queries."""

    def __init__(self, *documents: Mapping[str, Any]) -> None:
        self.titles = {
            "category": {
                row["code"]: row["title"]
                for document in documents
                for row in document["assessment"]["edition"]["categories"]
            },
            "right": dict(Right.objects.values_list("code", "title")),
            "group": dict(Group.objects.values_list("code", "title")),
        }

    def line(self, change: Change) -> Line:
        """Returns a difference in words."""
        if change.name.startswith("residual_") and change.name not in NAMES:
            inner = self.line(Change(change.name.removeprefix("residual_"), change.before, change.after))
            name = _("%(measure)s, with the measures in place") % {"measure": inner.name}
            return Line(name, inner.before, inner.after)
        name = str(NAMES.get(change.name, change.name))
        return Line(name, self.value(change.name, change.before), self.value(change.name, change.after))

    def of_coverage(self, change: Change) -> Line:
        """Returns what became of a category or a right that is, or was, considered not relevant."""
        kind, _space, code = change.name.partition(" ")
        open_again = _("looked at, or still open")
        return Line(
            self.titles[kind].get(code, code), change.before or open_again, change.after or open_again
        )

    def of_measure(self, change: Change) -> Line:
        """Returns what became of something the company does."""
        return Line(change.name, _measure(change.before), _measure(change.after))

    def value(self, name: str, value: Any) -> str:  # noqa: PLR0911  # one line per kind of value
        """Returns a value as people read it."""
        match value:
            case None if name in MEASURED:
                return _("unknown")
            case None | "" | []:
                return _("none") if name in ("worst_group", "residual_band") else _("nothing")
            case bool():
                return _("yes") if value else _("no")
            case int() if name in ("band", "residual_band"):
                return f"{value} {BAND_WORDS[value]}"
            case int():
                return str(value)
            case list():
                return ", ".join(self.value(name, item) for item in value)
            case Mapping():
                return " ".join(str(part) for part in (value.get("name"), value.get("relation")) if part)
            case _:
                return self._code(name, str(value))

    def _code(self, name: str, code: str) -> str:
        if name in CHOICES and code in CHOICES[name].values:
            return str(CHOICES[name](code).label)
        if name == "countries":
            return country_name(code)
        kind = {"worst_group": "group", "groups": "group", "category": "category"}.get(name)
        kind = "right" if name in ("rights", "rights_in_tension") else kind
        return self.titles[kind].get(code, code) if kind else code


@dataclass(frozen=True)
class ChangedInWords:
    """A risk that differs between two versions, as the page tells it."""

    risk: Changed
    rated: list[Line]
    other: list[Line]
    measures: list[Line]
    words: list[Line]
    why_moved: str


def in_words(changed: Changed, labels: Labels) -> ChangedInWords:
    """Returns the differences of one risk in words: ratings apart from what else differs."""
    other = [changed.category, changed.standing, *changed.involvement, *changed.parts]
    return ChangedInWords(
        risk=changed,
        rated=[labels.line(change) for change in changed.rated],
        other=[labels.line(change) for change in other if change],
        measures=[labels.of_measure(change) for change in changed.measures],
        words=[labels.line(change) for change in changed.words],
        why_moved=why_moved(changed.move) if changed.move else "",
    )


def why_moved(move: Move) -> str:
    """Returns why a risk stands at another rank, such as "2 came in above it; 1 fell below it."."""
    parts = [_("it was rated anew")] if move.itself else []
    if move.came:
        parts.append(
            ngettext("%(n)s came in above it", "%(n)s came in above it", move.came) % {"n": move.came}
        )
    if move.went:
        parts.append(
            ngettext("%(n)s above it was closed", "%(n)s above it were closed", move.went) % {"n": move.went}
        )
    if not move.itself and move.passed > 0:
        passed = {"n": move.passed}
        parts.append(ngettext("%(n)s was rated past it", "%(n)s were rated past it", move.passed) % passed)
    if not move.itself and move.passed < 0:
        fell = {"n": -move.passed}
        parts.append(ngettext("%(n)s fell below it", "%(n)s fell below it", -move.passed) % fell)
    said = "; ".join(parts) or _("risks around it were rated anew")
    return f"{said[:1].upper()}{said[1:]}."


def _measure(row: Mapping[str, Any] | None) -> str:
    if row is None:
        return _("not there")
    parts = [str(Measure.Status(row["status"]).label), row["owner"], row["due_on"] or ""]
    return ", ".join(part for part in parts if part)
