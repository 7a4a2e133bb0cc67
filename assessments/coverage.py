"""What of the edition's categories and of all rights is covered by risks, closed, or not looked at yet.

A risk that is closed covers nothing. A right may be touched as the primary one, as a further one, or because
a measure for somebody else pulls against it ("in tension").
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Window
from django.db.models.functions import RowNumber

from assessments.models import Assessment, Closure, Risk, RiskRight, Standing
from taxonomy.models import Category, Right

NAMED = 4
Tension = Risk.rights_in_tension.through


@dataclass(frozen=True, slots=True)
class Named:
    """A risk that covers something: what a link to it says."""

    pk: Any
    number: int
    title: str
    band: int
    primary: bool = False
    tension: bool = False

    @property
    def reference(self) -> str:
        """Returns the short name for people."""
        return f"R-{self.number}"


@dataclass(frozen=True, slots=True)
class Line:
    """A category or a right, and what is known of it here."""

    subject: Any
    closure: Closure | None = None
    count: int = 0
    highest: int | None = None
    risks: Sequence[Named] = field(default_factory=tuple)

    @property
    def state(self) -> str:
        """Returns covered, closed or blank. What risks stand in is relevant, whatever was said before."""
        return "covered" if self.count else "closed" if self.closure else "blank"

    @property
    def further(self) -> int:
        """Returns how many risks are counted and not named."""
        return self.count - len(self.risks)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything that an assessment has to look at."""

    categories: Sequence[Line]
    rights: Sequence[Line]

    @property
    def blank_categories(self) -> list[Line]:
        """Returns the categories nobody has looked at yet."""
        return [line for line in self.categories if line.state == "blank"]

    @property
    def blank_rights(self) -> list[Line]:
        """Returns the rights nobody has looked at yet."""
        return [line for line in self.rights if line.state == "blank"]


def coverage(assessment: Assessment) -> Coverage:
    """Returns the coverage of the assessment in six queries, however many risks there are."""
    categories = Category.objects.of(assessment.edition)
    closures = list(Closure.objects.in_force(assessment.edition).filter(assessment=assessment).in_full())
    of_category = {closure.category_id: closure for closure in closures if closure.category_id}
    of_right = {closure.right_id: closure for closure in closures if closure.right_id}
    in_category, touching = _by_category(assessment), _by_right(assessment)
    return Coverage(
        categories=[_line(row, of_category, in_category) for row in categories],
        rights=[_line(row, of_right, touching) for row in Right.objects.all()],
    )


def categories_with_risks(assessment: Assessment, categories: Iterable[Category]) -> list[Category]:
    """Returns those of the categories in which risks stand."""
    standing = assessment.risks.standing().filter(category=OuterRef("pk"))
    return list(Category.objects.filter(Exists(standing), pk__in=[row.pk for row in categories]))


def rights_with_risks(assessment: Assessment, rights: Iterable[Right]) -> list[Right]:
    """Returns those of the rights that a risk touches, in tension included."""
    standing = assessment.risks.standing()
    linked = RiskRight.objects.filter(right=OuterRef("pk"), risk__in=standing)
    tense = Tension._default_manager.filter(right=OuterRef("pk"), risk__in=standing)
    return list(Right.objects.filter(Exists(linked) | Exists(tense), pk__in=[row.pk for row in rights]))


Touches = dict[Any, tuple[int, int, list[Named]]]


def _line(row: Any, closures: dict[Any, Closure], touches: Touches) -> Line:
    count, highest, risks = touches.get(row.pk, (0, None, []))
    return Line(row, closures.get(row.pk), count, highest, risks)


def _by_category(assessment: Assessment) -> Touches:
    rows = _first_of_each(assessment.risks.standing(), "category", "")
    return _gathered((row, {}) for row in rows.values_list(*_columns("category", "")))


def _by_right(assessment: Assessment) -> Touches:
    standing = Standing.CLOSED
    linked = RiskRight.objects.filter(risk__assessment=assessment).exclude(risk__standing=standing)
    both = RiskRight.objects.filter(risk=OuterRef("risk"), right=OuterRef("right"))
    tense = Tension._default_manager.filter(~Exists(both), risk__assessment=assessment)
    rows = _first_of_each(linked, "right", "risk__").values_list(*_columns("right", "risk__"), "primary")
    more = _first_of_each(tense.exclude(risk__standing=standing), "right", "risk__")
    return _gathered(
        [
            *((row[:-1], {"primary": row[-1]}) for row in rows),
            *((row, {"tension": True}) for row in more.values_list(*_columns("right", "risk__"))),
        ]
    )


def _columns(group: str, risk: str) -> tuple[str, ...]:
    pk = f"{risk}id" if not risk else "risk_id"
    return (group, "total", "highest", pk, *(f"{risk}{name}" for name in ("number", "title", "band")))


def _first_of_each(rows: Any, group: str, risk: str) -> Any:
    """Returns the most severe few of each group, with how many there are and the highest band of all."""
    order: list[Any] = [F(f"{risk}order_key").desc(), F(f"{risk}created_at"), F(f"{risk}id")]
    return (
        rows.annotate(
            total=Window(Count("id"), partition_by=group),
            highest=Window(Max(f"{risk}band"), partition_by=group),
            place=Window(RowNumber(), partition_by=group, order_by=order),
        )
        .filter(place__lte=NAMED)
        .order_by(group, "place")
    )


def _gathered(rows: Iterable[tuple[Any, dict[str, Any]]]) -> Touches:
    """Returns count, highest band and the first risks of each subject; what comes in twice is added up."""
    found: Touches = {}
    totals: dict[tuple[Any, bool], tuple[int, int]] = {}
    for (subject, total, highest, *risk), marks in rows:
        totals[subject, "tension" in marks] = (total, highest)
        found.setdefault(subject, (0, 0, []))[2].append(Named(*risk, **marks))
    for (subject, _tension), (total, highest) in totals.items():
        count, most, risks = found[subject]
        found[subject] = (count + total, max(most, highest), risks)
    return found
